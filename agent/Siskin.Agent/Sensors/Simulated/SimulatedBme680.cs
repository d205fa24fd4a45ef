namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// BME680: 22.64 °C, 976.5 hPa, 49 % and 117.3 kilohm by the formulas of its data sheet. It measures when it is told
/// to.
/// </summary>
internal sealed class SimulatedBme680 : ByteRegisterChip
{
    private const byte Status = 0x1D,
        Pressure = 0x1F,
        Temperature = 0x22,
        Humidity = 0x25,
        Gas = 0x2A,
        Control = 0x74;

    public SimulatedBme680()
    {
        Set(0xD0, 0x61);
        SetWords(0xE9, 26125); // T1
        SetWords(0x8A, 26371); // T2
        Set(0x8C, 3); // T3
        SetWords(0x8E, 36214, -10329); // P1, P2
        Set(0x92, 88); // P3
        SetWords(0x94, 7054, -116); // P4, P5
        Set(0x98, 44, 30); // P7, P6
        SetWords(0x9C, -497, -2390); // P8, P9
        Set(0xA0, 30); // P10
        Set(0xE1, 1020 >> 4, ((1020 & 0xF) << 4) | (783 & 0xF), 783 >> 4); // H2 and H1 of 12 bits
        Set(0xE4, 0, 45, 20, 120, unchecked((byte)-100)); // H3 to H7
        SetRaw(Pressure, 0x80000);
        SetRaw(Temperature, 0x80000);
        Set(Humidity, 0x80, 0);
    }

    protected override void Store(byte register, byte value)
    {
        base.Store(register, value);
        if (register != Control || (value & 0b11) != 0b01)
            return;
        SetRaw(Pressure, 370000);
        SetRaw(Temperature, 490000);
        Set(Humidity, 22000 >> 8, 22000 & 0xFF);
        Set(Gas, 600 >> 2, ((600 & 0b11) << 6) | 0b0011_0000 | 6); // valid, heater stable, range 6
        Set(Status, 0x80); // new data
        Registers[Control] = (byte)(value & ~0b11);
    }

    private void SetRaw(byte register, int raw) => Set(register, (byte)(raw >> 12), (byte)(raw >> 4), (byte)(raw << 4));
}
