using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>
/// Whatever a file holds or is, it ends with a sentence: neither a running agent nor the patience of who waits.
/// </summary>
public sealed class FileTests : IDisposable
{
    private static readonly string Deep = "[agent]\npools = " + new string('[', 65) + new string(']', 65);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_nested_too_deep_is_a_mistake_of_the_file()
    {
        var file = _folder.Write("siskin.toml", $"{Deep}\n[bundle]\npath = \"{Checkout.TinyBundle}\"");

        foreach (var verb in new[] { "check", "run" })
            AssertSentence(
                await Siskin(verb, "--config", file),
                "siskin.toml:2: cannot be parsed: values are nested more"
            );
    }

    [Fact]
    public async Task A_reload_with_such_a_file_changes_nothing_and_the_next_one_with_a_further_file_counts()
    {
        await using var bench = await Bench.StartAsync();
        var file = bench.Agent.ConfigurationFile;
        var good = await File.ReadAllTextAsync(file);

        await File.WriteAllTextAsync(file, Deep + "\n" + good);
        bench.Agent.HangUp();
        await bench.Agent.WaitForLogAsync("nested more than 64 deep");
        await bench.AssertServingAsync();

        await File.WriteAllTextAsync(file, good);
        var more = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, "conf.d")).FullName;
        await File.WriteAllTextAsync(Path.Combine(more, "10-log.toml"), "[log]\nlevel = \"debug\"");
        bench.Agent.HangUp();
        await bench.Agent.WaitForLogAsync("in effect now: [log] level");
        await bench.AssertServingAsync();
    }

    [Fact]
    public async Task A_named_pipe_as_ledger_is_not_waited_for_and_the_agent_ends_when_told()
    {
        using var state = new ScratchFolder();
        NamedPipe.Make(state.File("ledger.db"));
        await using var bench = await Bench.StartAsync(new AgentOptions { State = $"folder = \"{state.Path}\"" });

        await bench.Agent.WaitForLogAsync("ledger.db' is a named pipe (FIFO)");
        await bench.AssertServingAsync();
        bench.Agent.Terminate();
        Assert.Equal(0, await bench.Agent.WaitForExitAsync());
        AssertSentence(await Siskin("check", "--config", bench.Agent.ConfigurationFile), "is a named pipe (FIFO)");
    }

    [Theory]
    [InlineData("bundle.toml")]
    [InlineData("bundle.toml.sig")]
    [InlineData("tokenizer.json")]
    public async Task A_named_pipe_in_a_bundle_is_not_waited_for(string name)
    {
        var bundle = BundleCopy.Into(_folder);
        NamedPipe.Make(Path.Combine(bundle, name));
        (
            await ChildProcess.RunAsync(
                Checkout.Program("openssl"),
                ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", _folder.File("key.pem")]
            )
        ).Expect(0);
        (
            await ChildProcess.RunAsync(
                Checkout.Program("openssl"),
                ["ec", "-in", _folder.File("key.pem"), "-pubout", "-out", _folder.File("public.pem")]
            )
        ).Expect(0);

        AssertSentence(
            await Siskin("bundle", "verify", "--public-key", _folder.File("public.pem"), bundle),
            name.EndsWith("json", StringComparison.Ordinal) ? "is not signed" : "is a named pipe (FIFO)"
        );
        if (!name.EndsWith("sig", StringComparison.Ordinal))
            AssertSentence(await Siskin("bundle", "verify", bundle), "is a named pipe (FIFO)");
    }

    [Fact]
    public async Task Named_pipes_on_the_command_line_are_refused_and_standard_input_is_read()
    {
        var pipe = NamedPipe.Make(_folder.File("pipe"));

        AssertSentence(await Siskin("check", "--config", pipe), "is a named pipe (FIFO)");
        AssertSentence(await Ask("--image", pipe, "?"), "is a named pipe (FIFO)");
        AssertSentence(await Ask("--sensors", pipe, "?"), "is a named pipe (FIFO)");
        (
            await ChildProcess.RunAsync(
                Checkout.Binary,
                ["ask", "--bundle", Checkout.TinyBundle, "--sensors", "/dev/stdin", "?"],
                input: "a=1\n"
            )
        ).Expect(0);
    }

    [Fact]
    public async Task A_check_finds_a_key_twice_in_a_bundle_an_empty_unknown_table_and_a_bad_state_folder()
    {
        var bundle = BundleCopy.Into(_folder);
        var manifest = Path.Combine(bundle, "bundle.toml");
        await File.WriteAllTextAsync(manifest, "name = \"first\"\n" + await File.ReadAllTextAsync(manifest));
        AssertSentence(await Siskin("bundle", "show", bundle), "is not valid TOML in line");

        var file = _folder.Write("siskin.toml", $"[brokr]\n[bundle]\npath = \"{Checkout.TinyBundle}\"");
        AssertSentence(await Siskin("check", "--config", file), "[brokr] is not a known table. Did you mean [broker]?");
        file = _folder.Write(
            "siskin.toml",
            $"[bundle]\npath = \"{Checkout.TinyBundle}\"\n[state]\nfolder = \"/proc/siskin\""
        );
        AssertSentence(await Siskin("check", "--config", file), "[state] folder: \"/proc/siskin\" does not exist");
    }

    private static Task<Finished> Ask(params string[] arguments) =>
        Siskin(["ask", "--bundle", Checkout.TinyBundle, .. arguments]);

    private static Task<Finished> Siskin(params string[] arguments) =>
        ChildProcess.RunAsync(Checkout.Binary, arguments);

    private static void AssertSentence(Finished finished, string text)
    {
        Assert.Contains(text, finished.Expect(2).Error, StringComparison.Ordinal);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
