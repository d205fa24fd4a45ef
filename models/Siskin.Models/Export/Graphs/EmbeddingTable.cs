using Siskin.Models.Export.Onnx;
using Siskin.Models.Export.Quantization;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The tied embedding (vocab, D) of one graph: looked up by token and multiplied for the logits, stored once.
/// </summary>
internal sealed class EmbeddingTable
{
    private const string Name = "embedding";

    private readonly GraphBuilder _graph;
    private readonly Weight _weight;
    private readonly BlockQuantized? _quantized;

    public EmbeddingTable(GraphBuilder graph, Weights weights, LinearStorage storage)
    {
        _graph = graph;
        _weight = weights.Get($"{Name}.weight");
        if (storage == LinearStorage.Float32)
        {
            return;
        }

        (var rows, var columns) = ((int)_weight.Dims[0], (int)_weight.Dims[1]);
        var bits = storage == LinearStorage.BlockInt4 ? 4 : 8;
        var layout = new BlockLayout(rows, columns, bits, BlockQuantizer.BlockSizeFor(columns));
        _quantized = BlockQuantizer.Quantize(_weight.Values, layout);
    }

    /// <summary>ids (B, T) -> (B, T, D)</summary>
    public Value Rows(Value ids)
    {
        using var at = _graph.At(Name);
        if (_quantized is null)
        {
            return _graph.Gather(_graph.Constant(TensorProto.Of($"{Name}.weight", _weight.Values, _weight.Dims)), ids);
        }

        // The operator wants the scales in three dimensions, the multiplication in two: the small tensor is stored
        // twice.
        var layout = _quantized.Layout;
        var scales = _graph.Constant(
            TensorProto.Of($"{Name}.row_scale", _quantized.Scales, layout.Rows, layout.BlocksPerRow, 1)
        );
        var blocks = _graph.GatherBlockQuantized(Blocks(), ids, scales, layout.Bits, layout.BlockSize);
        return _graph.Reshape(blocks, 0, 0, layout.Columns); // (1, T, blocks, block) -> (1, T, D)
    }

    /// <summary>x (B, T, D) -> logits (B, T, vocab)</summary>
    /// <param name="x">The normed stream.</param>
    /// <param name="severalRows">Whether B may differ from 1; one row takes a node less.</param>
    public Value Logits(Value x, bool severalRows = false)
    {
        using var at = _graph.At("logits");
        if (_quantized is null)
        {
            var table = _graph.Constant(TensorProto.Of($"{Name}.weight", _weight.Values, _weight.Dims));
            var row = _graph.Reshape(x, -1, _weight.Dims[1]); // (B * T, D)
            var products = _graph.GemmTransposed(row, table);
            return severalRows
                ? _graph.Reshape(products, _graph.Concat(0, _graph.Shape(x, 0, 2), _graph.Integers(_weight.Dims[0])))
                : _graph.Unsqueeze(products, 0);
        }

        var layout = _quantized.Layout;
        var scales = _graph.Constant(
            TensorProto.Of($"{Name}.scale", _quantized.Scales, layout.Rows, layout.BlocksPerRow)
        );
        return _graph.MatMulNBits(x, Blocks(), scales, Value.Absent, layout);
    }

    private Value Blocks()
    {
        var layout = _quantized!.Layout;
        return _graph.Constant(
            TensorProto.Of($"{Name}.weight", _quantized.Blocks, layout.Rows, layout.BlocksPerRow, layout.BlockBytes)
        );
    }
}
