using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// The line beside every digit of a wheel at which tenths are read: right or left of it, or printed through it.
/// </summary>
/// <param name="Color">Its colour, mostly the digits'.</param>
/// <param name="Parts">From where to where it goes, in widths of the window from its middle.</param>
/// <param name="Below">How far below the digit's middle, in digit heights.</param>
/// <param name="Thickness">In heights of the window.</param>
internal sealed record IndexLine(
    SKColor Color,
    IReadOnlyList<(float From, float To)> Parts,
    float Below,
    float Thickness
)
{
    /// <summary>Whether it goes through the digit.</summary>
    public bool Crosses => IsAcross(Parts[0]);

    /// <summary>Draws place, length and colour for a wheel with the given colours.</summary>
    public static IndexLine Draw(Random rng, GlyphFace face, SKColor ground, SKColor ink)
    {
        var color = rng.Chance(0.8) ? ink : Palette.Apart(rng, ground, Palette.Any);
        var length = rng.Between(0.08, 0.26);
        // Through an angular 0 a line would make an 8 of it.
        (float From, float To)[] parts = rng.Weighted(3, 2, 2, face.IsAngular ? 0 : 5) switch
        {
            0 => [(0.5f - length, 0.5f)],
            1 => [(-0.5f, length - 0.5f)],
            2 => [(0.5f - length, 0.5f), (-0.5f, (length * rng.Between(0.5, 1)) - 0.5f)],
            // From the digit's left edge, or the window's, to the right one: it crosses the digit.
            _ => [(rng.Chance(0.8) ? -rng.Between(0.15, 0.35) : -0.5f, 0.5f)],
        };
        // Where it crosses, the middle is the place that makers choose; lower it would give a digit a foot.
        var below = IsAcross(parts[0]) || rng.Chance(0.7) ? rng.Between(-0.06, 0.06) : rng.Pick(-0.5f, 0.5f);
        return new IndexLine(color, parts, below, rng.LogBetween(0.015, 0.06));
    }

    private static bool IsAcross((float From, float To) part) => part.To - part.From > 0.6f;

    /// <summary>Draws it on a canvas whose origin is the middle of a digit.</summary>
    public void Draw(SKCanvas canvas, SKRect window, float digitHeight)
    {
        using var pen = Palette.Pen(Color, window.Height * Thickness);
        foreach (var (from, to) in Parts)
        {
            canvas.DrawLine(window.Width * from, Below * digitHeight, window.Width * to, Below * digitHeight, pen);
        }
    }
}
