using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Siskin.Models.Tests.Import;

/// <summary>Writes tensors as <c>torch.save({"model_state_dict": ...})</c> would.</summary>
internal static class TorchFile
{
    public static void Write(
        string path,
        IEnumerable<(string Name, float[] Values, long[] Dims)> tensors,
        bool bfloat16 = false
    )
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var pickle = new MemoryStream();
        pickle.Write([0x80, 2, (byte)'}']);
        Text(pickle, "model_state_dict");
        pickle.Write("}("u8);
        var index = 0;
        foreach (var (name, values, dims) in tensors)
        {
            var type = bfloat16 ? "BFloat16Storage" : "FloatStorage";
            Text(pickle, name);
            pickle.Write("ctorch._utils\n_rebuild_tensor_v2\n(("u8);
            Text(pickle, "storage");
            pickle.Write(Encoding.ASCII.GetBytes($"ctorch\n{type}\n"));
            Text(pickle, $"{index}");
            Text(pickle, "cpu");
            Number(pickle, values.Length);
            pickle.Write("tQ"u8);
            Number(pickle, 0);
            Tuple(pickle, dims);
            Tuple(pickle, [.. dims.Select((_, i) => dims.Skip(i + 1).Aggregate(1L, (product, dim) => product * dim))]);
            pickle.Write([0x89, .. "ccollections\nOrderedDict\n)RtR"u8]);
            Entry(zip, $"data/{index++}", bfloat16 ? Halves(values) : Whole(values));
        }
        pickle.Write("us."u8);
        Entry(zip, "data.pkl", pickle.ToArray());
    }

    public static void Entry(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry($"small/{name}", CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }

    private static byte[] Whole(float[] values)
    {
        var bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private static byte[] Halves(float[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(
                bytes.AsSpan(2 * i),
                (ushort)(BitConverter.SingleToUInt32Bits(values[i]) >> 16)
            );
        return bytes;
    }

    private static void Text(MemoryStream pickle, string text)
    {
        pickle.WriteByte((byte)'X');
        pickle.Write(BitConverter.GetBytes(text.Length));
        pickle.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void Number(MemoryStream pickle, long number)
    {
        pickle.WriteByte((byte)'J');
        pickle.Write(BitConverter.GetBytes((int)number));
    }

    private static void Tuple(MemoryStream pickle, long[] numbers)
    {
        pickle.WriteByte((byte)'(');
        foreach (var number in numbers)
            Number(pickle, number);
        pickle.WriteByte((byte)'t');
    }
}
