using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Export.Quantization;

namespace Siskin.Models.Export.Graphs;

/// <summary>Emits the layers that all graphs share, with their weights in the graph's precision.</summary>
internal sealed class LayerEmitter(GraphBuilder graph, Weights weights, ModelOptions options, LinearStorage storage)
{
    public GraphBuilder Graph => graph;

    public Weights Weights => weights;

    public ModelOptions Options => options;

    /// <summary>A weight as it is.</summary>
    public Value Parameter(string name)
    {
        var weight = weights.Get(name);
        return graph.Constant(TensorProto.Of(name, weight.Values, weight.Dims));
    }

    /// <summary>One or more linear layers over the same input: x (.., In) -> (.., sum of their outputs).</summary>
    public Value Linear(Value x, string place, params ReadOnlySpan<string> modules)
    {
        var linear = weights.Pack(modules);
        using var at = graph.At(place);
        var name = string.Join('+', modules.ToArray());
        var bias = graph.Constant(TensorProto.Of($"{name}.bias", linear.Bias, linear.Outputs));
        switch (storage)
        {
            case LinearStorage.Float32:
                var columns = graph.Constant(
                    TensorProto.Of(
                        $"{name}.weight",
                        MatrixLayout.Transpose(linear.Rows, linear.Outputs, linear.Inputs),
                        linear.Inputs,
                        linear.Outputs
                    )
                );
                return graph.Add(graph.MatMul(x, columns), bias);
            case LinearStorage.ColumnInt8:
                var quantized = ColumnQuantizer.Quantize(linear.Rows, linear.Outputs, linear.Inputs);
                return graph.DynamicQuantizeMatMul(
                    x,
                    graph.Constant(TensorProto.Of($"{name}.weight", quantized.Values, linear.Inputs, linear.Outputs)),
                    graph.Constant(TensorProto.Of($"{name}.scale", quantized.Scales, linear.Outputs)),
                    bias
                );
            default:
                var bits = storage == LinearStorage.BlockInt4 ? 4 : 8;
                return MatMulBlocks(graph, x, name, linear.Rows, bias, Layout(linear, bits));
        }
    }

    /// <summary>Two linear layers with a tanh-GELU between.</summary>
    public Value Mlp(Value x, string place, string module)
    {
        using var at = graph.At(place);
        var inner = graph.Gelu(Linear(x, "fc1", $"{module}.fc1"));
        return Linear(inner, "fc2", $"{module}.fc2");
    }

    /// <summary>Rotary tables (positions, head size / 2), cosines and sines.</summary>
    public (Value Cos, Value Sin) Rotary(int positions)
    {
        (var cos, var sin) = RotaryEmbedding.Tables(options.HeadDim, positions, options.RopeTheta);
        return (
            graph.Constant(TensorProto.Of("rotary.cos", cos, positions, options.HeadDim / 2)),
            graph.Constant(TensorProto.Of("rotary.sin", sin, positions, options.HeadDim / 2))
        );
    }

    /// <summary>
    /// x times the transpose of a matrix in blocks, whose constants are named after <paramref name="name"/>.
    /// </summary>
    public static Value MatMulBlocks(
        GraphBuilder graph,
        Value x,
        string name,
        float[] rows,
        Value bias,
        BlockLayout layout
    )
    {
        var quantized = BlockQuantizer.Quantize(rows, layout);
        return graph.MatMulNBits(
            x,
            graph.Constant(
                TensorProto.Of($"{name}.weight", quantized.Blocks, layout.Rows, layout.BlocksPerRow, layout.BlockBytes)
            ),
            graph.Constant(TensorProto.Of($"{name}.scale", quantized.Scales, layout.Rows, layout.BlocksPerRow)),
            bias,
            layout
        );
    }

    private static BlockLayout Layout(LinearWeights linear, int bits) =>
        new(linear.Outputs, linear.Inputs, bits, BlockQuantizer.BlockSizeFor(linear.Inputs));
}
