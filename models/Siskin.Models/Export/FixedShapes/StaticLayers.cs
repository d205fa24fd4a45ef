using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// Emits layers with fixed shapes, in float32 and in the operators that the quantized graph will have: rows are (T, D),
/// so that every linear layer is one <c>Gemm</c>; what is fused for the CPU is written out.
/// </summary>
internal sealed class StaticLayers(GraphBuilder graph, Weights weights, ModelOptions options)
{
    // tanh-GELU is x * sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)), because (1 + tanh z) / 2 = sigmoid(2 z)
    // (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016).
    private const double GeluFactor = 1.5957691216057308;
    private const double GeluCubic = 0.044715;

    public GraphBuilder Graph => graph;

    public Weights Weights => weights;

    public ModelOptions Options => options;

    private int Group => options.Heads / options.KvHeads;

    /// <summary>A weight as it is.</summary>
    public Value Parameter(string name, params ReadOnlySpan<long> dims)
    {
        var weight = weights.Get(name);
        return graph.Constant(TensorProto.Of(name, weight.Values, dims.Length == 0 ? weight.Dims : dims));
    }

    /// <summary>A linear layer: x (T, In) -> (T, Out). The factor goes into weight and bias.</summary>
    public Value Linear(Value x, string place, string module, float factor = 1)
    {
        var linear = weights.Pack(module);
        using var at = graph.At(place);
        var columns = MatrixLayout.Transpose(linear.Rows, linear.Outputs, linear.Inputs);
        return graph.Gemm(
            x,
            graph.Constant(TensorProto.Of($"{module}.weight", Scale(columns, factor), linear.Inputs, linear.Outputs)),
            graph.Constant(TensorProto.Of($"{module}.bias", Scale(linear.Bias, factor), linear.Outputs))
        );
    }

    /// <summary>Two linear layers with a tanh-GELU between.</summary>
    public Value Mlp(Value x, string place, string module)
    {
        using var at = graph.At(place);
        return Linear(Gelu(Linear(x, "fc1", $"{module}.fc1")), "fc2", $"{module}.fc2");
    }

    /// <summary>RMSNorm of (T, D).</summary>
    public Value Norm(Value x, string place, string module)
    {
        using var at = graph.At(place);
        return graph.RmsNormalization(x, Parameter($"{module}.weight"), (float)options.NormEpsilon);
    }

    /// <summary>Adds a sub-layer's output to the stream, through its post-norm where the network has one.</summary>
    public Value Residual(Value stream, Value change, string place, string module)
    {
        using var at = graph.At("residual");
        return graph.Add(stream, options.DualNorm ? Norm(change, place, module) : change);
    }

    /// <summary>Queries (T, H * head) -> (1, H, T, head), already divided by sqrt(head).</summary>
    public Value Queries(Value x, string module, int length) =>
        SplitHeads(
            Linear(x, "q_proj", $"{module}.q_proj", (float)(1 / Math.Sqrt(options.HeadDim))),
            options.Heads,
            length
        );

    /// <summary>Keys or values (T, KV * head) -> (1, KV, T, head).</summary>
    public Value SplitHeads(Value projected, int heads, int length)
    {
        var split = graph.Reshape(projected, 1, length, heads, options.HeadDim);
        return graph.Transpose(split, 0, 2, 1, 3);
    }

    /// <summary>
    /// Rotates (.., head) by tables that broadcast to (.., head / 2): the halves of a head are the two coordinates.
    /// </summary>
    public Value Rotate(Value heads, Value cos, Value sin, int rank)
    {
        using var at = graph.At("rotary");
        var half = options.HeadDim / 2;
        var first = graph.Slice(heads, rank - 1, 0, half);
        var second = graph.Slice(heads, rank - 1, half, options.HeadDim);
        return graph.Concat(
            rank - 1,
            graph.Sub(graph.Mul(first, cos), graph.Mul(second, sin)),
            graph.Add(graph.Mul(second, cos), graph.Mul(first, sin))
        );
    }

    /// <summary>
    /// Mixes values by the softmax of scores. The heads that share a K/V head are rows of one multiplication.
    /// </summary>
    /// <param name="queries">(1, H, T, head)</param>
    /// <param name="keys">(1, KV, head, S)</param>
    /// <param name="values">(1, KV, S, head)</param>
    /// <param name="mask">(1, 1, 1, S), added to the scores</param>
    /// <param name="length">T</param>
    /// <returns>(T, H * head)</returns>
    public Value Mix(Value queries, Value keys, Value values, Value mask, int length)
    {
        var grouped = graph.Reshape(queries, 1, options.KvHeads, Group * length, options.HeadDim);
        var scores = graph.Add(graph.MatMul(grouped, keys), mask); // (1, KV, G * T, S)
        var mixed = graph.MatMul(graph.Softmax(scores), values); // (1, KV, G * T, head)
        if (length > 1)
        {
            var heads = graph.Reshape(mixed, 1, options.Heads, length, options.HeadDim);
            mixed = graph.Transpose(heads, 0, 2, 1, 3); // (1, T, H, head)
        }

        return graph.Reshape(mixed, length, options.Heads * options.HeadDim);
    }

    /// <summary>A constant of one element that broadcasts to any shape.</summary>
    public Value Number(double value) =>
        graph.Constant(TensorProto.Of(FormattableString.Invariant($"/numbers/[{(float)value:R}]"), [(float)value], 1));

    private Value Gelu(Value x)
    {
        using var at = graph.At("gelu");
        var square = graph.Mul(graph.Mul(x, x), Number(GeluFactor * GeluCubic));
        var slope = graph.Add(square, Number(GeluFactor));
        return graph.Mul(x, graph.Sigmoid(graph.Mul(x, slope)));
    }

    private static float[] Scale(float[] values, float factor) =>
        factor == 1 ? values : [.. values.Select(value => value * factor)];
}
