using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Lint;

/// <summary>What a <c>QuantizeLinear</c> or <c>DequantizeLinear</c> node states about a tensor.</summary>
/// <param name="Type">Type of the steps.</param>
/// <param name="Scales">One, or one per channel.</param>
/// <param name="Zeros">Zero points, as many as scales.</param>
/// <param name="Axis">The channel axis; null for one scale.</param>
internal sealed record Quantized(ElementType Type, float[] Scales, int[] Zeros, int? Axis)
{
    /// <summary>Whether two tensors with one scale each mean the same by a step.</summary>
    public bool Equals1(Quantized other) =>
        Type == other.Type
        && Axis is null
        && other.Axis is null
        && Scales[0] == other.Scales[0]
        && Zeros[0] == other.Zeros[0];

    /// <inheritdoc/>
    public override string ToString() =>
        Axis is null
            ? FormattableString.Invariant($"{Type} scale {Scales[0]:G6} zero point {Zeros[0]}")
            : FormattableString.Invariant($"{Type}, {Scales.Length} scales along axis {Axis}");
}
