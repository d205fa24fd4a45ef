using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes.Qdq;

/// <summary>What an input is to an operator, which decides how it is quantized.</summary>
internal enum InputRole
{
    /// <summary>16 bits, one scale.</summary>
    Activation,

    /// <summary>8 bits, symmetric, one scale per output channel.</summary>
    Weight,

    /// <summary>int32 at the scale of activation times weight.</summary>
    Bias,

    /// <summary>Shapes, axes and indices, which stay as they are.</summary>
    Integer,
}

/// <summary>Facts about the operators of quantized graphs that the rewriter and the checks share.</summary>
internal static class OperatorRoles
{
    /// <summary>Operators that only move data: their input and output have one scale and zero point.</summary>
    public static bool MovesData(string operation) =>
        operation
            is "Reshape"
                or "Transpose"
                or "Gather"
                or "Slice"
                or "Squeeze"
                or "Unsqueeze"
                or "Expand"
                or "Tile"
                or "Flatten";

    /// <summary>Role of an input.</summary>
    public static InputRole Of(NodeProto node, int input) =>
        (node.OpType, input) switch
        {
            ("Gemm" or "Conv", 1) => InputRole.Weight,
            ("Gemm" or "Conv", 2) => InputRole.Bias,
            ("Reshape" or "Slice" or "Gather" or "ReduceMean" or "Squeeze" or "Unsqueeze" or "Expand" or "Tile", > 0) =>
                InputRole.Integer,
            _ => InputRole.Activation,
        };

    /// <summary>Axis of the output channels in the weight of an operator.</summary>
    public static int WeightAxis(NodeProto node) => node.OpType == "Conv" || node.Attribute("transB")?.Int == 1 ? 0 : 1;
}
