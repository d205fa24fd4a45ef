namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// INA219 and INA226 with 24 V at the bus and -40 mV at the shunt: a current that flows back, and a bus voltage whose
/// register has its highest bit set.
/// </summary>
internal sealed class SimulatedIna2xx(bool isIna226) : WordRegisterChip
{
    private const double BusVoltage = 24,
        ShuntVoltage = -0.04;

    protected override ushort Load(byte register) =>
        register switch
        {
            1 => (ushort)(short)Math.Round(ShuntVoltage / (isIna226 ? 2.5e-6 : 10e-6)),
            2 when isIna226 => (ushort)Math.Round(BusVoltage / 1.25e-3),
            2 => (ushort)(((int)Math.Round(BusVoltage / 4e-3) << 3) | 0b10), // conversion ready
            0xFE when isIna226 => 0x5449,
            0xFF when isIna226 => 0x2260,
            _ => base.Load(register),
        };
}
