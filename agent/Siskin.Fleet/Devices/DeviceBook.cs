using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Devices;

/// <summary>
/// All devices of a broker. Messages write it one after the other, the page and the metrics read it; every change has a
/// number, so that a reader gets what changed since it last looked.
/// </summary>
internal sealed class DeviceBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Device> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeviceState> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _gone = new(StringComparer.Ordinal);
    private readonly FleetMessageReader _reader;
    private readonly FleetLabels _labels;
    private readonly FleetLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private long _change;
    private bool _fullSaid;

    public DeviceBook(string root, FleetLimits limits, FleetLabels labels, TimeProvider time, ILogger log)
    {
        (_limits, _labels, _time, _log) = (limits, labels, time, log);
        _reader = new FleetMessageReader(root, limits);
    }

    /// <summary>Called with every telemetry message of a device, in the order of their arrival.</summary>
    public Action<Device>? Sampled { get; set; }

    /// <summary>Messages so far; those that could not be read; those of devices for which there was no room.</summary>
    public long Messages { get; private set; }

    public long Malformed { get; private set; }

    public long LeftOut { get; private set; }

    /// <summary>Number of the last change.</summary>
    public long Change
    {
        get
        {
            lock (_lock)
                return _change;
        }
    }

    /// <summary>How many devices there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _devices.Count;
        }
    }

    /// <summary>Takes a message of the broker. Whatever is wrong with it stays with its device.</summary>
    public void Take(IncomingMessage message)
    {
        lock (_lock)
        {
            Messages++;
            if (_reader.TryParse(message.Topic, out var name, out var kind, out var watch))
                Take(message, name, kind, watch);
        }
    }

    /// <summary>Looks at what the clock alone changes: devices that fell silent, flaps that are over.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            foreach (var device in _devices.Values)
            {
                var state = device.State;
                if (!_shown.TryGetValue(device.Name, out var shown) || shown != state)
                    Touch(device, state);
            }
        }
    }

    /// <summary>
    /// What <paramref name="select"/> makes of every device that changed after <paramref name="since"/>.
    /// </summary>
    public BookChanges<T> Read<T>(long since, Func<Device, T?> select)
        where T : class
    {
        lock (_lock)
        {
            var changed = new List<T>();
            foreach (var device in _devices.Values)
            {
                if (device.Change > since && select(device) is { } one)
                    changed.Add(one);
            }
            var gone = since == 0 ? [] : _gone.Where(one => one.Value > since).Select(one => one.Key).ToArray();
            return new(_change, changed, gone);
        }
    }

    /// <summary>What <paramref name="select"/> makes of one device; null where there is none.</summary>
    public T? Read<T>(string name, Func<Device, T> select)
        where T : class
    {
        lock (_lock)
            return _devices.TryGetValue(name, out var device) ? select(device) : null;
    }

    /// <summary>Calls <paramref name="visit"/> for every device, by name.</summary>
    public void ForEach(Action<Device> visit)
    {
        lock (_lock)
        {
            foreach (var device in _devices.Values.OrderBy(device => device.Name, StringComparer.Ordinal))
                visit(device);
        }
    }

    /// <summary>Devices that are up and whose info did not come: a broker with a short queue leaves some out.</summary>
    public IReadOnlyList<string> WithoutInfo()
    {
        lock (_lock)
        {
            return
            [
                .. _devices
                    .Values.Where(device => device.Info is null || !device.Presence.IsKnown)
                    .Select(device => device.Name),
            ];
        }
    }

    private void Take(IncomingMessage message, string name, MessageKind kind, string? watch)
    {
        if (message.Payload.IsEmpty)
        {
            Forget(name, kind, watch);
            return;
        }
        if (!TryDevice(name, out var device))
            return;
        var read = true;
        try
        {
            _reader.Read(message, device, kind, watch);
        }
        catch (UnreadableMessageException e)
        {
            Malformed++;
            if (device.Malformed == 0)
                _log.MalformedMessage(name, kind.ToString().ToLowerInvariant(), e.Message);
            device.Refuse(e.Message);
            read = false;
        }
        Touch(device, device.State);
        if (read && kind == MessageKind.Telemetry && !message.Retained)
            Sampled?.Invoke(device);
    }

    private bool TryDevice(string name, [NotNullWhen(true)] out Device? device)
    {
        if (_devices.TryGetValue(name, out device))
            return true;
        if (_devices.Count >= _limits.Devices)
        {
            LeftOut++;
            if (!_fullSaid)
                _log.TooManyDevices(_limits.Devices, name);
            _fullSaid = true;
            return false;
        }
        device = new Device(name, _labels.Of(name), _limits, _time);
        _devices.Add(name, device);
        _gone.Remove(name);
        return true;
    }

    // An empty message takes away what the broker kept: `siskin retire`, or a watch that is configured no more.
    private void Forget(string name, MessageKind kind, string? watch)
    {
        if (!_devices.TryGetValue(name, out var device))
            return;
        if (kind == MessageKind.Watch)
        {
            device.Forget(watch!);
            Touch(device, device.State);
        }
        else if (kind == MessageKind.Info || kind == MessageKind.Status)
        {
            _devices.Remove(name);
            _shown.Remove(name);
            if (_gone.Count > _limits.Devices)
                _gone.Clear();
            _gone[name] = ++_change;
            _fullSaid = false;
        }
    }

    private void Touch(Device device, DeviceState state)
    {
        device.Change = ++_change;
        if (state == DeviceState.Flapping && _shown.GetValueOrDefault(device.Name) != DeviceState.Flapping)
            _log.DeviceFlaps(device.Name);
        _shown[device.Name] = state;
    }
}

/// <summary>What changed in a book.</summary>
/// <param name="Change">Number of the last change in it.</param>
/// <param name="Changed">The devices that changed.</param>
/// <param name="Gone">Names of those that are there no more.</param>
internal sealed record BookChanges<T>(long Change, IReadOnlyList<T> Changed, IReadOnlyList<string> Gone);
