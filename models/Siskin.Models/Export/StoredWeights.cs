using System.Numerics.Tensors;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export;

/// <summary>
/// The weights that the graphs of a variant hold, by the names of the network that was exported: floats as they are,
/// 16-bit floats widened, 8-bit matrices multiplied by their scales.
/// </summary>
/// <param name="sizes">Dimensions of every weight of the network.</param>
internal sealed class StoredWeights(IReadOnlyDictionary<string, long[]> sizes)
{
    private readonly Dictionary<string, float[]> _weights = new(StringComparer.Ordinal);

    /// <summary>Whether any weight had been rounded to 8 bits.</summary>
    public bool AreRounded { get; private set; }

    /// <summary>The weight of that name in row-major order, or null.</summary>
    public float[]? Find(string name) => _weights.GetValueOrDefault(name);

    /// <summary>Takes over what one graph holds.</summary>
    /// <exception cref="InvalidDataException">
    /// A graph taken over before holds the same weight with other values.
    /// </exception>
    public void Add(GraphProto graph)
    {
        var matrices = new MatrixOperands(graph);
        foreach (var tensor in graph.Initializers)
        {
            var isHalf = tensor.Name.EndsWith(HalfWeights.Suffix, StringComparison.Ordinal);
            var name = isHalf ? tensor.Name[..^HalfWeights.Suffix.Length] : tensor.Name;
            if (name.LastIndexOf('.') < 0 || Values(tensor, name, matrices) is not { } values)
                continue;
            Split(name, values);
        }
    }

    // Null where it is no weight: shapes and other integers.
    private float[]? Values(TensorProto tensor, string name, MatrixOperands matrices)
    {
        if (matrices.Dequantized(tensor) is { } matrix)
        {
            AreRounded = true;
            return matrix;
        }
        if (tensor.Type is not (ElementType.Float or ElementType.Float16))
            return null;
        var values = Floats(tensor);
        return matrices.IsTransposed(name)
            ? MatrixLayout.Transpose(values, (int)tensor.Dims[0], (int)tensor.Dims[1])
            : values;
    }

    // "a.q_proj+a.k_proj.weight" holds the rows of both, one behind the other.
    private void Split(string name, float[] values)
    {
        var dot = name.LastIndexOf('.');
        var offset = 0;
        foreach (var part in name[..dot].Split('+').Select(module => module + name[dot..]).Where(sizes.ContainsKey))
        {
            var count = (int)sizes[part].Aggregate(1L, (product, side) => product * side);
            if (offset + count > values.Length)
                break;
            Keep(part, values[offset..(offset + count)]);
            offset += count;
        }
    }

    // The table of tokens stands in the encoder and in the decoder.
    private void Keep(string name, float[] values)
    {
        if (_weights.TryGetValue(name, out var other) && !other.AsSpan().SequenceEqual(values))
            throw new InvalidDataException($"weight '{name}' has other values in one graph than in another");
        _weights[name] = values;
    }

    private static float[] Floats(TensorProto tensor)
    {
        if (tensor.Type == ElementType.Float)
            return tensor.As<float>().ToArray();
        var values = new float[tensor.ElementCount];
        TensorPrimitives.ConvertToSingle(tensor.As<Half>(), values);
        return values;
    }
}
