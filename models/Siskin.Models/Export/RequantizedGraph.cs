using Siskin.Models.Export.Onnx;
using Siskin.Models.Export.Quantization;

namespace Siskin.Models.Export;

/// <summary>
/// Stores the 8-bit blocks of a graph in 4 bits, for bundles whose float weights are gone. A weight is rounded twice,
/// which moves it by at most a sixteenth of a 4-bit step more than rounding the float would.
/// </summary>
internal static class RequantizedGraph
{
    private const int From = 8,
        To = 4;

    /// <summary>Changes the graph.</summary>
    /// <returns>How many matrices were changed.</returns>
    public static int Requantize(GraphProto graph)
    {
        var weights = graph.Initializers.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var done = new Dictionary<string, BlockQuantized>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.Attribute("bits")?.Int == From))
        {
            if (MatrixOperands.MatrixOf(node) is not { } blocks)
                continue;
            var scales = MatrixOperands.ScalesOf(node);
            if (!done.TryGetValue(blocks, out var quantized))
            {
                var layout = MatrixOperands.LayoutOf(node, weights[blocks]);
                done[blocks] = quantized = Quantize(weights[blocks], weights[scales], layout);
            }
            Replace(weights[blocks], quantized.Blocks, quantized.Layout.BlockBytes);
            weights[scales].Raw = TensorProto.Of(scales, quantized.Scales, [.. weights[scales].Dims]).Raw;
            node.Attribute("bits")!.Int = To;
        }

        return done.Count;
    }

    private static BlockQuantized Quantize(TensorProto blocks, TensorProto scales, BlockLayout layout)
    {
        var matrix = BlockQuantizer.Dequantize(
            new BlockQuantized(blocks.As<byte>().ToArray(), scales.As<float>().ToArray(), layout)
        );
        return BlockQuantizer.Quantize(matrix, layout with { Bits = To });
    }

    private static void Replace(TensorProto tensor, byte[] blocks, int blockBytes)
    {
        tensor.Dims[2] = blockBytes;
        tensor.Raw = blocks;
    }
}
