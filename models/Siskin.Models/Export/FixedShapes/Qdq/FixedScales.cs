using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.FixedShapes.Qdq;

/// <summary>
/// Outputs whose 16-bit quantization follows from the operator: its range is known and the backend expects it.
/// </summary>
internal static class FixedScales
{
    /// <summary>The quantization of an operator's output, or null where it is calibrated.</summary>
    public static LinearQuantization? Of(string operation) =>
        operation switch
        {
            "Sigmoid" or "Softmax" => new LinearQuantization(1f / 65536, 0),
            "Tanh" => new LinearQuantization(1f / 32768, 32768),
            _ => null,
        };
}
