using SkiaSharp;

namespace Siskin.Agent.Models;

/// <summary>A synthetic camera frame for measurements and for warming up: a colour gradient, as JPEG.</summary>
internal static class TestFrame
{
    public static byte[] Encode(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        using (
            var shader = SKShader.CreateLinearGradient(
                default,
                new SKPoint(width, height),
                [SKColors.DarkSlateGray, SKColors.AntiqueWhite],
                SKShaderTileMode.Clamp
            )
        )
        using (var paint = new SKPaint { Shader = shader })
            canvas.DrawRect(0, 0, width, height, paint);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 85);
        return data.ToArray();
    }
}
