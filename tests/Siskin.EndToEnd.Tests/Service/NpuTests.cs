using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;
using Siskin.StandIn;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>The published binary with the stand-in for the NPU's execution provider.</summary>
public sealed class NpuTests : IDisposable
{
    private readonly StandInNpu npu = new();

    public void Dispose() => npu.Dispose();

    [Fact]
    public async Task Requests_are_answered_by_the_npu_and_by_the_cpu_while_it_restarts()
    {
        await using var bench = await StartAsync();
        await InfoAsync(bench, "qnn");
        Assert.Equal("qnn", await ProviderAsync(bench));

        npu.Set("run", "fail");
        Assert.Equal("cpu", await ProviderAsync(bench));
        var info = (await bench.Client.WaitForAsync(bench.Agent.InfoTopic, "restarted")).Json;
        Assert.Equal("cpu", info.GetProperty("provider").GetString());

        bench.Client.Forget();
        npu.Set("run", null);
        await InfoAsync(bench, "qnn");
        Assert.Equal("qnn", await ProviderAsync(bench));
    }

    [Fact]
    public async Task A_second_start_takes_the_compiled_graphs_from_the_state_folder()
    {
        await using var bench = await StartAsync();
        await InfoAsync(bench, "qnn");
        var compiled = npu.Count("compile");
        bench.Agent.Terminate();
        Assert.Equal(0, await bench.Agent.WaitForExitAsync());
        bench.Client.Forget();

        await bench.Agent.RestartAsync();
        await InfoAsync(bench, "qnn");

        Assert.Equal("qnn", await ProviderAsync(bench));
        Assert.Equal(compiled, npu.Count("compile"));
    }

    [Fact]
    public async Task An_npu_that_ends_the_process_again_and_again_is_left_alone_and_the_request_is_answered()
    {
        await using var bench = await StartAsync();
        await InfoAsync(bench, "qnn");
        npu.Set("run", "crash");
        var correlation = await bench.Client.SendAsync(
            TestRequest.Text(bench.Agent.RequestTopic, "Which lamps are lit?")
        );

        for (var ends = 0; ends < 3; ends++)
        {
            Assert.NotEqual(0, await bench.Agent.WaitForExitAsync());
            await bench.Agent.RestartAsync(); // as systemd would
        }

        var reply = await bench.Client.ReplyAsync(correlation);
        Assert.Equal("cpu", reply.Json.GetProperty("provider").GetString());
        await bench.Client.WaitForAsync(bench.Agent.InfoTopic, "3 times in a row");
        Assert.False(bench.Agent.HasExited);
    }

    [Fact]
    public async Task A_start_that_wants_the_npu_alone_fails_in_one_sentence()
    {
        npu.Set("devices", "0");
        using var folder = new ScratchFolder();
        var file = folder.Write("siskin.toml", Sections("qnn", $"[bundle]\npath = \"{Checkout.TinyNpuBundle}\"\n"));

        foreach (var verb in new[] { "run", "check" })
        {
            var finished = (await ChildProcess.RunAsync(Checkout.Binary, [verb, "--config", file])).Expect(1);
            Assert.Contains("shows no NPU", finished.Output + finished.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Check_and_bench_tell_whether_the_npu_is_used()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("siskin.toml", Sections("auto", $"[bundle]\npath = \"{Checkout.TinyNpuBundle}\"\n"));

        var check = (await ChildProcess.RunAsync(Checkout.Binary, ["check", "--config", file])).Expect(0);
        var bench = (
            await ChildProcess.RunAsync(
                Checkout.Binary,
                [
                    "bench",
                    "--bundle",
                    Checkout.TinyNpuBundle,
                    "--variant",
                    "qnn-a16w8",
                    "--qnn-library",
                    npu.Library,
                    "--runs",
                    "1",
                    "--warm-up",
                    "0",
                    "--json",
                ]
            )
        ).Expect(0);
        var without = await ChildProcess.RunAsync(
            Checkout.Binary,
            ["bench", "--bundle", Checkout.TinyNpuBundle, "--variant", "qnn-a16w8", "--runs", "1"]
        );

        Assert.Contains("Siskin stand-in NPU", check.Output, StringComparison.Ordinal);
        var report = JsonDocument.Parse(bench.Output).RootElement;
        Assert.Equal("qnn", report.GetProperty("provider").GetString());
        Assert.All(
            report.GetProperty("placement").EnumerateArray(),
            graph =>
                Assert.Equal("QNNExecutionProvider", Assert.Single(graph.GetProperty("nodes").EnumerateObject()).Name)
        );
        without.Expect(2);
        Assert.Contains("libonnxruntime_providers_qnn.so", without.Error, StringComparison.Ordinal);
    }

    private Task<Bench> StartAsync() =>
        Bench.StartAsync(
            new AgentOptions
            {
                Bundle = Checkout.TinyNpuBundle,
                State = $"folder = '{npu.Folder}'\ndurability = \"memory\"",
                Sections = Sections("auto", ""),
            }
        );

    private string Sections(string provider, string more) =>
        $"""
            {more}
            [engine]
            provider = "{provider}"
            [qnn]
            library = '{npu.Library}'
            retry_min_s = 1
            retry_max_s = 2
            """;

    private static async Task<string?> ProviderAsync(Bench bench) =>
        (await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, "Which lamps are lit?")))
            .Json.GetProperty("provider")
            .GetString();

    private static async Task<JsonElement> InfoAsync(Bench bench, string provider) =>
        (await bench.Client.WaitForAsync(bench.Agent.InfoTopic, $"\"provider\":\"{provider}\"")).Json;
}
