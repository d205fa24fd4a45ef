namespace Siskin.Agent.Tests.Harness;

/// <summary>Reads of a protobuf message what a test wants to know, without its schema.</summary>
internal static class ProtobufFields
{
    /// <summary>The fields of this number whose values have a length: texts, bytes and messages.</summary>
    public static List<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> message, int number)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < message.Length; )
        {
            var key = Varint(message.Span, ref at);
            var length = (key & 7) switch
            {
                0 => 0,
                1 => 8,
                2 => (int)Varint(message.Span, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"Wire type {key & 7}."),
            };
            if ((key & 7) == 0)
                Varint(message.Span, ref at);
            else if ((int)(key >> 3) == number)
                found.Add(message.Slice(at, length));
            at += length;
        }
        return found;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
