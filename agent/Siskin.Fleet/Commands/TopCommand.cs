using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Commands;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Mqtt;
using Siskin.Fleet.Queries;
using Spectre.Console;

namespace Siskin.Fleet.Commands;

/// <summary><c>siskin-fleet top</c>: the fleet in a terminal.</summary>
internal static class TopCommand
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var fleet = new FleetOptions();
        var once = new Option<bool>("--once") { Description = "Prints one table and ends." };
        var wait = new Option<int>("--wait-s")
        {
            Description =
                "With --once: seconds to listen, 1 to 600. Info and status come at once, telemetry when it is due.",
            HelpName = "N",
            DefaultValueFactory = _ => 2,
        };
        var most = new Option<int>("--rows")
        {
            Description = "Most rows, 1 to 100000. Default: what fits; with --once all.",
            HelpName = "N",
        };
        var where = new Option<string?>("--where")
        {
            Description = "Shows devices of this query only, such as \"state=down or bundle<0.9\".",
            HelpName = "QUERY",
        };
        var command = new Command(
            "top",
            "Shows all devices of a broker in the terminal, those that need somebody first."
        )
        {
            once,
            wait,
            most,
            where,
        };
        fleet.AddTo(command);
        NumberRange.Require(command, wait, 1, 600);
        NumberRange.RequireGiven(command, most, 1, 100_000);
        command.SetAction(
            async (parsed, stop) =>
            {
                var query = Query(parsed.GetValue(where));
                var limits = new FleetLimits { Devices = 100_000 };
                var (time, root) = (TimeProvider.System, fleet.Root(parsed));
                var book = new DeviceBook(root, limits, FleetLabels.None, time, NullLogger.Instance);
                var line = new BrokerLine(
                    fleet.Broker(parsed),
                    [.. FleetTopics.All(root)],
                    book.Take,
                    time,
                    NullLogger.Instance
                );
                var viewer = new TopView(book, query, () => line.Problem, time);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var listening = line.RunAsync(ended.Token);
                if (parsed.GetValue(once))
                {
                    await Task.Delay(TimeSpan.FromSeconds(parsed.GetValue(wait)), time, stop);
                    if (line.Problem is { } problem)
                        throw CommandException.Failed($"the broker cannot be heard: {problem}");
                    Terminal.Out.Write(viewer.Draw(parsed.GetValue(most) is > 0 and var rows ? rows : int.MaxValue));
                }
                else
                    await ShowAsync(viewer, parsed.GetValue(most), time, stop);
                await ended.CancelAsync();
                await listening;
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task ShowAsync(TopView viewer, int most, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Rhythm, time);
        try
        {
            await Terminal
                .Out.Live(viewer.Draw(Rows(most)))
                .StartAsync(async live =>
                {
                    while (await timer.WaitForNextTickAsync(stop))
                        live.UpdateTarget(viewer.Draw(Rows(most)));
                });
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how one leaves it.
        }
    }

    // What the terminal has below heads and lines.
    private static int Rows(int most) => most > 0 ? most : Math.Max(5, Terminal.Out.Profile.Height - 6);

    private static FleetQuery Query(string? text)
    {
        try
        {
            return FleetQuery.Parse(text);
        }
        catch (FormatException e)
        {
            throw CommandException.Usage($"--where: {e.Message}");
        }
    }
}
