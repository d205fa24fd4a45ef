using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// What lamps, windows, hands and time do to the view of an instrument: gradients, glare, shadows, reflections, dirt.
/// </summary>
internal sealed class Lighting
{
    // Shadows lie one over another; where all of them meet, this share of the light is left to read by. Less would
    // fall below what exposure and noise clip.
    private const float MinLight = 0.33f;

    private float _light = 1;

    private Lighting() { }

    /// <summary>Adds a drawn selection of faults; <paramref name="severity"/> 0 adds none, 1 the full range.</summary>
    public static void Apply(Random rng, SKBitmap bitmap, double severity)
    {
        var light = new Lighting();
        using var canvas = new SKCanvas(bitmap);
        var area = new SKRect(0, 0, bitmap.Width, bitmap.Height);
        Maybe(0.45, light.Gradient);
        Maybe(0.13, light.Shadow);
        Maybe(0.14, Glare);
        Maybe(0.10, Streak);
        Maybe(0.10, Reflection);
        Maybe(0.12, Dirt);
        Maybe(0.15, light.Vignette);
        canvas.Flush();

        void Maybe(double share, Action<Random, SKCanvas, SKRect> fault)
        {
            if (rng.Chance(share * severity))
            {
                fault(rng, canvas, area);
            }
        }
    }

    // The opacity of the next shadow, no more than leaves the least light.
    private byte Dim(Random rng, double low, double high)
    {
        var opacity = Math.Max(0, Math.Min(rng.Between(low, high) / 255, 1 - (MinLight / _light)));
        _light *= 1 - opacity;
        return (byte)(255 * opacity);
    }

    private static SKPoint Within(Random rng, SKRect area) =>
        new(rng.Between(area.Left, area.Right), rng.Between(area.Top, area.Bottom));

    private void Gradient(Random rng, SKCanvas canvas, SKRect area)
    {
        var turn = rng.Between(0, 2 * Math.PI);
        var reach = Math.Max(area.Width, area.Height) / 2;
        var toward = new SKPoint(MathF.Cos(turn) * reach, MathF.Sin(turn) * reach);
        var middle = new SKPoint(area.MidX, area.MidY);
        var color =
            rng.Chance(0.6) ? SKColors.Black
            : rng.Chance(0.7) ? SKColors.White
            : Palette.Any(rng);
        var strength = color == SKColors.White ? (byte)rng.Between(20, 130) : Dim(rng, 20, 130);
        using var shader = SKShader.CreateLinearGradient(
            middle - toward,
            middle + toward,
            [color.WithAlpha(0), color.WithAlpha(strength)],
            SKShaderTileMode.Clamp
        );
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(area, paint);
    }

    private void Shadow(Random rng, SKCanvas canvas, SKRect area)
    {
        // A half plane with a soft edge: the camera's own holder, a pipe, a hand.
        var from = Within(rng, area);
        var turn = rng.Between(0, 2 * Math.PI);
        var softness = rng.Between(0.02, 0.3) * area.Height;
        var to = from + new SKPoint(MathF.Cos(turn) * softness, MathF.Sin(turn) * softness);
        using var shader = SKShader.CreateLinearGradient(
            from,
            to,
            [SKColors.Transparent, SKColors.Black.WithAlpha(Dim(rng, 40, 120))],
            SKShaderTileMode.Clamp
        );
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(area, paint);
    }

    private static void Glare(Random rng, SKCanvas canvas, SKRect area)
    {
        var count = rng.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            var center = Within(rng, area);
            var radius = rng.LogBetween(0.04, 0.28) * Math.Min(area.Width, area.Height);
            // The smaller, the brighter: a large bright spot would hide what is to be read.
            var strength = (byte)rng.Between(70, radius < 0.12 * Math.Min(area.Width, area.Height) ? 255 : 150);
            var color = rng.Chance(0.75) ? SKColors.White : Palette.Hsv(rng.Between(0, 360), rng.Between(0, 0.5), 1);
            var core = rng.Between(0, 0.8);
            using var shader = SKShader.CreateRadialGradient(
                center,
                radius,
                [color.WithAlpha(strength), color.WithAlpha(strength), color.WithAlpha(0)],
                [0, core, 1],
                SKShaderTileMode.Clamp
            );
            using var paint = new SKPaint { Shader = shader };
            canvas.Save();
            canvas.RotateDegrees(rng.Between(0, 180), center.X, center.Y);
            canvas.Scale(1, rng.Between(0.3, 1), center.X, center.Y);
            canvas.DrawRect(SKRect.Create(center.X - radius, center.Y - radius, 2 * radius, 2 * radius), paint);
            canvas.Restore();
        }
    }

    private static void Streak(Random rng, SKCanvas canvas, SKRect area)
    {
        var a = Within(rng, area);
        var turn = rng.Chance(0.5) ? rng.Between(-0.2, 0.2) : rng.Between(0, Math.PI);
        var reach = area.Width + area.Height;
        var arm = new SKPoint(MathF.Cos(turn) * reach, MathF.Sin(turn) * reach);
        using var blur = SKMaskFilter.CreateBlur(
            SKBlurStyle.Normal,
            Math.Max(0.5f, rng.Between(0, 0.03) * area.Height)
        );
        using var paint = Palette.Pen(
            SKColors.White.WithAlpha((byte)rng.Between(40, 150)),
            rng.Between(0.01, 0.06) * area.Height
        );
        paint.MaskFilter = blur;
        canvas.DrawLine(a - arm, a + arm, paint);
    }

    private static void Reflection(Random rng, SKCanvas canvas, SKRect area)
    {
        // A window or lamp mirrored in the cover glass: a pale quadrilateral.
        var center = Within(rng, area);
        var size = rng.Between(0.2, 0.8) * Math.Min(area.Width, area.Height);
        using var path = new SKPath();
        path.MoveTo(center.X - size, center.Y - (size * rng.Between(0.3, 1)));
        path.LineTo(center.X + (size * rng.Between(0.3, 1)), center.Y - (size * rng.Between(0.3, 1)));
        path.LineTo(center.X + (size * rng.Between(0.3, 1)), center.Y + size);
        path.LineTo(center.X - (size * rng.Between(0.3, 1)), center.Y + (size * rng.Between(0.3, 1)));
        path.Close();
        using var paint = Palette.Fill(
            Palette.Mix(SKColors.White, Palette.Any(rng), rng.Between(0, 0.3)).WithAlpha((byte)rng.Between(20, 90))
        );
        canvas.DrawPath(path, paint);
    }

    private static void Dirt(Random rng, SKCanvas canvas, SKRect area)
    {
        var count = rng.Next(2, 14);
        using var paint = Palette.Fill(SKColors.Black);
        for (var i = 0; i < count; i++)
        {
            paint.Color = Palette
                .Hsv(rng.Between(20, 60), rng.Between(0, 0.5), rng.Between(0, 1))
                .WithAlpha((byte)rng.Between(40, 160));
            var spot = Within(rng, area);
            canvas.DrawOval(
                spot.X,
                spot.Y,
                rng.LogBetween(0.003, 0.03) * area.Height,
                rng.LogBetween(0.003, 0.03) * area.Height,
                paint
            );
        }
    }

    private void Vignette(Random rng, SKCanvas canvas, SKRect area)
    {
        var radius =
            rng.Between(0.6, 1) * MathF.Sqrt((area.Width * area.Width) + (area.Height * area.Height)) / 2 * 1.2f;
        var center = new SKPoint(
            area.MidX + (area.Width * rng.Between(-0.2, 0.2)),
            area.MidY + (area.Height * rng.Between(-0.2, 0.2))
        );
        using var shader = SKShader.CreateRadialGradient(
            center,
            radius,
            [SKColors.Transparent, SKColors.Transparent, SKColors.Black.WithAlpha(Dim(rng, 60, 200))],
            [0, rng.Between(0.3, 0.7), 1],
            SKShaderTileMode.Clamp
        );
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(area, paint);
    }
}
