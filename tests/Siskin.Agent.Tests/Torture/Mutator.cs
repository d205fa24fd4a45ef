using System.Buffers.Binary;
using System.Text;

namespace Siskin.Agent.Tests.Torture;

/// <summary>Damages bytes and texts in the ways that find mistakes; everything follows from the seed.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[] Bytes = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF, (byte)'"', (byte)'\\', (byte)'{'];
    private static readonly uint[] Numbers =
    [
        0,
        1,
        2,
        0x7F,
        0xFF,
        0x100,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x7FFFFFFF,
        0x80000000,
        0xFFFFFFFF,
    ];

    private static readonly string[] Texts =
    [
        "\\ud800",
        "\\udc00\\ud800",
        "\\u0000",
        "\0",
        "\n",
        "1e999",
        "-1e-999",
        "-0",
        "99999999999999999999999999999999",
        "null",
        "true",
        "[[[[[[[[[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":",
        "}",
        "]",
        "\"",
        "\\",
        "'",
        "data:,",
        "data:image/png;base64",
        "====",
        "+",
        "#",
        "$share/x/",
        "/",
        "//",
        "../",
        "<|eos|>",
        "<|sensors|>",
        "{previous}",
        "\uFEFF",
        "\u202E",
        "😀",
        "é",
        " ",
        "=",
        ",",
        " a=1",
        "#x",
        "i",
        "u",
    ];

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>A damaged copy.</summary>
    /// <param name="original">What to damage.</param>
    /// <param name="other">Something to splice in.</param>
    public byte[] Damage(byte[] original, byte[] other)
    {
        var bytes = original.ToList();
        for (var times = 1 + Math.Min(random.Next(6), random.Next(12)); times > 0; times--)
            DamageOnce(bytes, other);
        return [.. bytes];
    }

    /// <summary>
    /// A damaged copy of a text; bytes that are no UTF-8 come out as U+FFFD, half characters as they are.
    /// </summary>
    public string Damage(string original)
    {
        if (Chance(0.1))
            return original + (char)random.Next(0xD800, 0xE000);
        if (Chance(0.1))
            return new string(
                original.Length == 0 ? 'x' : original[random.Next(original.Length)],
                1 << random.Next(16)
            );
        var damaged = Encoding.UTF8.GetString(
            Damage(Encoding.UTF8.GetBytes(original), Encoding.UTF8.GetBytes(Pick(Texts)))
        );
        return damaged;
    }

    private void DamageOnce(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(other.Take(random.Next(64)));
            return;
        }
        var at = random.Next(bytes.Count);
        var length = Math.Min(bytes.Count - at, 1 << random.Next(10));
        switch (random.Next(11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = Pick(Bytes);
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 6:
                for (var i = at; i < at + length; i++)
                    bytes[i] = (byte)random.Next(256);
                break;
            case 7 or 8:
                Overwrite(bytes, at);
                break;
            case 9:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(Texts)));
                break;
            default:
                var from = other.Length == 0 ? 0 : random.Next(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + length)]);
                break;
        }
    }

    /// <summary>Lengths, sizes and counts are numbers of two or four bytes, in either order.</summary>
    private void Overwrite(List<byte> bytes, int at)
    {
        Span<byte> number = stackalloc byte[4];
        if (Chance(0.5))
            BinaryPrimitives.WriteUInt32BigEndian(number, Pick(Numbers) << (Chance(0.5) ? 16 : 0));
        else
            BinaryPrimitives.WriteUInt32LittleEndian(number, Pick(Numbers));
        var length = Chance(0.5) ? 2 : 4;
        for (var i = 0; i < length && at + i < bytes.Count; i++)
            bytes[at + i] = number[i];
    }
}
