using Siskin.Runtime.Bundles;
using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>What the model sees of a frame, as a picture for people.</summary>
public static class PreparedPicture
{
    /// <summary>
    /// The frame as the preprocessor prepares it, its filled border left out; the caller disposes it.
    /// </summary>
    public static SKBitmap Of(SKBitmap frame, VisionShape shape)
    {
        var fit = FrameGeometry.Fit(frame.Width, frame.Height, shape);
        var pixels = new float[3 * fit.Patches * shape.PatchSize * shape.PatchSize];
        var geometry = new FramePreprocessor(shape).Prepare(frame, pixels);
        var stride = geometry.PatchColumns * shape.PatchSize;
        var plane = pixels.Length / 3;
        var picture = new SKBitmap(
            new SKImageInfo(geometry.ScaledWidth, geometry.ScaledHeight, SKColorType.Rgba8888, SKAlphaType.Premul)
        );
        var bytes = picture.GetPixelSpan();
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var pixel = bytes.Slice((y * picture.RowBytes) + (4 * x), 4);
                for (var channel = 0; channel < 3; channel++)
                {
                    var value = pixels[(channel * plane) + (y * stride) + x];
                    pixel[channel] = (byte)
                        Math.Clamp(Math.Round(255 * ((value * shape.Std[channel]) + shape.Mean[channel])), 0, 255);
                }

                pixel[3] = 255;
            }
        }

        return picture;
    }
}
