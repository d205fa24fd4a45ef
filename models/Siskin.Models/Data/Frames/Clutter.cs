using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>What is in a picture in which nothing is to be read.</summary>
internal enum ClutterKind
{
    /// <summary>Any of it but brushed metal.</summary>
    Any,

    /// <summary>A plain or brushed surface, or one with edges.</summary>
    Bare,

    /// <summary>Blobs, bricks, patches.</summary>
    Shapes,
}

/// <summary>Pictures in which nothing is to be read: walls, pipes, blobs, darkness, a lens cap.</summary>
internal static class Clutter
{
    /// <summary>Draws one; the receiver disposes it.</summary>
    /// <param name="rng">Source of everything.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="kind">What is in it.</param>
    public static SKBitmap Draw(Random rng, int width, int height, ClutterKind kind)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        // A skin or a wall may have any colour; what is beside a counter's digits is metal, enamel or plastic.
        var ground =
            kind == ClutterKind.Bare
                ? Palette.Hsv(rng.Between(0, 360), rng.Between(0, 0.4), rng.Between(0.05, 1))
                : Palette.Any(rng);
        canvas.Clear(rng.Chance(0.75) ? Palette.Grey(rng, 0, 1) : ground);
        switch (
            kind switch
            {
                ClutterKind.Bare => rng.Pick(0, 1, 1, 6),
                ClutterKind.Shapes => rng.Next(2, 6),
                _ => rng.Next(6),
            }
        )
        {
            case 0:
                break;
            case 1:
                DrawEdges(rng, canvas, width, height);
                break;
            case 2:
                DrawBlobs(rng, canvas, width, height);
                break;
            case 3:
                DrawBricks(rng, canvas, width, height);
                break;
            case 4:
                DrawPatches(rng, canvas, width, height);
                break;
            case 6:
                Metalwork.DrawBrushed(rng, canvas, width, height);
                break;
            default:
                DrawPatches(rng, canvas, width, height);
                DrawEdges(rng, canvas, width, height);
                break;
        }

        canvas.Flush();
        return bitmap;
    }

    private static void DrawEdges(Random rng, SKCanvas canvas, int width, int height)
    {
        var turn = rng.Between(-0.6, 0.6);
        var slope = new SKPoint(MathF.Cos(turn) * width * 2, MathF.Sin(turn) * width * 2);
        var count = rng.Next(1, 6);
        // Machined edges are often beyond the depth of field.
        using var blur = rng.Chance(0.4)
            ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, rng.LogBetween(0.01, 0.06) * height)
            : null;
        for (var i = 0; i < count; i++)
        {
            var middle = new SKPoint(width / 2f, rng.Between(0, height));
            using var pen = Palette.Pen(Palette.Grey(rng, 0, 1), rng.LogBetween(0.01, 0.2) * height);
            pen.MaskFilter = blur;
            canvas.DrawLine(middle - slope, middle + slope, pen);
        }
    }

    private static void DrawBlobs(Random rng, SKCanvas canvas, int width, int height)
    {
        using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, rng.Between(0.01, 0.1) * height);
        var count = rng.Next(2, 9);
        for (var i = 0; i < count; i++)
        {
            using var paint = Palette.Fill(Palette.Any(rng));
            paint.MaskFilter = blur;
            canvas.DrawOval(
                rng.Between(0, width),
                rng.Between(0, height),
                rng.Between(0.05, 0.5) * width,
                rng.Between(0.05, 0.5) * height,
                paint
            );
        }
    }

    private static void DrawBricks(Random rng, SKCanvas canvas, int width, int height)
    {
        var (dx, dy) = (rng.Between(0.1, 0.5) * width, rng.Between(0.06, 0.3) * height);
        var stone = Palette.Hsv(rng.Between(0, 60), rng.Between(0, 0.6), rng.Between(0.3, 0.9));
        for (var (y, row) = (0f, 0); y < height; y += dy, row++)
        {
            for (var x = row % 2 == 0 ? 0 : -dx / 2; x < width; x += dx)
            {
                using var paint = Palette.Fill(Palette.Near(rng, stone, 0.2));
                canvas.DrawRect(x, y, dx * 0.93f, dy * 0.9f, paint);
            }
        }
    }

    private static void DrawPatches(Random rng, SKCanvas canvas, int width, int height)
    {
        var count = rng.Next(2, 7);
        for (var i = 0; i < count; i++)
        {
            using var path = new SKPath();
            path.MoveTo(rng.Between(-0.3, 1.3) * width, rng.Between(-0.3, 1.3) * height);
            var corners = rng.Next(2, 5);
            for (var corner = 0; corner < corners; corner++)
            {
                path.LineTo(rng.Between(-0.3, 1.3) * width, rng.Between(-0.3, 1.3) * height);
            }

            using var paint = Palette.Fill(rng.Chance(0.75) ? Palette.Grey(rng, 0, 1) : Palette.Any(rng));
            canvas.DrawPath(path, paint);
        }
    }
}
