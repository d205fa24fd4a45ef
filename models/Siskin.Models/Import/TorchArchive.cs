using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Siskin.Models.Export.Graphs;

namespace Siskin.Models.Import;

/// <summary>
/// What <c>torch.save</c> writes: a zip with a pickle that describes the tensors, and a file for each storage. Nothing
/// of the pickle is run.
/// </summary>
internal sealed class TorchArchive : IDisposable
{
    private const long MaxPickleBytes = 64 << 20;

    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly string _prefix;

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public TorchArchive(string path)
    {
        _path = path;
        _zip = ZipFile.OpenRead(path);
        const string Pickle = "/data.pkl";
        var entry = _zip.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(Pickle, StringComparison.Ordinal));
        if (entry is null)
        {
            _zip.Dispose();
            throw new InvalidDataException($"{path} is a zip without a data.pkl: not written by torch.save");
        }
        _prefix = entry.FullName[..^Pickle.Length];
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>The tensors of a dictionary in the file, by name, as fp32.</summary>
    /// <param name="key">Name of the dictionary; the whole is one where it has no such name.</param>
    /// <exception cref="InvalidDataException">Something is missing, damaged or of another kind.</exception>
    public Dictionary<string, Weight> Tensors(string key)
    {
        var value = new Pickle(Bytes("data.pkl", MaxPickleBytes)).Read();
        if (value is Dictionary<string, object?> whole && whole.TryGetValue(key, out var inner))
            value = inner;
        if (value is not Dictionary<string, object?> named)
            throw new InvalidDataException($"{_path} holds no dictionary of tensors");
        return named.ToDictionary(entry => entry.Key, entry => Tensor(entry.Key, entry.Value));
    }

    // _rebuild_tensor_v2(("storage", type, key, device, count), offset, size, stride, ...)
    private Weight Tensor(string name, object? value)
    {
        if (value is Pickle.Call { Function.Text: "torch._utils._rebuild_parameter", Arguments: object?[] wrapped })
            value = wrapped[0];
        if (
            value
                is not Pickle.Call
                {
                    Function.Text: "torch._utils._rebuild_tensor_v2",
                    Arguments: object?[] { Length: >= 4 } parts,
                }
            || parts[0] is not Pickle.Call { Function: null, Arguments: object?[] { Length: >= 5 } storage }
            || storage is not ["storage", Pickle.Name type, string file, ..]
            || parts is not [_, long offset, object?[] size, object?[] stride, ..]
        )
            throw new InvalidDataException($"{_path}: {name} is no tensor");
        long[] dims = [.. size.Cast<long>()];
        if (!IsDense(dims, [.. stride.Cast<long>()]))
            throw new InvalidDataException($"{_path}: {name} is not stored row by row");
        var count = dims.Aggregate(1L, (product, dim) => checked(product * dim));
        return new Weight(Values(name, type.Text, file, offset, count), dims);
    }

    private float[] Values(string name, string type, string file, long offset, long count)
    {
        var width = type switch
        {
            "torch.BFloat16Storage" or "torch.HalfStorage" => 2,
            "torch.FloatStorage" => 4,
            _ => throw new InvalidDataException($"{_path}: {name} is a {type}; fp32, fp16 and bfloat16 are read"),
        };
        var bytes = Bytes($"data/{file}", int.MaxValue);
        if (offset < 0 || count < 0 || (offset + count) * width > bytes.Length)
            throw new InvalidDataException(
                $"{_path}: {name} has {count} values from {offset} on, its storage {bytes.Length / width}"
            );
        var part = bytes.AsSpan((int)(offset * width), (int)(count * width));
        return type switch
        {
            "torch.FloatStorage" => MemoryMarshal.Cast<byte, float>(part).ToArray(),
            "torch.HalfStorage" => Widen(part, bits => (float)BitConverter.UInt16BitsToHalf(bits)),
            _ => Widen(part, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        };
    }

    private static float[] Widen(ReadOnlySpan<byte> bytes, Func<ushort, float> value)
    {
        var values = new float[bytes.Length / 2];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]));
        return values;
    }

    private static bool IsDense(long[] dims, long[] stride)
    {
        var expected = 1L;
        for (var i = dims.Length - 1; i >= 0; i--)
        {
            if (dims[i] < 0 || (dims[i] > 1 && stride[i] != expected))
                return false;
            expected *= dims[i];
        }
        return stride.Length == dims.Length;
    }

    private byte[] Bytes(string name, long max)
    {
        var entry =
            _zip.GetEntry($"{_prefix}/{name}") ?? throw new InvalidDataException($"{_path} has no {_prefix}/{name}");
        if (entry.Length > max)
            throw new InvalidDataException($"{_path}: {name} has {entry.Length} bytes; at most {max} are read");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
