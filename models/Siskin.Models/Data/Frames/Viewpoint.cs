using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Where the camera stands: how much margin, rotation, shear and perspective a frame shows.</summary>
internal sealed record Viewpoint
{
    /// <summary>Least and largest length of the frame's longer side, in pixels.</summary>
    public (int Low, int High) LongSide { get; init; } = (64, 200);

    /// <summary>Margin around the content as a share of its size; negative values crop.</summary>
    public (double Low, double High) Margin { get; init; } = (-0.02, 0.12);

    /// <summary>Largest rotation to either side, in degrees.</summary>
    public double Rotation { get; init; } = 4;

    /// <summary>Largest movement of a corner, as a share of the content's size.</summary>
    public double Perspective { get; init; } = 0.05;

    /// <summary>Makes the frame's bitmap and the map from content to pixels.</summary>
    public View Place(Random rng, SKRect content)
    {
        var aspect = content.Width / content.Height * rng.Between(0.94, 1.06);
        var length = rng.LogBetween(LongSide.Low, LongSide.High);
        var width = Math.Max(8, (int)(aspect >= 1 ? length : length * aspect));
        var height = Math.Max(8, (int)(aspect >= 1 ? length / aspect : length));
        var (left, right) = (
            rng.Between(Margin.Low, Margin.High) * width,
            rng.Between(Margin.Low, Margin.High) * width
        );
        var (top, bottom) = (
            rng.Between(Margin.Low, Margin.High) * height,
            rng.Between(Margin.Low, Margin.High) * height
        );
        var inner = new SKRect(left, top, width - right, height - bottom);
        // A strip turns less than a square, or its ends would leave the frame.
        var steepest = Math.Min(Rotation, Math.Atan(0.35 * Math.Min(1, inner.Height / inner.Width)) * 180 / Math.PI);
        var turn = SKMatrix.CreateRotationDegrees(rng.Between(-steepest, steepest), inner.MidX, inner.MidY);
        var reach = rng.Chance(0.6) ? Perspective : 0;

        SKPoint Corner(float x, float y)
        {
            var moved = new SKPoint(
                x + (rng.Between(-reach, reach) * width),
                y + (rng.Between(-reach, reach) * height)
            );
            return turn.MapPoint(moved);
        }

        var map = Homography.FromRect(
            content,
            Corner(inner.Left, inner.Top),
            Corner(inner.Right, inner.Top),
            Corner(inner.Right, inner.Bottom),
            Corner(inner.Left, inner.Bottom)
        );
        return new View(width, height, map, inner.Height / content.Height);
    }
}

/// <summary>A blank frame and the map from the instrument's own units to its pixels.</summary>
/// <param name="Width">Frame width in pixels.</param>
/// <param name="Height">Frame height in pixels.</param>
/// <param name="Map">From content units to pixels.</param>
/// <param name="Scale">About how many pixels one content unit is.</param>
internal sealed record View(int Width, int Height, SKMatrix Map, float Scale)
{
    /// <summary>The pixels of a piece of content.</summary>
    public SKRect Pixels(SKRect content) => Map.MapRect(content);

    /// <summary>Draws in content units on a new bitmap filled with <paramref name="background"/>.</summary>
    public SKBitmap Render(SKColor background, Action<SKCanvas> draw)
    {
        var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(background);
        canvas.Concat(Map);
        draw(canvas);
        canvas.Flush();
        return bitmap;
    }
}
