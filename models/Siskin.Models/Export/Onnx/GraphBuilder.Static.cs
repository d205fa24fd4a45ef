namespace Siskin.Models.Export.Onnx;

/// <summary>
/// Operators as graphs of fixed shapes use them: with constant sizes, and what fused operators hide written out.
/// </summary>
internal sealed partial class GraphBuilder
{
    /// <summary>x (M, K) times a weight (K, N) plus a bias (N).</summary>
    public Value Gemm(Value x, Value weight, Value bias) =>
        Emit("", "Gemm", x.Type, [x, weight, bias], AttributeProto.Of("beta", 1.0f), AttributeProto.Of("transB", 0));

    /// <summary>RMSNorm over the last axis, as the standard has it since opset 23.</summary>
    public Value RmsNormalization(Value x, Value weight, float epsilon) =>
        Emit(
            "",
            "RMSNormalization",
            x.Type,
            [x, weight],
            AttributeProto.Of("axis", -1),
            AttributeProto.Of("epsilon", epsilon)
        );

    /// <summary>Softmax over the last axis.</summary>
    public Value Softmax(Value x) => Emit("", "Softmax", x.Type, [x], AttributeProto.Of("axis", -1));

    public Value Sigmoid(Value x) => Emit("", "Sigmoid", x.Type, [x]);

    /// <summary>Elements <paramref name="start"/> up to, not including, <paramref name="end"/> of an axis.</summary>
    public Value Slice(Value x, int axis, int start, int end) =>
        Emit("", "Slice", x.Type, [x, Index(start), Index(end), Index(axis)]);

    private Value Index(int value) =>
        Constant(TensorProto.Of(FormattableString.Invariant($"/indices/{value}"), [value], 1));
}
