using Iot.Device.Sht3x;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>Sensirion SHT30, SHT31 and SHT35, by the binding, which measures once for each of the two values.</summary>
internal sealed class Sht3xSensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "sht3x",
        "Sensirion SHT30, SHT31, SHT35",
        [0x44, 0x45],
        [new("temp", "°C", -40, 125), new("humidityrelative", "%", 0, 100)],
        port => new Sht3xSensor(port)
    )
    {
        Check = Crc8.CheckWords,
    };

    private readonly Sht3x _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read() => [_chip.Temperature.DegreesCelsius, _chip.Humidity.Percent];
}
