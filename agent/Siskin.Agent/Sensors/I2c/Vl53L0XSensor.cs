using Iot.Device.Vl53L0X;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>ST VL53L0X, by the binding: one measurement of the distance for each reading.</summary>
internal sealed class Vl53L0XSensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "vl53l0x",
        "ST VL53L0X",
        [0x29],
        [new("distance", "mm", 0, 2_200)],
        port => new Vl53L0XSensor(port)
    );

    // What the chip gives where nothing reflects.
    private const int NothingInRange = 8_190;

    private readonly Vl53L0X _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read()
    {
        double distance = _chip.DistanceSingleMeasurement;
        return [distance >= NothingInRange ? null : distance];
    }
}
