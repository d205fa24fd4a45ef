namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>How a <see cref="DialPicture"/> is unrolled.</summary>
/// <param name="X">The middle, to the right of the picture's own, in radii of the dial.</param>
/// <param name="Y">The middle, below the picture's own, likewise.</param>
/// <param name="Radius">How far from the middle the strip reaches, in radii of the dial.</param>
/// <param name="Turn">Where it begins, in radians clockwise from above.</param>
/// <param name="IsMirrored">Whether it runs anticlockwise.</param>
public readonly record struct DialView(double X, double Y, double Radius, double Turn = 0, bool IsMirrored = false)
{
    /// <summary>How far strips reach beyond the marks of a scale, whose ends are one radius from its pivot.</summary>
    public const double Usual = 1.1;

    /// <summary>About the picture's own middle, from above on.</summary>
    public static DialView Plain { get; } = new(0, 0, Usual);

    /// <summary>The angle of a point of the picture, in radians from where the strip begins, 0 to 2 pi.</summary>
    /// <param name="x">To the right of the picture's middle, in radii of the dial.</param>
    /// <param name="y">Below it.</param>
    public double AngleOf(double x, double y)
    {
        var angle = Math.Atan2(x - X, Y - y) - Turn;
        return (((IsMirrored ? -angle : angle) % Math.Tau) + Math.Tau) % Math.Tau;
    }
}
