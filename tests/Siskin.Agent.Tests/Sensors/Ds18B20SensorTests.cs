using Siskin.Agent.Sensors;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Sensors;

/// <summary>Files as the kernel's w1_therm driver writes them.</summary>
public sealed class Ds18B20SensorTests : IDisposable
{
    private const string Id = "28-00000a1b2c3d";

    private readonly ScratchTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void The_temperature_is_read_in_thousandths()
    {
        var value = Read("ee fe 4b 46 7f ff 0c 10 4e : crc=4e YES\nee fe 4b 46 7f ff 0c 10 4e t=-17125");

        Assert.Equal("w1/flow/temp -17.125 °C", value.Line);
    }

    [Theory]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=11 NO\n72 01 4b 46 7f ff 0e 10 57 t=23125", "CRC")]
    [InlineData("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=85000", "power-on")]
    [InlineData("ff ff ff ff ff ff ff ff ff : crc=c9 NO\nff ff ff ff ff ff ff ff ff t=-62", "CRC")]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=127937", "outside")]
    [InlineData("", "CRC")]
    public void What_is_no_temperature_is_missing_with_its_reason(string content, string reason) =>
        Assert.Contains(reason, Read(content).Missing, StringComparison.Ordinal);

    [Fact]
    public void Eighty_five_degrees_after_a_conversion_are_a_temperature() =>
        Assert.Equal(85, Read("50 05 4b 46 7f ff 10 10 6e : crc=6e YES\n50 05 4b 46 7f ff 10 10 6e t=85000").Value);

    [Fact]
    public void An_unplugged_one_is_missing() => Assert.Equal("it is not on the 1-wire bus", Read(null).Missing);

    private SensorValue Read(string? content)
    {
        if (content is not null)
            _tree.With($"sys/bus/w1/devices/{Id}", "w1_slave", content);
        var sensor = new AttachedSensor(SensorKinds.Find("ds18b20")!, "flow", null, 0, Id);
        using var poller = new SensorPoller(
            [sensor],
            TimeSpan.FromSeconds(1),
            _tree.Root,
            TimeProvider.System,
            new RecordingLogs()
        );
        poller.PollAll();
        return poller.Values.Single();
    }
}
