using System.Buffers.Binary;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// A chip of registers of two bytes, most significant first. The first byte of a write names a register, the others are
/// stored in it; reads repeat the register that was named last.
/// </summary>
internal abstract class WordRegisterChip : SimulatedChip
{
    private readonly Dictionary<byte, ushort> _registers = [];
    private byte _pointer;

    public sealed override void Write(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        if (bytes.Length >= 3)
            Store(_pointer, BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]));
        else if (bytes.Length == 2)
            Store(_pointer, (ushort)(bytes[1] << 8)); // a register of one byte
    }

    public sealed override void Read(Span<byte> bytes)
    {
        var value = Load(_pointer);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i % 2 == 0 ? value >> 8 : value);
    }

    protected virtual void Store(byte register, ushort value) => _registers[register] = value;

    protected virtual ushort Load(byte register) => _registers.GetValueOrDefault(register);
}
