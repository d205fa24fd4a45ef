namespace Siskin.Agent.Sensors.Simulated;

/// <summary>ADS1115: 0.5, 1.5, -0.25 and 3.3 V at its inputs against ground, in the range that was chosen.</summary>
internal sealed class SimulatedAds1115 : WordRegisterChip
{
    private static readonly double[] Inputs = [0.5, 1.5, -0.25, 3.3];
    private static readonly double[] Ranges = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];

    private ushort _configuration = 0x8583;

    protected override void Store(byte register, ushort value)
    {
        if (register == 1)
            _configuration = value;
        else
            base.Store(register, value);
    }

    protected override ushort Load(byte register)
    {
        if (register == 1)
            return (ushort)(_configuration | 0x8000); // no conversion is under way
        if (register != 0)
            return base.Load(register);
        var input = (_configuration >> 12) & 0b111;
        var range = Ranges[(_configuration >> 9) & 0b111];
        var voltage = input >= 4 ? Inputs[input - 4] : 0;
        return (ushort)(short)Math.Clamp(Math.Round(voltage / range * 32_768), short.MinValue, short.MaxValue);
    }
}
