using System.CommandLine;
using Siskin.Agent.Commands;
using Siskin.Agent.Configuration;
using Siskin.Fleet.Simulation;

namespace Siskin.Fleet.Commands;

/// <summary><c>siskin-fleet simulate</c>: many devices that are none, for sizing and trying.</summary>
internal sealed class SimulateCommand
{
    private readonly FleetOptions _fleet = new();

    private readonly Option<int> _devices = new("--devices", "-n")
    {
        Description = "How many, 1 to 100000.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The same seed gives the same devices.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _failures = new("--failures")
    {
        Description = $"Shares of devices with troubles: {SimulatedFailures.Allowed}. Default: some of each.",
        HelpName = "LIST",
    };

    private readonly Option<int> _interval = new("--interval-s")
    {
        Description = "Seconds between two telemetry messages of a device, 1 to 3600.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<int> _wills = new("--wills")
    {
        Description = "How many devices have a connection and a will of their own, 0 to 1000; 500 others share one.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    };

    private readonly Option<int> _seconds = new("--for-s")
    {
        Description = "Ends after so many seconds, 1 to 1000000. Default: when it is stopped.",
        HelpName = "N",
    };

    private readonly Option<string> _prefix = new("--prefix")
    {
        Description = "First part of the names of the devices.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "sim-",
    };

    private readonly Option<bool> _keep = new("--keep")
    {
        Description = "Leaves their retained messages at the broker.",
    };

    public static Command Create()
    {
        var simulate = new SimulateCommand();
        var command = new Command(
            "simulate",
            "Publishes what many devices would, with troubles, for sizing and trying."
        );
        foreach (
            var option in new Option[]
            {
                simulate._devices,
                simulate._seed,
                simulate._failures,
                simulate._interval,
                simulate._wills,
                simulate._seconds,
                simulate._prefix,
                simulate._keep,
            }
        )
            command.Options.Add(option);
        simulate._fleet.AddTo(command);
        NumberRange.Require(command, simulate._devices, 1, 100_000);
        NumberRange.Require(command, simulate._interval, 1, 3_600);
        NumberRange.Require(command, simulate._wills, 0, 1_000);
        NumberRange.RequireGiven(command, simulate._seconds, 1, 1_000_000);
        command.Validators.Add(result =>
        {
            if (result.GetValue(simulate._failures) is { } text && SimulatedFailures.Parse(text) is null)
                result.AddError($"--failures \"{text}\" is not allowed; give {SimulatedFailures.Allowed}.");
            if (
                result.GetValue(simulate._prefix) is { } prefix
                && Agent.Wire.TopicSyntax.ObjectToLevel(prefix + "000001") is { } wanted
            )
                result.AddError($"--prefix \"{prefix}\" is not allowed; with a number behind it, it must be {wanted}.");
        });
        command.SetAction(simulate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var fleet = Fleet(parsed, _fleet.Broker(parsed), time);
        await fleet.BeginAsync(stop);
        Terminal.Text.WriteLine($"{parsed.GetValue(_devices)} devices are there.");
        using var limit = parsed.GetValue(_seconds) is > 0 and var seconds
            ? new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time)
            : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await fleet.RunAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
        await fleet.EndAsync(forget: !parsed.GetValue(_keep));
        Terminal.Text.WriteLine($"{fleet.Published} messages.");
        return ExitCode.Done;
    }

    private SimulatedFleet Fleet(ParseResult parsed, BrokerSection broker, TimeProvider time)
    {
        var (count, seed) = (parsed.GetValue(_devices), parsed.GetValue(_seed));
        var failures = parsed.GetValue(_failures) is { } text
            ? SimulatedFailures.Parse(text)!
            : SimulatedFailures.Usual;
        var (root, prefix, start) = (_fleet.Root(parsed), parsed.GetRequiredValue(_prefix), time.GetUtcNow());
        var devices = Enumerable
            .Range(1, count)
            .Select(i => new SimulatedDevice(
                root,
                $"{prefix}{i:D4}",
                unchecked((seed * 1_000_003) + i),
                failures,
                start
            ))
            .ToArray();
        return new(
            broker,
            devices,
            Math.Min(parsed.GetValue(_wills), count),
            TimeSpan.FromSeconds(parsed.GetValue(_interval)),
            time
        );
    }
}
