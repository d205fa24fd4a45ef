using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// What alignment and cropping software does to a picture before it arrives: small turns, new sizes, jagged edges.
/// </summary>
internal static class Resampling
{
    /// <summary>A resampled copy, or null when the picture stays as it is.</summary>
    public static SKBitmap? Apply(Random rng, SKBitmap source, float detail, double severity)
    {
        if (!rng.Chance(0.4 * severity))
        {
            return null;
        }

        // Never fewer than about eight pixels for what has to be read, nor a frame smaller than anybody sends.
        var min = Math.Clamp(Math.Max(8 / detail, 26.0 / Math.Max(source.Width, source.Height)), 0.2, 1);
        var small = rng.Between(Math.Max(min, 0.3), 1);
        var first = Redraw(
            source,
            small,
            rng.Chance(0.4) ? rng.Between(-4, 4) : 0,
            rng.Chance(0.4) && detail * small > 14
                ? new SKSamplingOptions(SKFilterMode.Nearest)
                : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
        );
        if (rng.Chance(0.35))
        {
            return first;
        }

        using (first)
        {
            var sampling = rng.Weighted(3, 4, 3) switch
            {
                0 => new SKSamplingOptions(SKFilterMode.Nearest),
                1 => new SKSamplingOptions(SKFilterMode.Linear),
                _ => new SKSamplingOptions(SKCubicResampler.CatmullRom),
            };
            return Redraw(first, rng.Between(1, 1 / small), 0, sampling);
        }
    }

    private static SKBitmap Redraw(SKBitmap source, double scale, float degrees, SKSamplingOptions sampling)
    {
        var width = Math.Max(8, (int)Math.Round(source.Width * scale));
        var height = Math.Max(8, (int)Math.Round(source.Height * scale));
        var result = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(result);
        using var image = FrameImage.Shared(source);
        using var shader = image.ToShader(SKShaderTileMode.Clamp, SKShaderTileMode.Clamp, sampling);
        using var paint = new SKPaint { Shader = shader };
        canvas.Translate(width / 2f, height / 2f);
        canvas.RotateDegrees(degrees);
        canvas.Scale((float)width / source.Width, (float)height / source.Height);
        canvas.Translate(-source.Width / 2f, -source.Height / 2f);
        canvas.DrawPaint(paint);
        canvas.Flush();
        return result;
    }
}
