using Iot.Device.Adc;

namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// TI INA219, by the binding: bus voltage, and the current by Ohm's law from the voltage at the shunt, which needs no
/// calibration register that a dip of the supply would clear.
/// </summary>
internal sealed class Ina219Sensor(SensorPort port) : SensorDriver
{
    public static readonly SensorKind Kind = new(
        "ina219",
        "TI INA219",
        [.. Enumerable.Range(0x40, 16)],
        [new("voltage", "V", 0, 26.2), new("current", "A", -1_000, 1_000), new("power", "W", -26_200, 26_200)],
        port => new Ina219Sensor(port)
    )
    {
        HasShunt = true,
    };

    // Of the registers of 16 bits, in volts: the binding takes the shunt's for unsigned and the bus's for signed.
    private const double ShuntSpan = 65_536 * 10e-6;
    private const double BusSpan = 8_192 * 4e-3;

    private readonly Ina219 _chip = new(port.I2c);

    public override IReadOnlyList<double?> Read()
    {
        var (bus, shunt) = (_chip.ReadBusVoltage().Volts, _chip.ReadShuntVoltage().Volts);
        bus = bus < 0 ? bus + BusSpan : bus;
        shunt = shunt >= ShuntSpan / 2 ? shunt - ShuntSpan : shunt;
        var current = shunt / port.ShuntOhm;
        return [bus, current, bus * current];
    }
}
