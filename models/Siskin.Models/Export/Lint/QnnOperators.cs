namespace Siskin.Models.Export.Lint;

/// <summary>
/// Operators that ONNX Runtime's QNN provider takes between Q and DQ nodes on the HTP backend. Source: the provider's
/// table of operator builders (onnxruntime, providers/qnn/builder/op_builder_factory.cc), less those without a
/// quantized form.
/// </summary>
internal static class QnnOperators
{
    private static readonly HashSet<string> Quantized =
    [
        "Abs",
        "Add",
        "ArgMax",
        "ArgMin",
        "AveragePool",
        "BatchNormalization",
        "Clip",
        "Concat",
        "Conv",
        "ConvTranspose",
        "Cos",
        "DepthToSpace",
        "Div",
        "Elu",
        "Equal",
        "Exp",
        "Expand",
        "Flatten",
        "Floor",
        "Gather",
        "GatherElements",
        "Gelu",
        "Gemm",
        "GlobalAveragePool",
        "Greater",
        "GreaterOrEqual",
        "HardSwish",
        "InstanceNormalization",
        "LayerNormalization",
        "LeakyRelu",
        "Less",
        "LessOrEqual",
        "Log",
        "LogSoftmax",
        "LpNormalization",
        "MatMul",
        "Max",
        "MaxPool",
        "Min",
        "Mul",
        "Neg",
        "Pad",
        "Pow",
        "PRelu",
        "RMSNormalization",
        "ReduceMax",
        "ReduceMean",
        "ReduceMin",
        "ReduceSum",
        "Relu",
        "Reshape",
        "Resize",
        "ScatterElements",
        "Sigmoid",
        "Sin",
        "Slice",
        "Softmax",
        "SpaceToDepth",
        "Split",
        "Sqrt",
        "Squeeze",
        "Sub",
        "Tanh",
        "Tile",
        "TopK",
        "Transpose",
        "Unsqueeze",
        "Where",
    ];

    private static readonly Dictionary<string, string> Instead = new()
    {
        ["Attention"] = "it is float only; write the multiplications and the softmax out",
        ["MultiHeadAttention"] = "write the multiplications and the softmax out",
        ["GroupQueryAttention"] = "write the multiplications and the softmax out",
        ["SimplifiedLayerNormalization"] = "use RMSNormalization",
        ["SkipSimplifiedLayerNormalization"] = "use Add and RMSNormalization",
        ["RotaryEmbedding"] = "it is float only; write it as Mul, Slice, Sub, Add and Concat",
        ["ScatterND"] = "it has no quantized form; use Concat and Slice, or ScatterElements",
        ["Cast"] = "it cannot be quantized; give the graph inputs the right type",
        ["MatMulNBits"] = "use Gemm with int8 or int4 weights behind DequantizeLinear",
        ["DynamicQuantizeMatMul"] = "use Gemm with int8 weights behind DequantizeLinear",
    };

    /// <summary>Whether the provider takes the operator.</summary>
    public static bool Takes(string domain, string operation) => domain.Length == 0 && Quantized.Contains(operation);

    /// <summary>What to write instead of an operator.</summary>
    public static string Advice(string operation) =>
        Instead.GetValueOrDefault(operation, "express it with operators of the provider's list");
}
