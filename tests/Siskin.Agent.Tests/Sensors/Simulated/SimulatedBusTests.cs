using Siskin.Agent.Sensors.Simulated;

namespace Siskin.Agent.Tests.Sensors.Simulated;

public sealed class SimulatedBusTests
{
    [Fact]
    public void A_text_names_chips_addresses_and_faults()
    {
        using var bus = SimulatedBus.Parse("bme280@0x76, sht3x@0x44=crc", TimeProvider.System);

        Assert.Equal(
            [SimulatedFault.None, SimulatedFault.Crc, SimulatedFault.Nack],
            new[] { 0x76, 0x44, 0x10 }.Select(bus.FaultOf)
        );
    }

    [Theory]
    [InlineData("bme280")]
    [InlineData("bme280@118")]
    [InlineData("bme280@0x76=tired")]
    public void A_text_that_says_something_else_is_refused(string text) =>
        Assert.Throws<FormatException>(() => SimulatedBus.Parse(text, TimeProvider.System));

    [Fact]
    public void An_address_is_open_once_as_on_a_real_bus()
    {
        using var bus = SimulatedBus.Parse("lm75@0x48", TimeProvider.System);
        using (bus.CreateDevice(0x48))
            Assert.Throws<InvalidOperationException>(() => bus.CreateDevice(0x48));

        bus.CreateDevice(0x48).Dispose();
    }
}
