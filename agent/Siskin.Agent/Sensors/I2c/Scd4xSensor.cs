using Iot.Device.Scd4x;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// Sensirion SCD40 and SCD41, by the binding: measures by itself every 5 seconds, and a reading waits for that.
/// </summary>
internal sealed class Scd4xSensor : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "scd4x",
        "Sensirion SCD40, SCD41",
        [0x62],
        [new("co2", "ppm", 0, 40_000), new("temp", "°C", -10, 60), new("humidityrelative", "%", 0, 100)],
        port => new Scd4xSensor(port)
    )
    {
        Check = Crc8.CheckWords,
        Limit = TimeSpan.FromSeconds(8),
    };

    private readonly Scd4x _chip;

    public Scd4xSensor(SensorPort port)
    {
        _chip = new Scd4x(port.I2c);
        _chip.StartPeriodicMeasurements();
    }

    public override IReadOnlyList<double?> Read()
    {
        var (carbonDioxide, humidity, temperature) = _chip.ReadPeriodicMeasurement();
        return [carbonDioxide?.PartsPerMillion, temperature?.DegreesCelsius, humidity?.Percent];
    }
}
