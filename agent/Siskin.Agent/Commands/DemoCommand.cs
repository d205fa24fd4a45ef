using System.CommandLine;
using System.Text.Json;
using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Commands;

/// <summary>
/// <c>siskin demo</c>: starts an agent with an embedded broker and plays a camera and a sensor against it.
/// </summary>
internal static class DemoCommand
{
    private const string Device = "demo";

    private static readonly string[] SamplePlaces = ["models/samples", "/usr/share/siskin/samples"];

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var bundle = BundleOption.Create();
        var variant = new Option<string>("--variant")
        {
            Description = "Variant of the bundle.",
            HelpName = "ID",
            DefaultValueFactory = _ => "auto",
        };
        var samples = new Option<string>("--samples")
        {
            Description = $"Folder with the samples and their list, {DemoSample.ManifestName}.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Array.Find(SamplePlaces, Directory.Exists) ?? SamplePlaces[0],
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command(
            "demo",
            "Starts an agent with its own broker and plays a camera and a sensor against it."
        )
        {
            bundle,
            variant,
            samples,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    BundleOption.Resolve(parsed.GetValue(bundle)),
                    parsed.GetRequiredValue(variant),
                    parsed.GetRequiredValue(samples),
                    parsed.GetValue(json),
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string bundle,
        string variant,
        string folder,
        bool json,
        CancellationToken cancellation
    )
    {
        var samples = DemoSample.ReadAll(folder);
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        await using var agent = AgentProcess.Start(Device, bundle, variant);
        await using var player = new DemoPlayer(Device, folder, time);
        await ConnectAsync(player, agent, cancellation);
        var online = time.GetElapsedTime(started);
        var rows = new List<DemoRow>();
        foreach (var sample in samples)
            rows.Add(await player.PlayAsync(sample, cancellation));
        var report = await player.ReportAsync(rows, online, cancellation);
        if (json)
            Terminal.Text.WriteLine(JsonSerializer.Serialize(report, CommandJson.Default.DemoReport));
        else
            DemoTable.Write(report, Terminal.Out);
        return report.Passed ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task ConnectAsync(DemoPlayer player, AgentProcess agent, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(LongestStart, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await player.ConnectAsync(agent.Port, () => agent.HasExited, limit.Token);
        }
        catch (Exception e)
            when (e is BrokerException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            await agent.DisposeAsync(); // its last words are complete then
            throw CommandException.Failed($"the agent did not come online: {agent.Log.Trim()}");
        }
    }
}
