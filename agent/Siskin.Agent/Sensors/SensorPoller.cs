using System.Device.I2c;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Sensors.Simulated;

namespace Siskin.Agent.Sensors;

/// <summary>
/// Reads the configured sensors in the background, each bus on a thread of its own, so that one that hangs holds up
/// neither a request nor another bus.
/// </summary>
internal sealed class SensorPoller : IDisposable
{
    // A value may miss some readings before it is old.
    private const int MissedReadings = 3;

    private readonly IReadOnlyList<AttachedSensor> _sensors;
    private readonly TimeSpan _interval;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<IReadOnlyList<PolledSensor>> _buses;
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private ITimer? _review;

    /// <param name="sensors">The sensors.</param>
    /// <param name="interval">Time between two readings of a sensor.</param>
    /// <param name="root">Folder in which <c>sys</c> lies.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="open">Opens a bus by its number, or null for those of the device.</param>
    public SensorPoller(
        IReadOnlyList<AttachedSensor> sensors,
        TimeSpan interval,
        string root,
        TimeProvider time,
        ILogger log,
        Func<int, I2cBus>? open = null
    )
    {
        (_sensors, _interval, _time, _log) = (sensors, interval, time, log);
        _buses =
        [
            .. sensors
                .GroupBy(sensor => sensor.Bus)
                .Select(bus =>
                {
                    I2cBus? opened = null; // when it is first there; all of one bus is on one thread
                    return bus.Select(sensor => new PolledSensor(
                            sensor,
                            () =>
                                sensor.Kind.IsOneWire
                                    ? SensorConnection.OverOneWire(root, sensor)
                                    : SensorConnection.Over(opened ??= Open(sensor.Bus!.Value, open), sensor, time),
                            time
                        ))
                        .ToArray();
                }),
        ];
    }

    /// <summary>How old a value may be.</summary>
    private TimeSpan Oldest => (_interval * MissedReadings) + SlowestBus;

    // What one round over a bus may take.
    private TimeSpan SlowestBus =>
        _sensors.Count == 0
            ? TimeSpan.Zero
            : _sensors
                .GroupBy(sensor => sensor.Bus)
                .Max(bus => TimeSpan.FromSeconds(bus.Sum(sensor => sensor.Kind.Limit.TotalSeconds)));

    /// <summary>The last values of all sensors, missing ones too; returns at once.</summary>
    public IEnumerable<SensorValue> Values => _buses.SelectMany(bus => bus).SelectMany(sensor => sensor.Values(Oldest));

    /// <summary>Begins, unless there is nothing to read.</summary>
    public void Start()
    {
        if (_sensors.Any(sensor => sensor.Bus == SimulatedBus.Number))
            _log.SimulatedBus();
        foreach (var bus in _buses)
            new Thread(() => Run(bus)) { Name = "sensors", IsBackground = true }.Start();
        if (_buses.Count > 0)
            _review = _time.CreateTimer(_ => Review(), null, _interval, _interval);
    }

    /// <summary>Reads every sensor once, here.</summary>
    public void PollAll()
    {
        foreach (var sensor in _buses.SelectMany(bus => bus))
            sensor.Poll();
        Review();
    }

    /// <summary>Ends the readings that follow; one that hangs stays with its thread.</summary>
    public void Stop()
    {
        _review?.Dispose();
        _stop.Cancel();
    }

    public void Dispose() => Stop();

    private void Run(IReadOnlyList<PolledSensor> bus)
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var sensor in bus)
            {
                if (!_stop.IsCancellationRequested)
                    sensor.Poll();
            }
            Review();
            _stop.Token.WaitHandle.WaitOne(_interval);
        }
        foreach (var sensor in bus)
            sensor.Close();
    }

    // Logs what began and ended to be missing; called by the threads of the buses, and by the clock when they hang.
    private void Review()
    {
        lock (_missing)
        {
            foreach (
                var value in Values.Where(value =>
                    value.Missing != PolledSensor.NotYet && value.Missing is not null != _missing.Contains(value.Name)
                )
            )
            {
                if (value.Missing is null)
                {
                    _missing.Remove(value.Name);
                    _log.SensorBack(value.Name);
                }
                else
                {
                    _missing.Add(value.Name);
                    _log.SensorMissing(value.Name, value.Missing);
                }
            }
        }
    }

    private static I2cBus Open(int number, Func<int, I2cBus>? open) =>
        open?.Invoke(number)
        ?? (number == SimulatedBus.Number ? SimulatedBus.FromEnvironment() : I2cBus.Create(number));
}
