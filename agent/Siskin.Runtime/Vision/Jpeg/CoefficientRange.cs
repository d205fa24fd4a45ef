namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// What coefficients can be. Pixels of 8 bits, centred, are -128 to 127; the transform of a block of them (ITU-T T.81,
/// A.3.3) is within 8 x 128 at every place, because no row of the transform's basis has a sum of absolute values above
/// the square root of 8.
/// </summary>
internal static class CoefficientRange
{
    // A quarter more, for encoders that sharpen edges beyond white and black before they clip.
    private const int Max = 1024 + 256;

    /// <summary>
    /// Longest difference of means and longest other coefficient in bits (ITU-T T.81, tables F.1 and F.2).
    /// </summary>
    public const int MaxDcBits = 11,
        MaxAcBits = 10;

    /// <summary>Whether a quantized coefficient can come from pixels; half a step may be rounding.</summary>
    public static bool Holds(int coefficient, int step) => Math.Abs(coefficient) * (long)step <= Max + (step / 2);
}
