namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// CRC-8 with the polynomial 0x31 (x^8 + x^5 + x^4 + 1), most significant bit first, as Sensirion and TE use it.
/// </summary>
internal static class Crc8
{
    /// <summary>Initial value in Sensirion's data sheets.</summary>
    public const byte Sensirion = 0xFF;

    /// <summary>Initial value in the data sheet of the HTU21.</summary>
    public const byte Htu21 = 0x00;

    public static byte Of(ReadOnlySpan<byte> bytes, byte initial)
    {
        int crc = initial;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x80) != 0 ? (crc << 1) ^ 0x31 : crc << 1;
        }
        return (byte)crc;
    }

    /// <summary>
    /// Every answer of a Sensirion sensor is words of two bytes, each with its checksum. The bindings of some of them
    /// keep the last value, or zero, where a checksum is wrong, so it is looked at before they do.
    /// </summary>
    public static void CheckWords(ReadOnlySpan<byte> read)
    {
        for (var at = 0; at + 3 <= read.Length; at += 3)
            Check(read.Slice(at, 3), Sensirion);
    }

    /// <summary>Throws where the last of three bytes is not the checksum of the other two.</summary>
    public static void Check(ReadOnlySpan<byte> word, byte initial)
    {
        if (Of(word[..2], initial) != word[2])
            throw new SensorFault("the checksum (CRC) of its answer is wrong");
    }
}
