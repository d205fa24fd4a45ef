namespace Siskin.Runtime.Bundles;

/// <summary>
/// How a 16-bit tensor represents real numbers: <c>real = (step - ZeroPoint) * Scale</c>, steps 0 to 65535.
/// </summary>
/// <param name="Scale">Size of one step, above 0.</param>
/// <param name="ZeroPoint">The step that is exactly zero.</param>
public readonly record struct LinearQuantization(float Scale, int ZeroPoint)
{
    /// <summary>The largest step.</summary>
    public const int Steps = ushort.MaxValue;

    /// <summary>The nearest step (ties to even, as <c>QuantizeLinear</c>); beyond the range, its end.</summary>
    public ushort Quantize(float real) =>
        (ushort)Math.Clamp(MathF.Round(real / Scale, MidpointRounding.ToEven) + ZeroPoint, 0, Steps);

    /// <summary>Quantizes value by value.</summary>
    /// <exception cref="ArgumentException"><paramref name="steps"/> is shorter than
    /// <paramref name="reals"/>.</exception>
    public void Quantize(ReadOnlySpan<float> reals, Span<ushort> steps)
    {
        if (steps.Length < reals.Length)
            throw new ArgumentException($"{steps.Length} steps for {reals.Length} values", nameof(steps));
        for (var i = 0; i < reals.Length; i++)
            steps[i] = Quantize(reals[i]);
    }

    /// <summary>The real number of a step.</summary>
    public float Dequantize(ushort step) => (step - ZeroPoint) * Scale;

    /// <summary>The real numbers of steps.</summary>
    /// <exception cref="ArgumentException"><paramref name="reals"/> is shorter than
    /// <paramref name="steps"/>.</exception>
    public void Dequantize(ReadOnlySpan<ushort> steps, Span<float> reals)
    {
        if (reals.Length < steps.Length)
            throw new ArgumentException($"{reals.Length} values for {steps.Length} steps", nameof(reals));
        for (var i = 0; i < steps.Length; i++)
            reals[i] = (steps[i] - ZeroPoint) * Scale;
    }
}
