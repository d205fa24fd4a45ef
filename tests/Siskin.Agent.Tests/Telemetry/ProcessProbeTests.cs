using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Telemetry;

namespace Siskin.Agent.Tests.Telemetry;

public sealed class ProcessProbeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Memory_share_and_the_hottest_zone_are_read()
    {
        Write("proc/self/statm", "101452 12345 4096 3000 0 20000 0\n");
        Write("sys/class/thermal/thermal_zone0/temp", "48312\n");
        Write("sys/class/thermal/thermal_zone1/temp", "61260\n");
        Write("sys/class/thermal/thermal_zone2/temp", "switched off\n");
        var time = new FakeTimeProvider();
        var used = TimeSpan.Zero;
        var probe = new ProcessProbe(_root, () => used, time);
        time.Advance(TimeSpan.FromSeconds(10));
        used = TimeSpan.FromSeconds(2.5);

        var reading = probe.Read();

        Assert.Equal(12345L * Environment.SystemPageSize, reading.RssBytes);
        Assert.Equal(25, reading.CpuPercent);
        Assert.Equal(61.3, reading.TemperatureC!.Value, precision: 1);
    }

    [Fact]
    public void A_machine_without_zones_has_no_temperature()
    {
        var reading = new ProcessProbe(_root, () => TimeSpan.Zero, new FakeTimeProvider()).Read();

        Assert.Null(reading.TemperatureC);
        Assert.Equal(0, reading.RssBytes);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
