namespace Siskin.Models.Export.Quantization;

/// <summary>Symmetric quantization: value = step x scale, zero stays exactly zero.</summary>
internal static class SymmetricScale
{
    /// <summary>
    /// The scale that puts the largest magnitude at <paramref name="steps"/>; 1 for a group of zeros.
    /// </summary>
    public static float Of(ReadOnlySpan<float> values, int steps)
    {
        float largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest > 0 ? largest / steps : 1;
    }

    /// <summary>The nearest step within plus and minus <paramref name="steps"/>.</summary>
    public static int Round(float value, float scale, int steps) =>
        Math.Clamp((int)MathF.Round(value / scale, MidpointRounding.ToEven), -steps, steps);
}
