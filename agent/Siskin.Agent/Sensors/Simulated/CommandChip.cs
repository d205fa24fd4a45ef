using System.Buffers.Binary;
using Siskin.Agent.Sensors.I2c;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>A chip that takes commands and answers with words of two bytes, each followed by its checksum.</summary>
internal abstract class CommandChip(byte checksumStart) : SimulatedChip
{
    private ushort[] _answer = [];

    public sealed override void Write(ReadOnlySpan<byte> bytes) =>
        _answer = Answer(bytes.Length > 1 ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : bytes[0]);

    public sealed override void Read(Span<byte> bytes)
    {
        if (_answer.Length == 0)
            throw new IOException("Error 121 performing I2C data transfer."); // not acknowledged: there is no data
        Span<byte> word = stackalloc byte[3];
        for (var i = 0; i < bytes.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(word, _answer[Math.Min(i / 3, _answer.Length - 1)]);
            word[2] = Crc8.Of(word[..2], checksumStart);
            bytes[i] = word[i % 3];
        }
    }

    /// <summary>The words that answer a command of one or two bytes; none for one that is only obeyed.</summary>
    protected abstract ushort[] Answer(int command);
}
