using Siskin.Agent.Tests.Docs;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Docs;

/// <summary>
/// Where the examples of a page run: a broker and the device boiler-room, a picture, the samples, and programs by the
/// names that the examples call them, which find this broker at its own port.
/// </summary>
internal sealed class ExampleShell : IAsyncDisposable
{
    private const string Device = "boiler-room";
    private const string Url = "mqtt://127.0.0.1";

    // The device of the pages that do not start one by themselves.
    private const string Sections = """
        [[watch]]
        name = "water"
        frame_topic = "camera/water/jpg"
        prompt = "Read the counter."
        interval_s = 1
        min_confidence = 0.9
        monotonic = true
        max_rate = 2.5
        unit = "m³"
        device_class = "water"
        """;

    private readonly ScratchFolder folder = new();
    private readonly MosquittoServer broker;
    private readonly Dictionary<string, string> environment;
    private Bench? bench;
    private ChildProcess? agent;

    private ExampleShell(MosquittoServer broker)
    {
        this.broker = broker;
        File.Copy(Path.Combine(Checkout.Samples, "counter.jpg"), folder.File("meter.jpg"));
        foreach (var name in new[] { "models", "packaging", "scripts" })
            File.CreateSymbolicLink(folder.File(name), Path.Combine(Checkout.Root, name));
        var programs = Directory.CreateDirectory(folder.File(".bin")).FullName;
        WriteProgram(
            programs,
            "siskin",
            $$"""
            words=()
            for word; do [ "$word" != {{Url}} ] || word={{broker.Url}}; words+=("$word"); done
            case "$1 $*" in
                *--broker* | *--config*) ;;
                request* | retire*) words+=(--broker {{broker.Url}}) ;;
            esac
            exec "{{Checkout.Binary}}" "${words[@]}"
            """
        );
        WriteProgram(
            programs,
            "siskin-models",
            $"exec dotnet \"{Checkout.Root}/models/Siskin.Models/bin/Release/net10.0/siskin-models.dll\" \"$@\""
        );
        foreach (var client in new[] { "mosquitto_pub", "mosquitto_sub", "mosquitto_rr" })
            WriteProgram(programs, client, $"exec \"{Checkout.Program(client)}\" -p {broker.Port} \"$@\"");
        environment = new()
        {
            ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}",
            ["SISKIN_BUNDLE"] = Checkout.TrainedBundle,
        };
    }

    public static async Task<ExampleShell> StartAsync(MarkdownPage page)
    {
        var broker = MosquittoServer.Prepare();
        var shell = new ExampleShell(broker);
        if (page.Blocks.Any(block => block.NotRun is null && StartsAgent(block)))
            return shell;
        await broker.StartAsync();
        shell.bench = await Bench.StartAsync(
            broker,
            new AgentOptions
            {
                Device = Device,
                Bundle = Checkout.TrainedBundle,
                Agent = "pools = [\"readers\"]",
                TelemetrySeconds = 1,
                Sections = Sections,
            }
        );
        return shell;
    }

    /// <summary>Runs a block and returns what it printed; one that starts the agent leaves it running.</summary>
    public async Task<string> RunAsync(MarkdownBlock block)
    {
        var script = folder.Write("example.sh", block.Text + "\n");
        if (StartsAgent(block))
            return await StartAgentAsync(block);
        var finished = await ChildProcess.RunAsync(
            "/bin/bash",
            ["-euo", "pipefail", script],
            environment,
            folder: folder.Path
        );
        Assert.True(
            finished.Code == 0,
            $"{block.Place} ended with {finished.Code}.\n{finished.Output}\n{finished.Error}\n{bench?.Agent.Log}"
        );
        return finished.Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (agent is not null)
            await agent.DisposeAsync();
        if (bench is not null)
            await bench.DisposeAsync();
        else
            await broker.DisposeAsync();
        folder.Dispose();
    }

    private static bool StartsAgent(MarkdownBlock block) =>
        block.Text.StartsWith("siskin run", StringComparison.Ordinal);

    // Its broker listens at the port of this test.
    private async Task<string> StartAgentAsync(MarkdownBlock block)
    {
        var configuration = folder.File(block.Commands.Single()[^1]);
        var text = await File.ReadAllTextAsync(configuration);
        await File.WriteAllTextAsync(
            configuration,
            text.Replace("embedded = true", $"embedded = true\nembedded_port = {broker.Port}", StringComparison.Ordinal)
        );
        agent = ChildProcess.Start("/bin/bash", ["-c", "exec " + block.Text], environment, folder: folder.Path);
        for (
            var deadline = DateTime.UtcNow + ChildProcess.Patience;
            !agent.Error.Contains("is online", StringComparison.Ordinal);

        )
        {
            if (agent.HasExited || DateTime.UtcNow > deadline)
                throw new TimeoutException($"{block.Place}: the agent is not online.\n{agent.Error}");
            await Task.Delay(20);
        }

        return agent.Output + agent.Error;
    }

    private static void WriteProgram(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/bash\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
