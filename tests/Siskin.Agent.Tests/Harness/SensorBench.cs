using Siskin.Agent.Sensors;
using Siskin.Agent.Sensors.Simulated;

namespace Siskin.Agent.Tests.Harness;

/// <summary>Sensors on a simulated bus, read when the test says so.</summary>
internal sealed class SensorBench : IDisposable
{
    public SensorBench(TimeProvider time, params (string Type, int Address)[] sensors)
    {
        Bus = new SimulatedBus(time);
        foreach (var (type, address) in sensors)
            Bus.Plug(type, address);
        Poller = new SensorPoller(
            [.. sensors.Select(sensor => Attached(sensor.Type, sensor.Address))],
            TimeSpan.FromSeconds(10),
            "/nowhere",
            time,
            Logs,
            _ => Bus
        );
    }

    public SimulatedBus Bus { get; }

    public SensorPoller Poller { get; }

    public RecordingLogs Logs { get; } = new();

    public static AttachedSensor Attached(string type, int address) => new(SensorKinds.Find(type)!, type, 1, address);

    /// <summary>Reads every sensor once; its values by their channels.</summary>
    public IReadOnlyDictionary<string, SensorValue> Poll()
    {
        Poller.PollAll();
        return Values;
    }

    /// <summary>The last values by names without the first level: <c>bme280/temp</c>.</summary>
    public IReadOnlyDictionary<string, SensorValue> Values =>
        Poller.Values.ToDictionary(value => value.Name[(value.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]);

    public void Dispose()
    {
        Bus.Release();
        Poller.Dispose();
        Bus.Dispose();
    }
}
