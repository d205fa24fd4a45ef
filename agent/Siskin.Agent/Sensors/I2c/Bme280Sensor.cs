using Iot.Device.Bmxx80;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>Bosch BME280, by the binding; one forced measurement for each reading.</summary>
internal sealed class Bme280Sensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "bme280",
        "Bosch BME280",
        [0x76, 0x77],
        [new("temp", "°C", -40, 85), new("pressure", "kPa", 30, 110), new("humidityrelative", "%", 0, 100)],
        port => new Bme280Sensor(port)
    )
    {
        Check = BoschCheck.NotSkipped,
    };

    private readonly Bme280 _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read()
    {
        var read = _chip.Read();
        return [read.Temperature?.DegreesCelsius, read.Pressure?.Kilopascals, read.Humidity?.Percent];
    }
}
