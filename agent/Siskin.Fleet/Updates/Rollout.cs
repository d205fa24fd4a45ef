using Siskin.Agent.Wire;

namespace Siskin.Fleet.Updates;

/// <summary>
/// Which device is offered the bundle next, and what became of each. A stage begins when every device of the one before
/// it has come to an end; more failures than allowed halt it. Not safe for several threads.
/// </summary>
internal sealed class Rollout
{
    private readonly RolloutTerms _terms;
    private readonly Dictionary<string, int> _places;
    private readonly List<RolloutDevice> _devices;
    private readonly IReadOnlyList<int> _ends;
    private readonly RolloutState _begun;
    private DateTimeOffset? _stageEnded;

    /// <param name="state">Where it is.</param>
    /// <param name="terms">The terms.</param>
    public Rollout(RolloutState state, RolloutTerms terms)
    {
        (_begun, _terms, Stage, _stageEnded) = (state, terms, state.Stage, state.StageEnded);
        _devices = [.. state.Devices];
        _places = _devices.Select((device, place) => (device.Name, place)).ToDictionary(StringComparer.Ordinal);
        _ends = terms.Stages.Of(_devices.Count);
    }

    /// <summary>Number of the stage, from 0.</summary>
    public int Stage { get; private set; }

    /// <summary>How many stages there are.</summary>
    public int Stages => _ends.Count;

    /// <summary>Where it is.</summary>
    public RolloutState State => _begun with { Stage = Stage, Devices = [.. _devices], StageEnded = _stageEnded };

    public IReadOnlyList<RolloutDevice> Devices => _devices;

    public int Installed => _devices.Count(device => device.Step == RolloutStep.Installed);

    public int Failed => _devices.Count(device => device.Step == RolloutStep.Failed);

    /// <summary>Whether more failed than may.</summary>
    public bool Halted => Failed > _terms.MaxFailures.Of(_devices.Count);

    /// <summary>Whether every device of every stage has come to an end.</summary>
    public bool Finished => Stage >= _ends.Count;

    /// <summary>Whether a device works on its offer.</summary>
    public bool Working => _devices.Any(device => device.Step == RolloutStep.Offered);

    /// <summary>The devices that are to be offered the bundle now.</summary>
    /// <param name="now">The time, in the operator's zone.</param>
    /// <param name="paused">Whether somebody wants it to pause.</param>
    public IReadOnlyList<string> Due(DateTimeOffset now, bool paused)
    {
        Advance(now);
        if (paused || Halted || Finished || !IsOpen(now))
            return [];
        if (Stage > 0 && _stageEnded is { } ended && now - ended < _terms.Soak)
            return [];
        var room = _terms.AtOnce - _devices.Count(device => device.Step == RolloutStep.Offered);
        return
        [
            .. _devices
                .Take(_ends[Stage])
                .Where(device => device.Step == RolloutStep.Waiting)
                .Take(Math.Max(0, room))
                .Select(device => device.Name),
        ];
    }

    /// <summary>The broker took the offer to a device.</summary>
    public void Offered(string device, DateTimeOffset now) =>
        Change(device, one => one with { Step = RolloutStep.Offered, OfferedAt = now });

    /// <summary>A device told how far it is; returns what became of it, where that is new.</summary>
    public RolloutDevice? Take(string device, UpdateStateMessage state)
    {
        if (!_places.TryGetValue(device, out var place) || _devices[place].Step != RolloutStep.Offered)
            return null;
        if (state.Turned is { } turned && turned.Offer == _begun.Offer && state.Offer != _begun.Offer)
            return Fail(device, turned.Reason);
        if (state.Offer != _begun.Offer)
            return null;
        var step = state.Phase switch
        {
            UpdatePhase.Installed => RolloutStep.Installed,
            UpdatePhase.Failed or UpdatePhase.RolledBack => RolloutStep.Failed,
            _ => RolloutStep.Offered,
        };
        var before = _devices[place];
        Change(device, one => one with { Step = step, Phase = state.Phase, Reason = state.Reason });
        return before.Step != step || before.Phase != state.Phase ? _devices[place] : null;
    }

    /// <summary>Gives up devices that took too long; returns them.</summary>
    public IReadOnlyList<RolloutDevice> Expire(DateTimeOffset now) =>
        [
            .. _devices
                .Where(device => device.Step == RolloutStep.Offered && now - device.OfferedAt > _terms.TimeOut)
                .Select(device => device.Name)
                .ToArray()
                .Select(device => Fail(device, $"no end within {_terms.TimeOut.TotalSeconds:0} s")),
        ];

    /// <summary>Gives devices so much more time: nobody could hear them for as long.</summary>
    public void Extend(TimeSpan by)
    {
        foreach (var device in _devices.Where(device => device.Step == RolloutStep.Offered).ToArray())
            Change(device.Name, one => one with { OfferedAt = one.OfferedAt + by });
    }

    /// <summary>A device that the broker lets nobody offer anything; returns it.</summary>
    public RolloutDevice Refused(string device, string reason) => Fail(device, $"cannot be offered it: {reason}");

    private RolloutDevice Fail(string device, string reason)
    {
        Change(device, one => one with { Step = RolloutStep.Failed, Reason = reason });
        return _devices[_places[device]];
    }

    private void Advance(DateTimeOffset now)
    {
        while (
            !Halted
            && Stage < _ends.Count
            && _devices.Take(_ends[Stage]).All(device => device.Step is RolloutStep.Installed or RolloutStep.Failed)
        )
        {
            Stage++;
            _stageEnded = now;
        }
    }

    private bool IsOpen(DateTimeOffset now) => _terms.Window?.Contains(TimeOnly.FromDateTime(now.DateTime)) ?? true;

    private void Change(string device, Func<RolloutDevice, RolloutDevice> change)
    {
        var place = _places[device];
        _devices[place] = change(_devices[place]);
    }
}

/// <summary>The terms of a roll-out.</summary>
/// <param name="Stages">How many devices each stage reaches.</param>
/// <param name="MaxFailures">How many may fail.</param>
/// <param name="AtOnce">How many work on it at a time: they all load from one server.</param>
/// <param name="TimeOut">How long one may take.</param>
/// <param name="Soak">How long a stage is watched before the next one begins.</param>
/// <param name="Window">The part of the day in which devices are offered the bundle, or null for all of it.</param>
internal sealed record RolloutTerms(
    Stages Stages,
    Share MaxFailures,
    int AtOnce,
    TimeSpan TimeOut,
    TimeSpan Soak,
    TimeWindow? Window
);
