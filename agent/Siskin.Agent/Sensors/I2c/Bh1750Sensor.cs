using Iot.Device.Bh1750fvi;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>ROHM BH1750FVI, by the binding, which reads the last measurement; the first one takes 180 ms.</summary>
internal sealed class Bh1750Sensor : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "bh1750",
        "ROHM BH1750FVI",
        [0x23, 0x5C],
        [new("illuminance", "lx", 0, 65_535)],
        port => new Bh1750Sensor(port)
    );

    private static readonly TimeSpan LongestMeasurement = TimeSpan.FromMilliseconds(180);

    private readonly Bh1750fvi _chip;

    public Bh1750Sensor(SensorPort port)
    {
        _chip = new Bh1750fvi(port.I2c);
        _ = _chip.Illuminance;
    }

    public override IReadOnlyList<double?> Read()
    {
        // Each read gives the measuring command again, and what is read is from before it: the second read is of now.
        _ = _chip.Illuminance;
        Thread.Sleep(LongestMeasurement);
        return [_chip.Illuminance.Lux];
    }
}
