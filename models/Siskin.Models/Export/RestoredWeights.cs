using System.Numerics.Tensors;
using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using TorchSharp;

namespace Siskin.Models.Export;

/// <summary>
/// The weights of a bundle's float variant put back into a network, so that a training can go on from a bundle whose
/// checkpoint is gone. Weights that the variant stores as 16-bit floats come back rounded to them.
/// </summary>
internal static class RestoredWeights
{
    /// <summary>The variant that weights can be restored from.</summary>
    public const string Variant = "cpu-fp32";

    /// <summary>Copies the weights of a bundle into a network of the same sizes.</summary>
    /// <exception cref="BundleException">The folder holds no whole bundle, or none with a float variant.</exception>
    /// <exception cref="InvalidDataException">A weight is missing or has another size.</exception>
    public static void CopyInto(string folder, Network network)
    {
        var bundle = BundleReader.Open(folder);
        var variant =
            bundle.Manifest.Variants.FirstOrDefault(each => each.Id == Variant)
            ?? throw new InvalidDataException(
                $"{folder}: no variant '{Variant}'; the others hold rounded weights. It has: "
                    + string.Join(", ", bundle.Manifest.Variants.Select(each => each.Id))
            );
        string?[] files = [variant.Vision, variant.Encoder, variant.Decoder];
        var stored = new Dictionary<string, Weight>(StringComparer.Ordinal);
        foreach (var file in files.OfType<string>())
            Collect(ModelProto.Load(bundle.GraphPath(file)).Graph, network, stored);

        using var noGrad = torch.no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (!stored.TryGetValue(name, out var weight))
                throw new InvalidDataException($"{folder}: the graphs of '{Variant}' have no weight '{name}'");
            if (weight.Values.Length != parameter.numel())
                throw new InvalidDataException(
                    $"{folder}: weight '{name}' has {weight.Values.Length} values, the recipe's network wants "
                        + $"{parameter.numel()}: ({string.Join(", ", parameter.shape)})"
                );
            using var values = torch.tensor(weight.Values, parameter.shape);
            parameter.copy_(values);
        }
    }

    private static void Collect(GraphProto graph, Network network, Dictionary<string, Weight> weights)
    {
        var sizes = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.shape);
        var products = graph.Nodes.Where(node => node.OpType == "MatMul").Select(node => node.Inputs[1]).ToHashSet();
        foreach (var tensor in graph.Initializers)
        {
            var isHalf = tensor.Name.EndsWith(HalfWeights.Suffix, StringComparison.Ordinal);
            var name = isHalf ? tensor.Name[..^HalfWeights.Suffix.Length] : tensor.Name;
            var dot = name.LastIndexOf('.');
            if (tensor.Type is not (ElementType.Float or ElementType.Float16) || dot < 0)
                continue;
            var (suffix, values) = (name[dot..], Floats(tensor));
            if (products.Contains(name))
                values = MatrixLayout.Transpose(values, (int)tensor.Dims[0], (int)tensor.Dims[1]);
            var offset = 0;
            foreach (var part in name[..dot].Split('+').Select(module => module + suffix).Where(sizes.ContainsKey))
            {
                var count = (int)sizes[part].Aggregate(1L, (product, side) => product * side);
                if (offset + count > values.Length)
                    break;
                weights[part] = new Weight(values[offset..(offset + count)], sizes[part]);
                offset += count;
            }
        }
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
