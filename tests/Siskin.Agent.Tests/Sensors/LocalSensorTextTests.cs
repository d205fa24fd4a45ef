using Siskin.Agent.Sensors;
using Siskin.Agent.Sensors.Simulated;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime;

namespace Siskin.Agent.Tests.Sensors;

public sealed class LocalSensorTextTests : IDisposable
{
    private readonly ScratchTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Local_stands_for_the_sensors_of_the_device()
    {
        _tree.With("sys/class/thermal/thermal_zone0", "type", "cpu", "temp", "40500");

        Assert.Equal("thermal/cpu 40.5 °C", Ask().Text);
    }

    [Fact]
    public void A_device_without_sensors_says_so() => Assert.Equal(400, Ask().Rejection!.Code);

    [Fact]
    public void A_sensor_that_cannot_be_read_is_named_in_the_text_or_in_the_error()
    {
        using var bench = new SensorBench(TimeProvider.System, ("lm75", 0x48), ("mcp9808", 0x18));
        bench.Bus.Break(0x18, SimulatedFault.Nack);
        bench.Poll();
        Assert.Equal("i2c/lm75/temp -25 °C\ni2c/mcp9808/temp unavailable", Ask(bench.Poller).Text);

        bench.Bus.Break(0x48, SimulatedFault.Nack);
        bench.Poll();
        Assert.Equal(
            "sensors is \"local\", but none can be read: i2c/lm75/temp is missing, nothing acknowledges 0x48 on "
                + "/dev/i2c-1.",
            Ask(bench.Poller).Rejection!.Message
        );
    }

    private (string? Text, Rejection? Rejection) Ask(SensorPoller? poller = null)
    {
        var rejection = new LocalSensors(_tree.Root, poller).ReadAll(out var text);
        return (text, rejection);
    }
}
