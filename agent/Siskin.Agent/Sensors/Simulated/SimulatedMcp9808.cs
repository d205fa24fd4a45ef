namespace Siskin.Agent.Sensors.Simulated;

/// <summary>MCP9808: -12.25 °C, in 1/16 degrees of 13 bits, with the alert flags set.</summary>
internal sealed class SimulatedMcp9808 : WordRegisterChip
{
    protected override ushort Load(byte register) =>
        register switch
        {
            0x05 => 0xC000 | ((-12 * 16) - 4 & 0x1FFF),
            0x06 => 0x0054, // manufacturer
            0x07 => 0x0400, // device and revision
            _ => base.Load(register),
        };
}
