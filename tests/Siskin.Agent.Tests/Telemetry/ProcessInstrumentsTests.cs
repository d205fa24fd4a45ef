using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Telemetry;

public sealed class ProcessInstrumentsTests
{
    [Fact]
    public void Uptime_processor_time_memory_and_temperature_are_those_of_the_process()
    {
        using var tree = new ScratchTree()
            .With("proc/self", "statm", "5000 1000 300 1 0 100 0")
            .With("sys/class/thermal/thermal_zone0", "temp", "48200");
        var time = new FakeTimeProvider();
        using var metrics = new AgentMetrics(TimeSpan.FromMinutes(5), time);
        ProcessInstruments.Create(
            metrics.Meter,
            new ProcessProbe(tree.Root, () => TimeSpan.Zero, time),
            () => TimeSpan.FromSeconds(3.5),
            time
        );
        using var recorder = new MeterRecorder(metrics.Meter);
        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([(60, "")], recorder.Observe("process.uptime"));
        Assert.Equal([(3.5, "")], recorder.Observe("process.cpu.time"));
        Assert.Equal([(1000.0 * Environment.SystemPageSize, "")], recorder.Observe("process.memory.usage"));
        Assert.Equal([(48.2, "")], recorder.Observe("siskin.temperature"));
    }
}
