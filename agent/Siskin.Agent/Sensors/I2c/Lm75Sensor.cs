using Iot.Device.Lm75;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// LM75 of any maker, by the binding. It has no identification: another chip at its address reads as nonsense.
/// </summary>
internal sealed class Lm75Sensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "lm75",
        "LM75",
        [0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F],
        [new("temp", "°C", -55, 125)],
        port => new Lm75Sensor(port)
    );

    private readonly Lm75 _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read() => [_chip.Temperature.DegreesCelsius];
}
