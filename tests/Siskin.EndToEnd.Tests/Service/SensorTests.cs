using System.Globalization;
using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>
/// The published binary with a simulated I2C bus. It runs every driver and every conversion of units that is used,
/// which the trimmed binary must not have lost.
/// </summary>
public sealed class SensorTests
{
    private const string Variable = "SISKIN_SIMULATED_I2C";

    private static readonly Dictionary<string, double> Expected = new()
    {
        ["i2c/a/temp"] = 25.082,
        ["i2c/a/pressure"] = 100.653,
        ["i2c/a/humidityrelative"] = 55.001,
        ["i2c/b/temp"] = 22.637,
        ["i2c/b/pressure"] = 97.65,
        ["i2c/b/humidityrelative"] = 49.254,
        ["i2c/b/gas"] = 117_296.919,
        ["i2c/c/temp"] = 22.25,
        ["i2c/c/humidityrelative"] = 51,
        ["i2c/d/temp"] = 24.686,
        ["i2c/d/humidityrelative"] = 54.791,
        ["i2c/e/co2"] = 812,
        ["i2c/e/temp"] = 24.1,
        ["i2c/e/humidityrelative"] = 37.501,
        ["i2c/f/co2"] = 612,
        ["i2c/f/voc"] = 32,
        ["i2c/g/illuminance"] = 345.833,
        ["i2c/h/temp"] = -12.25,
        ["i2c/i/temp"] = -25,
        ["i2c/j/voltage0"] = 0.5,
        ["i2c/j/voltage1"] = 1.5,
        ["i2c/j/voltage2"] = -0.25,
        ["i2c/j/voltage3"] = 3.3,
        ["i2c/k/voltage"] = 24,
        ["i2c/k/current"] = -0.4,
        ["i2c/k/power"] = -9.6,
        ["i2c/l/voltage"] = 24,
        ["i2c/l/current"] = -0.4,
        ["i2c/l/power"] = -9.6,
        ["i2c/m/distance"] = 734,
    };

    [Fact]
    public async Task Every_kind_of_sensor_is_read_and_shown_in_telemetry()
    {
        await using var bench = await Bench.StartAsync(
            Options(
                "bme280@0x77,bme680@0x76,sht4x@0x45,htu21@0x40,scd4x@0x62,ccs811@0x5a,bh1750@0x23,mcp9808@0x18,lm75@0x4f,"
                    + "ads1115@0x48,ina219@0x41,ina226@0x42,vl53l0x@0x29,sht3x@0x44=crc,lm75@0x4a=nack",
                ("a", "bme280", 0x77),
                ("b", "bme680", 0x76),
                ("c", "sht4x", 0x45),
                ("d", "htu21", 0x40),
                ("e", "scd4x", 0x62),
                ("f", "ccs811", 0x5A),
                ("g", "bh1750", 0x23),
                ("h", "mcp9808", 0x18),
                ("i", "lm75", 0x4F),
                ("j", "ads1115", 0x48),
                ("k", "ina219", 0x41),
                ("l", "ina226", 0x42),
                ("m", "vl53l0x", 0x29),
                ("noisy", "sht3x", 0x44),
                ("unplugged", "lm75", 0x4A)
            )
        );

        var message = await bench.Client.WaitAsync(
            message => message.Topic == bench.Agent.TelemetryTopic && Values(message.Json).Count == Expected.Count,
            "telemetry has every value",
            TimeSpan.FromSeconds(60)
        );

        var values = Values(message.Json);
        Assert.All(Expected, expected => Assert.Equal(expected.Value, values[expected.Key], 0.0015));
        var sensors = message.Json.GetProperty("sensors");
        Assert.Equal("the checksum (CRC) of its answer is wrong", Missing(sensors, "i2c/noisy/temp"));
        Assert.Equal("nothing acknowledges 0x4a on the simulated bus", Missing(sensors, "i2c/unplugged/temp"));
        Assert.True(sensors.GetProperty("i2c/a/temp").GetProperty("age_s").GetDouble() < 30);
        Assert.Contains("Sensor i2c/noisy/temp is missing", bench.Agent.Log, StringComparison.Ordinal);
        Assert.Contains("The I2C bus is simulated", bench.Agent.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_and_a_watch_read_them_and_a_hanging_one_holds_nothing_up()
    {
        var options = Options("mcp9808@0x18,lm75@0x48=hang", ("cold", "mcp9808", 0x18), ("stuck", "lm75", 0x48));
        await using var bench = await Bench.StartAsync(
            options with
            {
                Sections =
                    options.Sections
                    + """
                    [[watch]]
                    name = "stuck"
                    prompt = "What is the value of stuck?"
                    sensors = ["i2c/stuck/+"]
                    interval_s = 1
                    """,
            }
        );
        await bench.Client.WaitAsync(
            message => message.Topic == bench.Agent.TelemetryTopic && Values(message.Json).ContainsKey("i2c/cold/temp"),
            "the first sensor was read"
        );

        var reply = await bench.Client.AskAsync(
            TestRequest.Json(
                bench.Agent.RequestTopic,
                """{"prompt":"What is the value of i2c/cold/temp?","sensors":"local"}"""
            )
        );

        Assert.True(reply.ErrorCode is null, reply.Text);
        Assert.True(reply.Json.GetProperty("tokens").GetProperty("input").GetInt32() > 10);
        await bench.Client.ListenAsync("siskin/bench-1/watch/#");
        var watch = await bench.Client.WaitForAsync(
            "siskin/bench-1/watch/stuck",
            "its bus hangs",
            TimeSpan.FromSeconds(30)
        );
        Assert.StartsWith(
            "no local sensor i2c/stuck/+: no answer for",
            watch.Json.GetProperty("error").GetString(),
            StringComparison.Ordinal
        );
        bench.Agent.Terminate();
        Assert.Equal(0, await bench.Agent.WaitForExitAsync());
    }

    [Fact]
    public async Task An_ordinary_configuration_cannot_name_the_simulated_bus()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write(
            "siskin.toml",
            $"[bundle]\npath = \"{Checkout.TinyBundle}\"\n{Sections(("a", "lm75", 0x48))}"
        );

        var finished = await ChildProcess.RunAsync(Checkout.Binary, ["check", "--config", file]);

        Assert.Equal(2, finished.Code);
        Assert.Contains(
            "the simulated bus, which makes values up and is for tests alone",
            finished.Error,
            StringComparison.Ordinal
        );
    }

    private static AgentOptions Options(string devices, params (string Name, string Type, int Address)[] sensors) =>
        new()
        {
            Environment = new Dictionary<string, string> { [Variable] = devices },
            TelemetrySeconds = 1,
            Telemetry = "sensors = [\"i2c/#\"]",
            Sections = Sections(sensors),
        };

    private static string Sections(params (string Name, string Type, int Address)[] sensors) =>
        $"[sensors]\ninterval_s = 1\ni2c = [{string.Join(", ", sensors.Select(sensor => string.Create(
            CultureInfo.InvariantCulture,
            $"{{ bus = \"simulated\", address = {sensor.Address}, type = \"{sensor.Type}\", name = \"{sensor.Name}\" }}")))}]\n";

    private static Dictionary<string, double> Values(JsonElement telemetry) =>
        telemetry
            .GetProperty("sensors")
            .EnumerateObject()
            .Where(sensor => sensor.Value.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(sensor => sensor.Name, sensor => sensor.Value.GetProperty("value").GetDouble());

    private static string? Missing(JsonElement sensors, string name) =>
        sensors.GetProperty(name).GetProperty("missing").GetString();
}
