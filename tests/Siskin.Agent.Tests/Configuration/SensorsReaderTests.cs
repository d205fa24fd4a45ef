using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class SensorsReaderTests
{
    [Fact]
    public void A_sensor_is_a_table_of_bus_address_type_and_name()
    {
        var sensors = Read(
            """
            interval_s = 30
            i2c = [
                { bus = 1, address = 0x76, type = "bme280", name = "boiler" },
                { bus = 2, address = "0x41", type = "ina226", shunt_ohm = 0.002 },
                { type = "ds18b20", id = "28-00000a1b2c3d", name = "flow" },
            ]
            """
        ).Config!.Sensors;

        Assert.Equal(TimeSpan.FromSeconds(30), sensors.Interval);
        Assert.Equal(
            [
                "bme280 boiler 0x76 on /dev/i2c-1 0.1",
                "ina226 ina226 0x41 on /dev/i2c-2 0.002",
                "ds18b20 flow 28-00000a1b2c3d on 1-wire 0.1",
            ],
            sensors.Sensors.Select(sensor =>
                FormattableString.Invariant($"{sensor.Kind.Type} {sensor.Name} {sensor.Place} {sensor.ShuntOhm}")
            )
        );
    }

    [Fact]
    public void The_form_of_earlier_versions_is_read_too_and_two_of_a_type_get_numbers()
    {
        var sensors = Read("""i2c = ["bme280@1:0x76", "bme280@1:0x77"]""").Config!.Sensors.Sensors;

        Assert.Equal(
            [("bme280", 1, 0x76), ("bme280_2", 1, 0x77)],
            sensors.Select(sensor => (sensor.Name, sensor.Bus!.Value, sensor.Address))
        );
    }

    [Theory]
    [InlineData("""i2c = "bme280@1:0x76" """, "is not a list; give [{ bus = 1,")]
    [InlineData("""i2c = [5]""", "entry 1 is neither a table nor a text")]
    [InlineData("""i2c = ["bme280@1"]""", "\"bme280@1\" is not KIND@BUS:ADDRESS")]
    [InlineData(
        """i2c = [{ bus = 1, address = 0x76, type = "bme28" }]""",
        "unknown type \"bme28\". Did you mean bme280?"
    )]
    [InlineData("""i2c = [{ bus = 1, address = 0x44, type = "sht31" }]""", "Did you mean sht3x?")]
    [InlineData(
        """i2c = [{ bus = 1, adress = 0x76, type = "bme280" }]""",
        "the unknown key adress. Did you mean address?"
    )]
    [InlineData("""i2c = [{ bus = 1, address = 0x76 }]""", "entry 1 has no type; give one of \"bme280\"")]
    [InlineData("""i2c = [{ bus = 1, type = "bme280" }]""", "has no address; a bme280 has 0x76, 0x77")]
    [InlineData("""i2c = [{ bus = 1, address = 0x78, type = "bme280" }]""", "address = 0x78; a bme280 has 0x76, 0x77")]
    [InlineData("""i2c = [{ bus = 1, address = -1, type = "bme280" }]""", "address = -1; a bme280 has 0x76, 0x77")]
    [InlineData("""i2c = [{ bus = 1, address = 99999999999999, type = "bme280" }]""", "a bme280 has 0x76, 0x77")]
    [InlineData("""i2c = [{ address = 0x76, type = "bme280" }]""", "has no bus; give its number")]
    [InlineData(
        """i2c = [{ bus = 256, address = 0x76, type = "bme280" }]""",
        "bus = 256; give its number, 1 for /dev/i2c-1, from 0 to 255"
    )]
    [InlineData(
        """i2c = [{ bus = "simulated", address = 0x76, type = "bme280" }]""",
        "simulated bus, which makes values up and is for tests alone"
    )]
    [InlineData(
        """i2c = [{ bus = 1, address = 0x76, type = "bme280", name = "Boiler Room" }]""",
        "has the name \"Boiler Room\"; give small letters"
    )]
    [InlineData(
        """i2c = [{ bus = 1, address = 0x76, type = "bme280", shunt_ohm = 0.1 }]""",
        "shunt_ohm, which a bme280 has no use for"
    )]
    [InlineData(
        """i2c = [{ bus = 1, address = 0x40, type = "ina219", shunt_ohm = 0 }]""",
        "shunt_ohm = 0; give the resistor in ohm"
    )]
    [InlineData("""i2c = [{ type = "ds18b20", id = "28" }]""", "has no id as the folders in /sys/bus/w1/devices have")]
    [InlineData(
        """i2c = [{ type = "ds18b20", bus = 1, id = "28-00000a1b2c3d" }]""",
        "has bus, which a ds18b20 does not; give id"
    )]
    [InlineData("""interval_s = 0""", "[sensors] interval_s = 0 is not allowed")]
    public void A_mistake_names_the_entry_the_value_and_what_is_allowed(string lines, string message) =>
        Assert.Contains(message, Assert.Single(Read(lines).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_sensors_have_neither_one_name_nor_one_place()
    {
        var errors = Read(
            """
            i2c = [
                { bus = 1, address = 0x76, type = "bme280", name = "boiler" },
                { bus = 1, address = 0x77, type = "bme280", name = "boiler" },
                { bus = 1, address = 0x76, type = "bmp280", name = "other" },
            ]
            """
        ).Errors;

        Assert.Contains(
            "entry 2 has the name \"boiler\", which another has too",
            errors[0].Message,
            StringComparison.Ordinal
        );
        Assert.Contains("entry 3 is at the same place as boiler", errors[1].Message, StringComparison.Ordinal);
    }

    private static ConfigResult Read(string lines) =>
        ConfigReader.Parse("siskin.toml", $"[bundle]\npath = \"b\"\n[sensors]\n{lines}");
}
