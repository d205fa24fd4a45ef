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
            // The table comes first, and its scales; x or the table's rows are the other inputs.
            var (blocks, scales) = node.OpType switch
            {
                "MatMulNBits" => (node.Inputs[1], node.Inputs[2]),
                "GatherBlockQuantized" => (node.Inputs[0], node.Inputs[2]),
                _ => default,
            };
            if (blocks is null)
                continue;
            if (!done.TryGetValue(blocks, out var quantized))
                done[blocks] = quantized = Quantize(weights[blocks], weights[scales]);
            Replace(weights[blocks], quantized.Blocks, quantized.Layout.BlockBytes);
            weights[scales].Raw = TensorProto.Of(scales, quantized.Scales, [.. weights[scales].Dims]).Raw;
            node.Attribute("bits")!.Int = To;
        }

        return done.Count;
    }

    // blocks (rows, blocks per row, block size)
    private static BlockQuantized Quantize(TensorProto blocks, TensorProto scales)
    {
        var (rows, perRow, size) = ((int)blocks.Dims[0], (int)blocks.Dims[1], (int)blocks.Dims[2]);
        var layout = new BlockLayout(rows, perRow * size, From, size);
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
