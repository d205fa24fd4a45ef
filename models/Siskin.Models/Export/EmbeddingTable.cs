using Siskin.Models.Export.Onnx;
using Siskin.Models.Export.Quantization;

namespace Siskin.Models.Export;

/// <summary>The tied embedding (vocab, D) in one graph: looked up by token, and multiplied for the logits. Stored once.</summary>
internal sealed class EmbeddingTable
{
    private const string Name = "embedding";

    private readonly GraphBuilder graph;
    private readonly Weight weight;
    private readonly BlockQuantized? quantized;

    public EmbeddingTable(GraphBuilder graph, Weights weights, LinearStorage storage)
    {
        this.graph = graph;
        weight = weights.Get($"{Name}.weight");
        if (storage == LinearStorage.Float32)
        {
            return;
        }

        (int rows, int columns) = ((int)weight.Dims[0], (int)weight.Dims[1]);
        quantized = BlockQuantizer.Quantize(weight.Values, new BlockLayout(rows, columns, 8, BlockQuantizer.BlockSizeFor(columns)));
    }

    /// <summary>ids (1, T) -> (1, T, D)</summary>
    public Value Rows(Value ids)
    {
        using GraphBuilder.Place at = graph.At(Name);
        if (quantized is null)
        {
            return graph.Gather(graph.Constant(TensorProto.Of($"{Name}.weight", weight.Values, weight.Dims)), ids);
        }

        // The operator wants the scales in three dimensions, the multiplication in two: the small tensor is stored twice.
        BlockLayout layout = quantized.Layout;
        Value scales = graph.Constant(TensorProto.Of($"{Name}.row_scale", quantized.Scales, layout.Rows, layout.BlocksPerRow, 1));
        Value blocks = graph.GatherBlockQuantized(Blocks(), ids, scales, layout.Bits, layout.BlockSize); // (1, T, blocks, block)
        return graph.Reshape(blocks, 0, 0, layout.Columns);
    }

    /// <summary>x (1, T, D) -> logits (1, T, vocab)</summary>
    public Value Logits(Value x)
    {
        using GraphBuilder.Place at = graph.At("logits");
        if (quantized is null)
        {
            Value table = graph.Constant(TensorProto.Of($"{Name}.weight", weight.Values, weight.Dims));
            Value row = graph.Reshape(x, -1, weight.Dims[1]); // (T, D)
            return graph.Unsqueeze(graph.GemmTransposed(row, table), 0);
        }

        BlockLayout layout = quantized.Layout;
        Value scales = graph.Constant(TensorProto.Of($"{Name}.scale", quantized.Scales, layout.Rows, layout.BlocksPerRow));
        return graph.MatMulNBits(x, Blocks(), scales, Value.Absent, layout);
    }

    private Value Blocks()
    {
        BlockLayout layout = quantized!.Layout;
        return graph.Constant(TensorProto.Of($"{Name}.weight", quantized.Blocks, layout.Rows, layout.BlocksPerRow, layout.BlockSize));
    }
}
