using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>The file formats in which frames arrive: mostly JPEG, of any quality.</summary>
internal static class FrameEncoding
{
    // What is smaller does not survive strong compression: a JPEG's blocks have eight pixels.
    private const float Fine = 9;

    /// <summary>Encodes the picture; with <paramref name="severity"/> 0 always as JPEG of quality 95.</summary>
    /// <param name="rng">Source of format and quality.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="detail">Size in pixels of what must stay recognizable.</param>
    /// <param name="severity">0 to 1.</param>
    public static byte[] Encode(Random rng, SKBitmap picture, float detail, double severity)
    {
        var worst = detail < Fine ? 60 : 25;
        if (rng.Chance(0.12 * severity))
        {
            // Cropped by software from a compressed picture: the blocks of two compressions.
            using var once = picture.Encode(SKEncodedImageFormat.Jpeg, rng.Next(Math.Max(worst, 40), 90));
            using var again = SKBitmap.Decode(once);
            return Write(rng, again, worst, severity);
        }

        return Write(rng, picture, worst, severity);
    }

    private static byte[] Write(Random rng, SKBitmap picture, int worst, double severity)
    {
        var (format, quality) =
            severity <= 0
                ? (SKEncodedImageFormat.Jpeg, 95)
                : rng.Weighted(0.9, 0.06, 0.04) switch
                {
                    0 => (SKEncodedImageFormat.Jpeg, rng.Next(worst, 96)),
                    1 => (SKEncodedImageFormat.Png, 100),
                    _ => (SKEncodedImageFormat.Webp, rng.Next(Math.Max(worst, 30), 91)),
                };
        using var data =
            picture.Encode(format, quality)
            ?? throw new InvalidOperationException(
                $"Frame of {picture.Width} x {picture.Height} px could not be encoded as {format}."
            );
        return data.ToArray();
    }
}
