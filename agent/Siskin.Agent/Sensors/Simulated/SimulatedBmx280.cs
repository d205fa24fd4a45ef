namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// BMP280 with the calibration and the raw values of the example in its data sheet, 25.08 °C and 100,653 Pa; as BME280
/// with a humidity of 55 % besides. It measures when it is told to.
/// </summary>
internal sealed class SimulatedBmx280 : ByteRegisterChip
{
    private const byte Identity = 0xD0,
        Reset = 0xE0,
        Control = 0xF4,
        Pressure = 0xF7,
        Humidity = 0xFD;
    private readonly bool _hasHumidity;

    public SimulatedBmx280(bool hasHumidity)
    {
        _hasHumidity = hasHumidity;
        Set(Identity, hasHumidity ? (byte)0x60 : (byte)0x58);
        SetWords(0x88, 27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000);
        if (hasHumidity)
        {
            Set(0xA1, 75); // H1
            SetWords(0xE1, 362); // H2
            Set(0xE3, 0, 313 >> 4, (313 & 0xF) | ((50 & 0xF) << 4), 50 >> 4, 30); // H3, H4 and H5 of 12 bits, H6
        }
        Clear();
    }

    protected override void Store(byte register, byte value)
    {
        base.Store(register, value);
        if (register == Reset && value == 0xB6)
            Clear();
        if (register != Control || (value & 0b11) == 0)
            return;
        SetRaw(Pressure, 415148);
        SetRaw(Pressure + 3, 519888);
        if (_hasHumidity)
            Set(Humidity, 30000 >> 8, 30000 & 0xFF);
        if ((value & 0b11) != 0b11)
            Registers[Control] = (byte)(value & ~0b11); // forced mode goes back to sleep
    }

    private void Clear()
    {
        SetRaw(Pressure, 0x80000);
        SetRaw(Pressure + 3, 0x80000);
        Set(Humidity, 0x80, 0);
    }

    private void SetRaw(byte register, int raw) => Set(register, (byte)(raw >> 12), (byte)(raw >> 4), (byte)(raw << 4));
}
