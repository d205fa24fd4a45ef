namespace Siskin.Agent.Sensors.Simulated;

/// <summary>LM75: -25 °C, the example of its data sheet, in half degrees of 9 bits.</summary>
internal sealed class SimulatedLm75 : WordRegisterChip
{
    protected override ushort Load(byte register) => register == 0 ? (ushort)(0b1_1100_1110 << 7) : base.Load(register);
}
