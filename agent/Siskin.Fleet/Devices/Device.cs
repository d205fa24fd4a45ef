using System.Diagnostics.CodeAnalysis;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Devices;

/// <summary>
/// What is known of one device. Not safe for several threads by itself: <see cref="DeviceBook"/> lets in one at a time.
/// </summary>
internal sealed class Device
{
    private readonly Dictionary<string, WatchState> _watches = new(StringComparer.Ordinal);
    private readonly Queue<DeviceEvent> _events = new();
    private readonly FleetLimits _limits;
    private readonly TimeProvider _time;
    private readonly FlapDamper _flaps;
    private bool? _wasUp;

    public Device(string name, IReadOnlyDictionary<string, string> labels, FleetLimits limits, TimeProvider time)
    {
        (Name, Labels, _limits, _time) = (name, labels, limits, time);
        _flaps = new FlapDamper(time);
        LastHeard = time.GetUtcNow();
    }

    public string Name { get; }

    /// <summary>What the operator says of it.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Number of the last change, over all devices.</summary>
    public long Change { get; set; }

    public Presence Presence { get; } = new();

    public DeviceInfo? Info { get; private set; }

    /// <summary>The last telemetry, or null.</summary>
    public TelemetryMessage? Telemetry { get; private set; }

    /// <summary>What the counters grew by with the last telemetry.</summary>
    public CounterGrowth Growth { get; private set; }

    /// <summary>When the last telemetry came.</summary>
    public DateTimeOffset? TelemetryAt { get; private set; }

    /// <summary>When anything came.</summary>
    public DateTimeOffset LastHeard { get; private set; }

    /// <summary>Messages that could not be read, and why the last one could not.</summary>
    public long Malformed { get; private set; }

    public string? MalformedReason { get; private set; }

    public IReadOnlyCollection<WatchState> Watches => _watches.Values;

    /// <summary>The last changes, oldest first.</summary>
    public IReadOnlyCollection<DeviceEvent> Events => _events;

    public bool IsFlapping => _flaps.IsFlapping;

    public bool IsStale => Presence.IsUp && _time.GetUtcNow() - LastHeard > _limits.StaleAfter;

    public bool IsFallback => (Telemetry?.Provider?.FallbackReason ?? Info?.FallbackReason) is not null;

    public bool IsBusy =>
        Growth.Busy > 0
        || (Telemetry?.Queue is { Count: > 0 } queue && queue.Count * 2 >= (Info?.QueueCount ?? int.MaxValue / 2));

    /// <summary>How many watches are not sure of what they read.</summary>
    public int Doubtful => _watches.Values.Count(watch => watch.IsDoubtful(_limits.SureFrom));

    /// <summary>How many watches stand still.</summary>
    public int StaleWatches
    {
        get
        {
            var now = _time.GetUtcNow();
            return _watches.Values.Count(watch => watch.Age(now) > _limits.WatchStaleAfter);
        }
    }

    /// <summary>All of it in one word.</summary>
    public DeviceState State =>
        !Presence.IsKnown ? DeviceState.Unknown
        : IsFlapping ? DeviceState.Flapping
        : Presence.IsStopped ? DeviceState.Stopped
        : !Presence.IsUp ? DeviceState.Down
        : IsStale ? DeviceState.Stale
        : IsFallback ? DeviceState.Fallback
        : IsBusy ? DeviceState.Busy
        : Doubtful > 0 ? DeviceState.Doubtful
        : DeviceState.Up;

    public void Take(string status, long? session, bool live)
    {
        Heard(live);
        var before = Presence.Session;
        if (!Presence.Status(status, session))
        {
            Refuse($"its status is \"{Shorten(status)}\".");
            return;
        }
        // A start that the broker did not notice the end of.
        if (_wasUp == true && Presence.IsUp && before is not null && before != Presence.Session)
            _flaps.Return();
        NotePresence();
    }

    public void Take(DeviceInfo info, bool live)
    {
        Heard(live);
        Note("bundle", Info?.BundleText, info.BundleText);
        Note("provider", Info?.ProviderText, info.ProviderText);
        Note("version", Info?.Version, info.Version);
        Presence.Info(info.Session);
        Info = info;
        NotePresence();
    }

    public void Take(TelemetryMessage telemetry, bool live)
    {
        Heard(live);
        Growth = CounterGrowth.Between(Telemetry, telemetry);
        if (telemetry.Provider is { } provider && Info is { } info)
        {
            var now = info with
            {
                Provider = Shorten(provider.Name),
                Variant = Shorten(provider.Variant),
                FallbackReason = Shorten(provider.FallbackReason),
            };
            Note("provider", info.ProviderText, now.ProviderText);
            Info = now;
        }
        (Telemetry, TelemetryAt) = (telemetry, _time.GetUtcNow());
        if (!live)
            return;
        Presence.Heard();
        NotePresence();
    }

    /// <returns>Whether there is room for the watch.</returns>
    public bool Take(WatchState watch, bool live)
    {
        Heard(live);
        if (!_watches.ContainsKey(watch.Name) && _watches.Count >= _limits.Watches)
            return false;
        _watches[watch.Name] = watch;
        return true;
    }

    /// <summary>The watch is gone: its retained message was taken away.</summary>
    public void Forget(string watch) => _watches.Remove(watch);

    /// <summary>It sent something that cannot be read.</summary>
    public void Refuse(string reason)
    {
        Malformed++;
        MalformedReason = Shorten(reason);
    }

    [return: NotNullIfNotNull(nameof(text))]
    private string? Shorten(string? text) => text?.Length > _limits.Text ? text[.._limits.Text] : text;

    private void Heard(bool live)
    {
        // What the broker kept says nothing about when it was said.
        if (live)
            LastHeard = _time.GetUtcNow();
    }

    private void NotePresence()
    {
        if (!Presence.IsKnown)
            return;
        var up = Presence.IsUp;
        if (_wasUp == false && up)
            _flaps.Return();
        if (_wasUp is not null && _wasUp != up)
            Add(
                "presence",
                up ? "up"
                    : Presence.IsStopped ? "stopped"
                    : "down"
            );
        _wasUp = up;
    }

    private void Note(string kind, string? before, string? now)
    {
        if (before is not null && now is not null && before != now)
            Add(kind, now);
    }

    private void Add(string kind, string text)
    {
        if (_events.Count >= _limits.Events)
            _events.Dequeue();
        _events.Enqueue(new DeviceEvent(_time.GetUtcNow(), kind, text));
    }
}
