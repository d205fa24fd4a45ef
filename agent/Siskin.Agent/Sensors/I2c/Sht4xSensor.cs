using Iot.Device.Sht4x;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>Sensirion SHT40, SHT41 and SHT45, by the binding.</summary>
internal sealed class Sht4xSensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "sht4x",
        "Sensirion SHT40, SHT41, SHT45",
        [0x44, 0x45, 0x46],
        [new("temp", "°C", -40, 125), new("humidityrelative", "%", 0, 100)],
        port => new Sht4xSensor(port)
    )
    {
        Check = Crc8.CheckWords,
    };

    private readonly Sht4x _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read()
    {
        var (humidity, temperature) = _chip.ReadHumidityAndTemperature();
        return [temperature?.DegreesCelsius, humidity?.Percent];
    }
}
