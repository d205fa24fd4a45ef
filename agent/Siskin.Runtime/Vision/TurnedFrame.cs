using SkiaSharp;

namespace Siskin.Runtime.Vision;

/// <summary>Turns frames slightly, as if the camera hung askew.</summary>
public static class TurnedFrame
{
    /// <summary>
    /// A new frame of the same size, turned clockwise around its middle; what is beyond its edges is as they are. The
    /// caller disposes it.
    /// </summary>
    public static SKBitmap Of(SKBitmap frame, double degrees)
    {
        var turned = new SKBitmap(new SKImageInfo(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(turned);
        using var image = FrameImage.Shared(frame);
        using var shader = image.ToShader(
            SKShaderTileMode.Clamp,
            SKShaderTileMode.Clamp,
            new SKSamplingOptions(SKFilterMode.Linear),
            SKMatrix.CreateRotationDegrees((float)degrees, frame.Width / 2f, frame.Height / 2f)
        );
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, frame.Width, frame.Height, paint);
        canvas.Flush();
        return turned;
    }
}
