namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// VL53L0X: 734 mm. Its maker documents few of its registers; those that its driver waits for behave as the driver
/// expects, the others keep what is written.
/// </summary>
internal sealed class SimulatedVl53L0X : ByteRegisterChip
{
    private const byte Start = 0x00,
        Page = 0xFF,
        Done = 0x13,
        Strobe = 0x83,
        Range = 0x1E,
        ClearInterrupt = 0x0B,
        Model = 0xC0;
    private const int Distance = 734;

    public SimulatedVl53L0X()
    {
        Set(Model, 0xEE, 0xAA, 0x10);
        Set(0x92, 0x85); // reference SPADs: aperture, 5 of them
        Set(0xB0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF); // which of them are good
        Set(0x50, 0x06); // VCSEL periods, and timeouts of the ranging steps
        Set(0x70, 0x04);
        Set(0x46, 0x25);
        Set(0x51, 0x00, 0x96);
        Set(0x71, 0x01, 0xFE);
    }

    protected override void Store(byte register, byte value)
    {
        if (register == ClearInterrupt)
            Registers[Done] = 0;
        if (register == Start && Registers[Page] == 0 && (value & 1) != 0)
        {
            Set(Done, 0x07);
            Set(Range, Distance >> 8, Distance & 0xFF);
            value &= 0xFE; // the measurement is over at once
        }
        base.Store(register, register == Strobe && value == 0 ? (byte)1 : value);
    }
}
