using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>What stops the start: one sentence and exit code 2.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("[limits]\nqueue_count = 0", "queue_count")]
    [InlineData("[broker]\nurl = \"http://127.0.0.1\"", "url")]
    [InlineData("[broker]\nurll = \"mqtt://127.0.0.1\"", "urll")]
    [InlineData("[broker\nurl = 1", "siskin.toml")]
    public async Task A_wrong_configuration_is_named(string text, string named)
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("siskin.toml", $"{text}\n[bundle]\npath = \"{Checkout.TinyBundle}\"\n");

        foreach (var verb in new[] { "run", "check" })
        {
            var finished = (await Siskin(verb, "--config", file)).Expect(2);
            Assert.Contains(named, finished.Error, StringComparison.Ordinal);
            AssertOneSentence(finished);
        }
    }

    [Fact]
    public async Task A_missing_configuration_is_named()
    {
        var finished = (await Siskin("run", "--config", "/nowhere/siskin.toml")).Expect(2);

        Assert.Contains("/nowhere/siskin.toml", finished.Error, StringComparison.Ordinal);
        AssertOneSentence(finished);
    }

    [Fact]
    public async Task A_right_configuration_passes_the_check()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("siskin.toml", $"[bundle]\npath = \"{Checkout.TinyBundle}\"\n");

        (await Siskin("check", "--config", file)).Expect(0);
    }

    [Fact]
    public async Task A_missing_bundle_is_named()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("siskin.toml", "[bundle]\npath = \"nowhere\"\n");

        var finished = (await Siskin("run", "--config", file)).Expect(2);

        Assert.Contains("nowhere", finished.Error, StringComparison.Ordinal);
        AssertOneSentence(finished);
    }

    [Theory]
    [InlineData("cpu-int8/decoder.onnx")]
    [InlineData("cpu-int8/vision.onnx")]
    [InlineData("tokenizer.json")]
    public async Task A_flipped_byte_in_the_bundle_is_found(string name)
    {
        using var folder = new ScratchFolder();
        var bundle = BundleCopy.Into(folder);
        var victim = await FlipAsync(bundle, name);
        var file = folder.Write("siskin.toml", $"[bundle]\npath = \"{bundle}\"\n");

        var finished = (await Siskin("run", "--config", file)).Expect(2);

        Assert.Contains(Path.GetFileName(victim), finished.Error, StringComparison.Ordinal);
        AssertOneSentence(finished);
        Assert.NotEqual(0, (await Siskin("bundle", "verify", bundle)).Code);
    }

    [Fact]
    public async Task A_variant_that_is_not_used_may_be_damaged()
    {
        using var folder = new ScratchFolder();
        var bundle = BundleCopy.Into(folder);
        await FlipAsync(bundle, "cpu-fp32/decoder.onnx");

        await using (var bench = await Bench.StartAsync(new AgentOptions { Bundle = bundle }))
            await bench.AssertServingAsync();
        Assert.NotEqual(0, (await Siskin("bundle", "verify", bundle)).Code);
        var chosen = await Siskin("ask", "--bundle", bundle, "--variant", "cpu-fp32", "Read it.");
        Assert.Contains("cpu-fp32/decoder.onnx' has SHA-256", chosen.Error, StringComparison.Ordinal);
    }

    private static async Task<string> FlipAsync(string bundle, string name)
    {
        var victim = Path.Combine(bundle, name);
        var bytes = await File.ReadAllBytesAsync(victim);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(victim, bytes);
        return victim;
    }

    [Fact]
    public async Task A_whole_bundle_is_verified()
    {
        (await Siskin("bundle", "verify", Checkout.TinyBundle)).Expect(0);
    }

    private static Task<Finished> Siskin(params string[] arguments) =>
        ChildProcess.RunAsync(Checkout.Binary, arguments);

    private static void AssertOneSentence(Finished finished)
    {
        Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
