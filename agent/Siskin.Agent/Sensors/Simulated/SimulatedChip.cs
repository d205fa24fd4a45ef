namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// A sensor made of its data sheet: takes what is written to its address and gives what is read from there, byte for
/// byte. Used by one thread at a time.
/// </summary>
internal abstract class SimulatedChip
{
    /// <summary>Takes the bytes of a write.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Fills a read.</summary>
    public abstract void Read(Span<byte> bytes);
}
