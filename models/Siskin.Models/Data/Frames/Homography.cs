using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Perspective maps of a rectangle onto a quadrilateral.</summary>
internal static class Homography
{
    /// <summary>
    /// The map that takes the rectangle's corners (left top, right top, right bottom, left bottom) to the four points.
    /// </summary>
    public static SKMatrix FromRect(SKRect source, SKPoint a, SKPoint b, SKPoint c, SKPoint d)
    {
        // Heckbert's closed form for the unit square, after a map of the rectangle onto it.
        var dx1 = b.X - c.X;
        var dy1 = b.Y - c.Y;
        var dx2 = d.X - c.X;
        var dy2 = d.Y - c.Y;
        var sx = a.X - b.X + c.X - d.X;
        var sy = a.Y - b.Y + c.Y - d.Y;
        var determinant = (dx1 * dy2) - (dx2 * dy1);
        var g = ((sx * dy2) - (dx2 * sy)) / determinant;
        var h = ((dx1 * sy) - (sx * dy1)) / determinant;
        var square = new SKMatrix(
            b.X - a.X + (g * b.X),
            d.X - a.X + (h * d.X),
            a.X,
            b.Y - a.Y + (g * b.Y),
            d.Y - a.Y + (h * d.Y),
            a.Y,
            g,
            h,
            1
        );
        var toSquare = new SKMatrix(
            1 / source.Width,
            0,
            -source.Left / source.Width,
            0,
            1 / source.Height,
            -source.Top / source.Height,
            0,
            0,
            1
        );
        return SKMatrix.Concat(square, toSquare);
    }
}
