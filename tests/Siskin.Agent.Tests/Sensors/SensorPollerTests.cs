using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Sensors;
using Siskin.Agent.Sensors.Simulated;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Sensors;

public sealed class SensorPollerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Before_its_first_reading_a_sensor_is_missing_and_nothing_is_logged()
    {
        using var bench = new SensorBench(_time, ("lm75", 0x48));

        Assert.Equal("it was not read yet", bench.Values["lm75/temp"].Missing);
        Assert.Empty(bench.Logs.Lines);
    }

    [Fact]
    public void A_value_carries_its_age_and_goes_when_it_is_old()
    {
        using var bench = new SensorBench(_time, ("lm75", 0x48));
        bench.Poll();

        _time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal((-25, TimeSpan.FromSeconds(12)), (bench.Values["lm75/temp"].Value, bench.Values["lm75/temp"].Age));

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("it was not read for 42 s: its bus is held up", bench.Values["lm75/temp"].Missing);
        Assert.Null(bench.Values["lm75/temp"].Age);
    }

    [Fact]
    public void Of_several_sensors_only_the_broken_one_is_missing()
    {
        using var bench = new SensorBench(_time, ("lm75", 0x48), ("mcp9808", 0x18));
        bench.Bus.Break(0x48, SimulatedFault.Nack);

        var values = bench.Poll();

        Assert.NotNull(values["lm75/temp"].Missing);
        Assert.Equal(-12.25, values["mcp9808/temp"].Value);
    }

    [Fact]
    public void Going_and_coming_back_are_logged_once_each_and_without_a_value()
    {
        using var bench = new SensorBench(_time, ("lm75", 0x48));
        bench.Poll();
        bench.Bus.Break(0x48, SimulatedFault.Nack);
        bench.Poll();
        bench.Poll();
        bench.Bus.Break(0x48, SimulatedFault.None);
        bench.Poll();

        Assert.Equal(
            [
                "Warning 350 Sensor i2c/lm75/temp is missing: nothing acknowledges 0x48 on /dev/i2c-1. ",
                "Information 351 Sensor i2c/lm75/temp is back. ",
            ],
            bench.Logs.Lines
        );
    }

    [Fact]
    public async Task A_bus_that_hangs_holds_up_neither_the_reader_of_values_nor_the_stop()
    {
        using var bench = new SensorBench(_time, ("lm75", 0x48), ("mcp9808", 0x18));
        bench.Bus.Break(0x48, SimulatedFault.Hang);

        bench.Poller.Start();
        await Wait.UntilAsync(() => bench.Bus.Hangs, "the call hangs");
        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal("no answer for 50 s: its bus hangs", bench.Values["lm75/temp"].Missing);
        Assert.NotNull(bench.Values["mcp9808/temp"].Missing); // it waits behind the other
        Assert.Contains(bench.Logs.Lines, line => line.Contains("its bus hangs", StringComparison.Ordinal));

        bench.Bus.Break(0x48, SimulatedFault.None);
        bench.Bus.Release();
        await Wait.UntilAsync(() => bench.Values["mcp9808/temp"].Missing is null, "the bus goes on");
    }

    [Fact]
    public void A_driver_that_waits_for_a_chip_which_is_never_ready_is_ended_by_its_limit()
    {
        using var bench = new SensorBench(TimeProvider.System, ("vl53l0x", 0x29));
        bench.Bus.Break(0x29, SimulatedFault.High);

        Assert.NotNull(bench.Poll()["vl53l0x/distance"].Missing);
    }

    [Fact]
    public void Sensors_of_the_board_and_the_configured_ones_are_read_together()
    {
        using var tree = new ScratchTree();
        tree.With("sys/class/thermal/thermal_zone0", "type", "cpu", "temp", "40500");
        using var bench = new SensorBench(_time, ("lm75", 0x48), ("mcp9808", 0x18));
        bench.Bus.Break(0x18, SimulatedFault.Nack);
        bench.Poll();
        var sensors = new LocalSensors(tree.Root, bench.Poller);

        Assert.Equal(
            "thermal/cpu 40.5 °C\ni2c/lm75/temp -25 °C\ni2c/mcp9808/temp unavailable",
            LocalSensors.TextOf(sensors.Read(["#"]))
        );
        Assert.Equal("i2c/lm75/temp -25 °C", LocalSensors.TextOf(sensors.Read(["i2c/lm75/+"])));
    }

    [Fact]
    public void A_bus_that_is_not_there_is_named()
    {
        using var poller = new SensorPoller(
            [SensorBench.Attached("lm75", 0x48) with { Bus = 213 }],
            TimeSpan.FromSeconds(1),
            "/nowhere",
            _time,
            new RecordingLogs()
        );

        poller.PollAll();

        Assert.Equal("there is no bus 213: /dev/i2c-213 is missing", poller.Values.Single().Missing);
    }
}
