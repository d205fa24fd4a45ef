using Siskin.Agent.Sensors;
using Siskin.Agent.Sensors.Simulated;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Sensors;

/// <summary>
/// Every kind of sensor against a chip made of its data sheet; the expected values come from there too.
/// </summary>
public sealed class SensorKindsTests
{
    public static TheoryData<string, int, string> Expected =>
        new()
        {
            { "bme280", 0x76, "temp 25.082 °C, pressure 100.653 kPa, humidityrelative 55.001 %" },
            { "bmp280", 0x77, "temp 25.082 °C, pressure 100.653 kPa" },
            { "bme680", 0x76, "temp 22.637 °C, pressure 97.65 kPa, humidityrelative 49.254 %, gas 117296.919 ohm" },
            { "sht3x", 0x44, "temp 23.5 °C, humidityrelative 45.6 %" },
            { "sht4x", 0x44, "temp 22.25 °C, humidityrelative 51 %" },
            { "htu21", 0x40, "temp 24.686 °C, humidityrelative 54.791 %" },
            { "scd4x", 0x62, "co2 812 ppm, temp 24.1 °C, humidityrelative 37.501 %" },
            { "ccs811", 0x5A, "co2 612 ppm, voc 32 ppb" },
            { "bh1750", 0x23, "illuminance 345.833 lx" },
            { "mcp9808", 0x18, "temp -12.25 °C" },
            { "lm75", 0x48, "temp -25 °C" },
            { "ads1115", 0x48, "voltage0 0.5 V, voltage1 1.5 V, voltage2 -0.25 V, voltage3 3.3 V" },
            { "ina219", 0x40, "voltage 24 V, current -0.4 A, power -9.6 W" },
            { "ina226", 0x41, "voltage 24 V, current -0.4 A, power -9.6 W" },
            { "vl53l0x", 0x29, "distance 734 mm" },
        };

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_sensor_is_read_by_its_data_sheet(string type, int address, string expected)
    {
        using var bench = new SensorBench(TimeProvider.System, (type, address));

        Assert.Equal(expected, Show(bench.Poll().Values, type));
        Assert.Equal(expected, Show(bench.Poll().Values, type)); // and again, without being opened anew
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void An_unplugged_sensor_is_missing_and_comes_back(string type, int address, string expected)
    {
        using var bench = new SensorBench(TimeProvider.System, (type, address));
        bench.Poll();

        bench.Bus.Break(address, SimulatedFault.Nack);
        Assert.All(
            bench.Poll().Values,
            value => Assert.Equal($"nothing acknowledges 0x{address:x2} on /dev/i2c-1", value.Missing)
        );

        bench.Bus.Plug(type, address); // as after power-on
        Assert.Equal(expected, Show(bench.Poll().Values, type));
    }

    [Theory]
    [InlineData("sht3x", 0x44)]
    [InlineData("sht4x", 0x45)]
    [InlineData("scd4x", 0x62)]
    [InlineData("htu21", 0x40)]
    public void A_wrong_checksum_is_no_value(string type, int address)
    {
        using var bench = new SensorBench(TimeProvider.System, (type, address));
        Assert.All(bench.Poll().Values, value => Assert.Null(value.Missing));

        bench.Bus.Break(address, SimulatedFault.Crc);

        Assert.All(bench.Poll().Values, value => Assert.Contains("CRC", value.Missing, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_data_line_that_is_always_high_gives_no_value(string type, int address, string expected)
    {
        Assert.NotEmpty(expected);
        using var bench = new SensorBench(TimeProvider.System, (type, address));
        bench.Bus.Break(address, SimulatedFault.High);

        Assert.All(bench.Poll().Values.Where(value => !CannotTell(value.Name)), value => Assert.NotNull(value.Missing));
    }

    [Fact]
    public void Every_type_has_a_name_addresses_and_ranges_of_its_own()
    {
        Assert.Equal(SensorKinds.All.Count, SensorKinds.All.Select(kind => kind.Type).Distinct().Count());
        Assert.All(
            SensorKinds.All,
            kind =>
            {
                Assert.All(kind.Addresses, address => Assert.InRange(address, 0x08, 0x77));
                Assert.All(kind.Quantities, quantity => Assert.True(quantity.Min < quantity.Max));
                Assert.Equal(
                    kind.Quantities.Count,
                    kind.Quantities.Select(quantity => quantity.Name).Distinct().Count()
                );
            }
        );
        Assert.Equal(
            SensorKinds.All.Where(kind => !kind.IsOneWire).Select(kind => kind.Type).Order(),
            Expected.Select(row => (string)row[0]).Order()
        );
    }

    // All ones is a small negative number, or a reading at the end of the range, in registers without a checksum.
    private static bool CannotTell(string name) =>
        new[] { "lm75", "ads1115", "bh1750", "ina219" }.Any(type => name.Contains(type, StringComparison.Ordinal));

    private static string Show(IEnumerable<SensorValue> values, string type) =>
        string.Join(
            ", ",
            values.Select(value =>
                value.Missing
                ?? $"{value.Name[(value.Name.IndexOf(type, StringComparison.Ordinal) + type.Length + 1)..]} "
                    + $"{value.Number} {value.Unit}"
            )
        );
}
