using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// Named fp32 tensors in one file in the safetensors layout: 8 bytes header length (little endian), a JSON header with
/// dtype, shape and data offsets of every tensor, then the data. Other tools can read it.
/// </summary>
public static class TensorFile
{
    /// <summary>Writes the tensors; the file appears only when it is complete.</summary>
    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        var entries = tensors.ToList();
        var header = new Dictionary<string, Entry>();
        long offset = 0;
        foreach (var (name, value) in entries)
        {
            var bytes = value.numel() * sizeof(float);
            header[name] = new Entry("F32", value.shape, [offset, offset + bytes]);
            offset += bytes;
        }

        var temporary = path + ".part";
        using (var stream = File.Create(temporary))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(header);
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
            stream.Write(length);
            stream.Write(json);
            foreach (var (_, value) in entries)
                stream.Write(MemoryMarshal.AsBytes<float>(ToArray(value)));
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads every tensor as its values and shape.</summary>
    /// <exception cref="InvalidDataException">The file is not complete or not of this layout.</exception>
    public static Dictionary<string, (float[] Values, long[] Shape)> Read(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> length = stackalloc byte[8];
        stream.ReadExactly(length);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (headerLength == 0 || headerLength > (ulong)stream.Length - 8)
            throw new InvalidDataException(
                $"{path}: header of {headerLength} bytes in a file of {stream.Length} bytes"
            );
        var json = new byte[headerLength];
        stream.ReadExactly(json);
        var header = Header(path, json);

        var start = 8 + (long)headerLength;
        var tensors = new Dictionary<string, (float[], long[])>();
        foreach (var (name, entry) in header)
        {
            if (entry.dtype != "F32")
                throw new InvalidDataException($"{path}: tensor {name} has type {entry.dtype}; only F32 is read");
            var values = new float[(entry.data_offsets[1] - entry.data_offsets[0]) / sizeof(float)];
            stream.Position = start + entry.data_offsets[0];
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            tensors[name] = (values, entry.shape);
        }
        return tensors;
    }

    private static Dictionary<string, Entry> Header(string path, byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Entry>>(json)
                ?? throw new InvalidDataException($"{path}: empty header");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged header: {error.Message}", error);
        }
    }

    /// <summary>Copies loaded values into tensors of the same names and sizes.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public static void CopyInto(string path, IEnumerable<(string Name, Tensor Value)> targets)
    {
        var loaded = Read(path);
        using var noGrad = no_grad();
        foreach (var (name, target) in targets)
        {
            if (!loaded.TryGetValue(name, out var source))
                throw new InvalidDataException($"{path}: tensor {name} is missing");
            if (!source.Shape.AsSpan().SequenceEqual(target.shape))
                throw new InvalidDataException(
                    $"{path}: tensor {name} is ({string.Join(", ", source.Shape)}), the model wants ({string.Join(", ", target.shape)})"
                );
            using var values = tensor(source.Values, source.Shape);
            target.copy_(values);
        }
    }

    /// <summary>The values of a tensor in row-major order.</summary>
    public static float[] ToArray(Tensor value)
    {
        using var plain = value.detach().to(ScalarType.Float32).cpu().contiguous();
        return plain.data<float>().ToArray();
    }

    // Member names are the safetensors header's.
#pragma warning disable IDE1006
    private sealed record Entry(string dtype, long[] shape, long[] data_offsets);
#pragma warning restore IDE1006
}
