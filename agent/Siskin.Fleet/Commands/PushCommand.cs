using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Commands;
using Siskin.Agent.Wire;
using Siskin.Fleet.Mqtt;
using Siskin.Fleet.Updates;

namespace Siskin.Fleet.Commands;

/// <summary><c>siskin-fleet push</c>: gives devices another bundle, in stages.</summary>
internal sealed class PushCommand
{
    private readonly FleetOptions _fleet = new();
    private readonly TargetOptions _targets = new();
    private readonly RolloutOptions _rollout = new();

    private readonly Argument<string> _bundle = new("bundle") { Description = "Folder of the signed bundle." };

    private readonly Option<string?> _publicKey = new("--public-key")
    {
        Description = "Check the signature by this key (PEM) before anything is offered.",
        HelpName = "PUB.pem",
    };

    private readonly Option<string?> _state = new("--state")
    {
        Description =
            "File that keeps where it is; the same command goes on from it. Default: BUNDLE-VERSION.push.json.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Print which device would be offered the bundle in which stage, and offer nothing.",
    };

    /// <summary>The verbs <c>push</c>, <c>pause</c>, <c>resume</c> and <c>rollback</c>.</summary>
    public static IEnumerable<Command> Verbs() =>
        [new PushCommand().Create(), Mark("pause", true), Mark("resume", false), RollbackCommand.Create()];

    private Command Create()
    {
        var command = new Command("push", "Gives devices another bundle, in stages; halts when it does not work.")
        {
            _bundle,
            _publicKey,
            _state,
            _dryRun,
        };
        _targets.AddTo(command);
        _rollout.AddTo(command);
        _fleet.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(parsed, stop));
        return command;
    }

    private static Command Mark(string name, bool pause)
    {
        var file = new Argument<string>("file") { Description = "File that keeps where the roll-out is." };
        var command = new Command(
            name,
            pause ? "Lets a roll-out offer the bundle to no further device." : "Lets a paused roll-out go on."
        )
        {
            file,
        };
        command.SetAction(parsed =>
        {
            var rollout = new RolloutFile(parsed.GetRequiredValue(file));
            if (rollout.Read() is null)
                throw CommandException.Usage($"{rollout.Path} does not exist.");
            rollout.Pause(pause);
            return ExitCode.Done;
        });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var (time, root) = (TimeProvider.System, _fleet.Root(parsed));
        var terms = _rollout.Terms(parsed);
        var address = _rollout.Address(parsed);
        var bundle = BundleToPush.Read(parsed.GetRequiredValue(_bundle), parsed.GetValue(_publicKey));
        var file = new RolloutFile(parsed.GetValue(_state) ?? $"{bundle.Name}-{bundle.Version}.push.json");
        var selection = _targets.Selection(parsed, root, time);
        PushRun? run = null;
        var line = new BrokerLine(
            _fleet.Broker(parsed),
            [.. FleetTopics.All(root), $"{root}/+/update/state", $"{root}/+/update/want"],
            message =>
            {
                if (message.Topic.Contains("/update/", StringComparison.Ordinal))
                    Volatile.Read(ref run)?.Take(message);
                else
                    selection.Take(message);
            },
            time,
            NullLogger.Instance
        );
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var listening = line.RunAsync(ended.Token);
        try
        {
            var state = file.Read() is { } before ? Known(before, bundle, file) : null;
            if (state is null)
                state = await BeginAsync(bundle, selection, parsed, line, time, stop);
            var rollout = new Rollout(state, terms);
            if (parsed.GetValue(_dryRun))
                return Show(bundle, state, terms);
            await using var server = address is null ? null : await ServeAsync(bundle, address);
            var url = address is null ? _rollout.Url(parsed) : BundleServer.Place(bundle, address);
            run = new PushRun(bundle, rollout, file, url, device => new TopicLayout(root, device), time, Say)
            {
                Connected = () => line.Connected,
            };
            return await PushAsync(run, rollout, file, line, root, stop);
        }
        finally
        {
            await ended.CancelAsync();
            await listening;
        }
    }

    private static async Task<int> PushAsync(
        PushRun run,
        Rollout rollout,
        RolloutFile file,
        BrokerLine line,
        string root,
        CancellationToken stop
    )
    {
        try
        {
            // What devices said while nobody listened is kept by the broker.
            await line.SubscribeAsync($"{root}/+/update/state", stop);
            var done = await run.RunAsync(line.PublishAsync, stop);
            Say(
                $"{(rollout.Halted ? "halted" : "done")}: {rollout.Installed} of {rollout.Devices.Count} devices have the "
                    + $"bundle, {rollout.Failed} failed."
            );
            return done ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Say($"interrupted; the same command goes on from {file.Path}.");
            return ExitCode.Failed;
        }
    }

    private async Task<RolloutState> BeginAsync(
        BundleToPush bundle,
        FleetSelection selection,
        ParseResult parsed,
        BrokerLine line,
        TimeProvider time,
        CancellationToken stop
    )
    {
        await Task.Delay(_targets.Wait(parsed), time, stop);
        if (line.Problem is { } problem)
            throw CommandException.Failed($"the broker cannot be heard: {problem}");
        var names = selection.Names(_targets.EvenOffline(parsed));
        if (names.Count == 0)
            throw CommandException.Failed("no device that is there is meant; see --to, --offline and --wait-s.");
        return new RolloutState(
            "push-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
            bundle.Hash,
            $"{bundle.Name} {bundle.Version}",
            0,
            [.. names.Select(name => new RolloutDevice(name, RolloutStep.Waiting, null, null, null))]
        );
    }

    private static RolloutState Known(RolloutState state, BundleToPush bundle, RolloutFile file) =>
        state.Hash == bundle.Hash
            ? state
            : throw CommandException.Usage(
                $"{file.Path} is of {state.Bundle} with another content; give another --state, or delete it."
            );

    private static async Task<BundleServer> ServeAsync(BundleToPush bundle, IPEndPoint address)
    {
        try
        {
            return await BundleServer.StartAsync(bundle, address);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw CommandException.Failed($"the files cannot be served at {address}: {e.Message}");
        }
    }

    private static int Show(BundleToPush bundle, RolloutState state, RolloutTerms terms)
    {
        Say($"{state.Bundle}, {bundle.Files.Count} files, {bundle.Bytes} bytes, for {state.Devices.Count} devices:");
        var begin = 0;
        foreach (var (end, stage) in terms.Stages.Of(state.Devices.Count).Select((end, stage) => (end, stage)))
        {
            Say($"stage {stage + 1}: {string.Join(", ", state.Devices.Take(end).Skip(begin).Select(one => one.Name))}");
            begin = end;
        }
        return ExitCode.Done;
    }

    private static void Say(string line) => Terminal.Text.WriteLine(PlainText.Escape(line));
}
