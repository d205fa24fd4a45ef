using System.Buffers.Binary;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// TI INA226 (data sheet SBOS547), which the bindings have no class for: its registers are read here. It measures by
/// itself after power-on.
/// </summary>
internal sealed class Ina226Sensor : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "ina226",
        "TI INA226",
        [.. Enumerable.Range(0x40, 16)],
        [new("voltage", "V", 0, 36.2), new("current", "A", -1_000, 1_000), new("power", "W", -36_200, 36_200)],
        port => new Ina226Sensor(port)
    )
    {
        HasShunt = true,
    };

    private const byte Shunt = 0x01,
        Bus = 0x02,
        Maker = 0xFE,
        Die = 0xFF;

    private readonly SensorPort _port;

    public Ina226Sensor(SensorPort port)
    {
        _port = port;
        if (Register(Maker) != 0x5449 || (Register(Die) & 0xFFF0) != 0x2260)
            throw new SensorFault("the chip at its address is no INA226");
    }

    public override IReadOnlyList<double?> Read()
    {
        var bus = Register(Bus) * 1.25e-3;
        var current = (short)Register(Shunt) * 2.5e-6 / _port.ShuntOhm;
        return [bus, current, bus * current];
    }

    private ushort Register(byte register)
    {
        Span<byte> value = stackalloc byte[2];
        _port.I2c.WriteRead([register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }
}
