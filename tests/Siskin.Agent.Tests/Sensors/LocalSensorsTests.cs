using Siskin.Agent.Sensors;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Sensors;

public sealed class LocalSensorsTests : IDisposable
{
    private readonly ScratchTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void A_bme280_gives_finished_values()
    {
        _tree.With(
            "sys/bus/iio/devices/iio:device0",
            "name",
            "bme280",
            "uevent",
            "MAJOR=250",
            "in_temp_input",
            "22410",
            "in_temp_oversampling_ratio",
            "2",
            "in_pressure_input",
            "99.341328125",
            "in_humidityrelative_input",
            "41867",
            "in_humidityrelative_oversampling_ratio",
            "16"
        );

        Assert.Equal(
            ["iio/bme280/humidityrelative 41.867 %", "iio/bme280/pressure 99.341 kPa", "iio/bme280/temp 22.41 °C"],
            Lines("iio/#")
        );
    }

    [Fact]
    public void A_converter_is_scaled_by_its_own_scale_or_that_of_its_type()
    {
        _tree.With(
            "sys/bus/iio/devices/iio:device1",
            "name",
            "ads1015",
            "in_voltage0_raw",
            "1047",
            "in_voltage0_scale",
            "3.000000000",
            "in_voltage1_raw",
            "-12",
            "in_voltage_scale",
            "2.000000000",
            "in_voltage0-voltage1_raw",
            "500",
            "in_voltage-voltage_scale",
            "1.000000000",
            "in_voltage3_raw",
            "100",
            "in_voltage3_label",
            "Battery Rail"
        );

        Assert.Equal(
            [
                "iio/ads1015/voltage0-voltage1 0.5 V",
                "iio/ads1015/voltage0 3.141 V",
                "iio/ads1015/voltage1 -0.024 V",
                "iio/ads1015/battery_rail 0.2 V",
            ],
            Lines("iio/#")
        );
    }

    [Fact]
    public void An_offset_is_added_before_scaling()
    {
        // A Zynq's own temperature: (raw + offset) x scale in thousandths of a degree.
        _tree.With(
            "sys/bus/iio/devices/iio:device0",
            "name",
            "xadc",
            "in_temp0_raw",
            "2641",
            "in_temp0_offset",
            "-2219",
            "in_temp0_scale",
            "123.040771484",
            "in_accel_x_raw",
            "-256",
            "in_accel_y_raw",
            "16",
            "in_accel_scale",
            "0.038307"
        );

        Assert.Equal(
            ["iio/xadc/accel_x -9.807 m/s2", "iio/xadc/accel_y 0.613 m/s2", "iio/xadc/temp0 51.923 °C"],
            Lines("iio/#")
        );
    }

    [Fact]
    public void A_board_gives_what_hwmon_has_with_labels()
    {
        _tree
            .With("sys/class/hwmon/hwmon0", "name", "cpu_thermal", "temp1_input", "48312")
            .With(
                "sys/class/hwmon/hwmon1",
                "name",
                "nct6775",
                "in0_input",
                "912",
                "in1_input",
                "1016",
                "in1_label",
                "+12V",
                "fan1_input",
                "1406",
                "fan2_input",
                "0",
                "temp2_input",
                "38500",
                "temp2_label",
                "SYSTIN",
                "temp2_max",
                "80000",
                "curr1_input",
                "830",
                "pwm1",
                "128"
            )
            .With("sys/class/hwmon/hwmon2", "name", "power_meter", "power1_average", "45123000");

        Assert.Equal(
            [
                "hwmon/cpu_thermal/temp1 48.312 °C",
                "hwmon/nct6775/curr1 0.83 A",
                "hwmon/nct6775/fan1 1406 rpm",
                "hwmon/nct6775/fan2 0 rpm",
                "hwmon/nct6775/in0 0.912 V",
                "hwmon/nct6775/_12v 1.016 V",
                "hwmon/nct6775/systin 38.5 °C",
                "hwmon/power_meter/power1 45.123 W",
            ],
            Lines("hwmon/#")
        );
    }

    [Fact]
    public void Thermal_zones_go_by_their_type_and_equal_ones_are_numbered()
    {
        for (var i = 0; i < 3; i++)
            _tree.With(
                $"sys/class/thermal/thermal_zone{i}",
                "type",
                i < 2 ? "acpitz" : "x86_pkg_temp",
                "temp",
                $"{i}7800"
            );
        _tree.With("sys/class/thermal/cooling_device0", "type", "fan", "cur_state", "0");

        Assert.Equal(["thermal/acpitz 7.8 °C", "thermal/acpitz_2 17.8 °C", "thermal/x86_pkg_temp 27.8 °C"], Lines("#"));
        Assert.Equal(["thermal/acpitz_2 17.8 °C"], Lines("thermal/acpitz_2"));
    }

    [Fact]
    public void Devices_come_in_the_order_of_their_numbers()
    {
        for (var i = 0; i < 12; i++)
            _tree.With($"sys/class/hwmon/hwmon{i}", "name", $"chip{i}", "temp1_input", "1000");

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"hwmon/chip{i}/temp1 1 °C"), Lines("hwmon/+/temp1"));
    }

    [Fact]
    public void What_does_not_answer_is_left_out()
    {
        _tree
            .With(
                "sys/class/hwmon/hwmon0",
                "name",
                "sick",
                "temp1_input",
                "",
                "temp2_input",
                "nan",
                "temp3_input",
                "5000"
            )
            .With("sys/class/thermal/thermal_zone0", "type", "off");
        Directory.CreateDirectory(Path.Combine(_tree.Root, "sys/class/hwmon/hwmon0/temp4_input"));

        Assert.Equal(["hwmon/sick/temp3 5 °C"], Lines("#"));
    }

    [Fact]
    public void Names_of_drivers_cannot_break_out_of_their_level()
    {
        _tree.With("sys/class/hwmon/hwmon0", "name", "a/b #+\tÄ", "temp1_input", "5000", "temp1_label", "");

        Assert.Equal(["hwmon/a_b_____/temp1 5 °C"], Lines("#"));
    }

    [Fact]
    public void A_device_that_was_plugged_in_later_is_seen()
    {
        var sensors = new LocalSensors(_tree.Root);
        Assert.Empty(sensors.Read(["#"]));

        _tree.With("sys/class/thermal/thermal_zone0", "type", "cpu", "temp", "40000");

        Assert.Single(sensors.Read(["#"]));
    }

    [Fact]
    public void Without_a_filter_nothing_is_read() => Assert.Empty(new LocalSensors("/").Read([]));

    private string[] Lines(string filter)
    {
        var text = LocalSensors.TextOf(new LocalSensors(_tree.Root).Read([filter]));
        return text.Length == 0 ? [] : text.Split('\n');
    }
}
