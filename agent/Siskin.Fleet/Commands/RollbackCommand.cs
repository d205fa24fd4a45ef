using System.Collections.Concurrent;
using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Commands;
using Siskin.Agent.Wire;
using Siskin.Fleet.Mqtt;
using Siskin.Fleet.Updates;

namespace Siskin.Fleet.Commands;

/// <summary><c>siskin-fleet rollback</c>: gives devices the bundle of before.</summary>
internal static class RollbackCommand
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var (fleet, targets) = (new FleetOptions(), new TargetOptions());
        var timeOut = new Option<int>("--timeout-s")
        {
            Description = "How long to wait for the devices, 1 to 3600.",
            HelpName = "N",
            DefaultValueFactory = _ => 120,
        };
        var command = new Command("rollback", "Gives devices the bundle that they had before.") { timeOut };
        targets.AddTo(command);
        fleet.AddTo(command);
        NumberRange.Require(command, timeOut, 1, 3_600);
        command.SetAction(
            (parsed, stop) => RunAsync(parsed, fleet, targets, TimeSpan.FromSeconds(parsed.GetValue(timeOut)), stop)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        FleetOptions fleet,
        TargetOptions targets,
        TimeSpan patience,
        CancellationToken stop
    )
    {
        var (time, root) = (TimeProvider.System, fleet.Root(parsed));
        var selection = targets.Selection(parsed, root, time);
        var ends = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var line = new BrokerLine(
            fleet.Broker(parsed),
            [.. FleetTopics.All(root), $"{root}/+/update/state"],
            message =>
            {
                if (!message.Topic.EndsWith("/update/state", StringComparison.Ordinal))
                    selection.Take(message);
                else if (!message.Retained && EndOf(message) is { } end)
                    ends[message.Topic.Split('/')[^3]] = end;
            },
            time,
            NullLogger.Instance
        );
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var listening = line.RunAsync(ended.Token);
        await Task.Delay(targets.Wait(parsed), time, stop);
        if (line.Problem is { } problem)
            throw CommandException.Failed($"the broker cannot be heard: {problem}");
        var names = selection.Names(evenOffline: false);
        foreach (var name in names)
        {
            var command = new OutgoingMessage(new TopicLayout(root, name).UpdateCommand, "rollback"u8.ToArray());
            if (await line.PublishAsync(command, stop) is { } refused)
                ends[name] = $"not told: {refused}";
        }
        var begun = time.GetTimestamp();
        while (names.Any(name => !ends.ContainsKey(name)) && time.GetElapsedTime(begun) < patience)
            await Task.Delay(Rhythm, time, stop);
        await ended.CancelAsync();
        await listening;
        foreach (var name in names)
            Terminal.Text.WriteLine(PlainText.Escape($"{name}: {ends.GetValueOrDefault(name, "no answer")}"));
        return names.Count > 0 && names.All(name => ends.GetValueOrDefault(name) == UpdatePhase.RolledBack)
            ? ExitCode.Done
            : ExitCode.Failed;
    }

    private static string? EndOf(IncomingMessage message)
    {
        try
        {
            var state = JsonSerializer.Deserialize(message.Payload.Span, UpdateJson.Default.UpdateStateMessage);
            return state is null ? null
                : state.Phase == UpdatePhase.RolledBack ? state.Phase
                : state.Turned?.Reason ?? (state.Phase == UpdatePhase.Failed ? state.Reason : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
