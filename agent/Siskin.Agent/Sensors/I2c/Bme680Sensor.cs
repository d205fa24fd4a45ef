using Iot.Device.Bmxx80;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// Bosch BME680, by the binding. The gas resistance is there once the heater is hot; what it says of the air is a
/// matter of comparing it with itself.
/// </summary>
internal sealed class Bme680Sensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "bme680",
        "Bosch BME680",
        [0x76, 0x77],
        [
            new("temp", "°C", -40, 85),
            new("pressure", "kPa", 30, 110),
            new("humidityrelative", "%", 0, 100),
            new("gas", "ohm", 1, 100_000_000),
        ],
        port => new Bme680Sensor(port)
    )
    {
        Check = BoschCheck.NotSkipped,
    };

    private readonly Bme680 _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read()
    {
        var read = _chip.Read();
        return
        [
            read.Temperature?.DegreesCelsius,
            read.Pressure?.Kilopascals,
            read.Humidity?.Percent,
            read.GasResistance?.Ohms,
        ];
    }
}
