using Siskin.Agent.Sensors.Simulated;

namespace Siskin.Agent.Sensors;

/// <summary>A sensor attached to the device that the agent reads itself.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Level of its values' names.</param>
/// <param name="Bus">Number of the I2C bus, <c>/dev/i2c-N</c>; null for 1-wire.</param>
/// <param name="Address">Its address of 7 bits; 0 for 1-wire.</param>
/// <param name="Id">Its number on 1-wire, <c>28-00000a1b2c3d</c>; null for I2C.</param>
/// <param name="ShuntOhm">The resistor through which a current flows that it measures.</param>
internal sealed record AttachedSensor(
    SensorKind Kind,
    string Name,
    int? Bus,
    int Address,
    string? Id = null,
    double ShuntOhm = AttachedSensor.UsualShunt
)
{
    /// <summary>What most boards with an INA219 or INA226 have.</summary>
    public const double UsualShunt = 0.1;

    /// <summary>Where it is, for people.</summary>
    public string Place =>
        Id is not null ? $"{Id} on 1-wire"
        : Bus == SimulatedBus.Number ? $"0x{Address:x2} on the simulated bus"
        : $"0x{Address:x2} on /dev/i2c-{Bus}";
}
