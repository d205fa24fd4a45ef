namespace Siskin.Agent.Sensors.Simulated;

/// <summary>BH1750: 346 lx, a count of 415, 120 ms after it was told to measure; zero before.</summary>
internal sealed class SimulatedBh1750(TimeProvider time) : SimulatedChip
{
    private static readonly TimeSpan Measurement = TimeSpan.FromMilliseconds(120);

    private long? _told;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is 0x10 or 0x11 or 0x13 or 0x20 or 0x21 or 0x23)
            _told ??= time.GetTimestamp();
        else if (bytes[0] is 0x00 or 0x07) // power down, reset
            _told = null;
    }

    public override void Read(Span<byte> bytes)
    {
        var count = _told is { } told && time.GetElapsedTime(told) >= Measurement ? 415 : 0;
        bytes[0] = (byte)(count >> 8);
        bytes[1] = (byte)count;
    }
}
