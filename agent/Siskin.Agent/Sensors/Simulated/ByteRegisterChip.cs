namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// A chip of 256 registers of one byte. The first byte of a write names a register, further ones are stored from there
/// on; a read goes on from the register that was named last.
/// </summary>
internal abstract class ByteRegisterChip : SimulatedChip
{
    private byte _pointer;

    protected byte[] Registers { get; } = new byte[256];

    public sealed override void Write(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        foreach (var value in bytes[1..])
            Store(_pointer++, value);
    }

    public sealed override void Read(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
            value = Load(_pointer++);
    }

    protected virtual void Store(byte register, byte value) => Registers[register] = value;

    protected virtual byte Load(byte register) => Registers[register];

    protected void Set(byte register, params ReadOnlySpan<byte> bytes) => bytes.CopyTo(Registers.AsSpan(register));

    /// <summary>Words, least significant byte first, as Bosch keeps calibration data.</summary>
    protected void SetWords(byte register, params ReadOnlySpan<int> words)
    {
        foreach (var word in words)
        {
            Registers[register++] = (byte)word;
            Registers[register++] = (byte)(word >> 8);
        }
    }
}
