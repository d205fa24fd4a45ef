using System.Buffers.Binary;

namespace Siskin.Fleet.History;

/// <summary>
/// Samples as bytes: for each, four bytes of time, then two for every number. Half precision keeps three digits, which
/// is what a picture shows, and halves the disk.
/// </summary>
internal static class SampleCoding
{
    /// <summary>What a sample takes.</summary>
    public const int Bytes = 4 + (2 * Sample.Fields);

    /// <summary>Writes a sample.</summary>
    /// <param name="sample">It.</param>
    /// <param name="start">Time of the first one of its block.</param>
    /// <param name="bytes">Where: <see cref="Bytes"/> of them.</param>
    public static void Write(Sample sample, long start, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)Math.Clamp(sample.Time - start, 0, uint.MaxValue));
        for (var i = 0; i < Sample.Fields; i++)
        {
            // What is larger than half precision can hold stands at its end, not at infinity.
            var value = Math.Clamp(sample.Values[i], -65_504f, 65_504f);
            BinaryPrimitives.WriteHalfLittleEndian(bytes[(4 + (2 * i))..], (Half)value);
        }
    }

    /// <summary>The samples of a block; what is left over at its end, as of a torn write, is ignored.</summary>
    /// <param name="start">Time of the first one.</param>
    /// <param name="block">Their bytes.</param>
    /// <param name="fields">
    /// How many numbers each has: fewer than <see cref="Sample.Fields"/> where an older program wrote them (those that it
    /// did not know are NaN), more where a newer one did (those are left out).
    /// </param>
    public static IEnumerable<Sample> Read(long start, byte[] block, int fields = Sample.Fields)
    {
        var bytes = 4 + (2 * fields);
        for (var at = 0; at + bytes <= block.Length; at += bytes)
            yield return ReadOne(start, block.AsSpan(at, bytes), Math.Min(fields, Sample.Fields));
    }

    private static Sample ReadOne(long start, ReadOnlySpan<byte> bytes, int fields)
    {
        var sample = new Sample { Time = start + BinaryPrimitives.ReadUInt32LittleEndian(bytes) };
        for (var i = 0; i < fields; i++)
            sample.Values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(4 + (2 * i))..]);
        return sample;
    }
}
