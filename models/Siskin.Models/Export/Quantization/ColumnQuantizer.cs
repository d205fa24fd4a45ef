namespace Siskin.Models.Export.Quantization;

/// <summary>A linear layer's weights in int8, transposed to (Inputs, Outputs), with one scale per output.</summary>
internal sealed record ColumnQuantized(sbyte[] Values, float[] Scales);

/// <summary>
/// Quantizes a linear layer symmetrically to int8 with one scale per output, for <c>DynamicQuantizeMatMul</c>.
/// </summary>
internal static class ColumnQuantizer
{
    /// <param name="rows">(outputs, inputs), row-major</param>
    /// <param name="outputs">Rows of the matrix.</param>
    /// <param name="inputs">Columns of the matrix.</param>
    public static ColumnQuantized Quantize(ReadOnlySpan<float> rows, int outputs, int inputs)
    {
        var values = new sbyte[rows.Length]; // (inputs, outputs)
        var scales = new float[outputs];
        for (var o = 0; o < outputs; o++)
        {
            var row = rows.Slice(o * inputs, inputs);
            var scale = SymmetricScale.Of(row, 127);
            scales[o] = scale;
            for (var i = 0; i < inputs; i++)
            {
                values[(i * outputs) + o] = (sbyte)SymmetricScale.Round(row[i], scale, 127);
            }
        }

        return new ColumnQuantized(values, scales);
    }

    /// <summary>
    /// The matrix that the steps stand for, (outputs, inputs): within half a step of what was quantized.
    /// </summary>
    public static float[] Dequantize(ColumnQuantized quantized)
    {
        var outputs = quantized.Scales.Length;
        var inputs = quantized.Values.Length / outputs;
        var rows = new float[quantized.Values.Length];
        for (var o = 0; o < outputs; o++)
        for (var i = 0; i < inputs; i++)
            rows[(o * inputs) + i] = quantized.Values[(i * outputs) + o] * quantized.Scales[o];
        return rows;
    }
}
