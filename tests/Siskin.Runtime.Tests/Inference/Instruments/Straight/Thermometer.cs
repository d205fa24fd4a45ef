using Siskin.Runtime.Inference.Instruments.Straight;
using SkiaSharp;

namespace Siskin.Runtime.Tests.Inference.Instruments.Straight;

/// <summary>An upright thermometer, drawn for a test: Celsius on its left, perhaps Fahrenheit on its right.</summary>
internal static class Thermometer
{
    /// <summary>Width and height of the frame in pixels.</summary>
    public const int Width = 200,
        Height = 480;

    /// <summary>Where the tube is, in pixels from the left.</summary>
    public const int Tube = 100;

    // Pixels for a degree Celsius, and where zero is.
    private const double Degree = 4,
        Zero = 300;

    /// <summary>Where a temperature in degrees Celsius is, in pixels from the top.</summary>
    public static double Row(double celsius) => Zero - (Degree * celsius);

    /// <summary>
    /// Numerals from -30 to 50 degrees Celsius in tens; those below zero have a minus if they are signed.
    /// </summary>
    /// <param name="signed">Whether a minus is printed.</param>
    /// <param name="above">Pixels by which they stand above their marks.</param>
    public static IReadOnlyList<ScaleNumeral> Celsius(bool signed = true, double above = 0) =>
        [
            .. Enumerable
                .Range(-3, 9)
                .Select(ten => Numeral(signed ? 10 * ten : Math.Abs(10 * ten), 60, Row(10 * ten) - above)),
        ];

    /// <summary>Numerals from -20 to 120 degrees Fahrenheit in twenties, on the right.</summary>
    public static IReadOnlyList<ScaleNumeral> Fahrenheit() =>
        [.. Enumerable.Range(-1, 8).Select(twenty => Numeral(20 * twenty, 140, Row(((20 * twenty) - 32) / 1.8)))];

    /// <summary>The frame: marks of both scales, long ones beside numerals, and a red column.</summary>
    public static SKBitmap Draw(double celsius)
    {
        var frame = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(frame);
        canvas.Clear(new SKColor(225, 220, 205));
        using var ink = new SKPaint { Color = new SKColor(40, 40, 40), StrokeWidth = 2 };
        for (var degrees = -34; degrees <= 52; degrees += 2)
        {
            var row = (float)Row(degrees);
            canvas.DrawLine(degrees % 10 == 0 ? 72 : 84, row, 94, row, ink);
        }

        for (var degrees = -25; degrees <= 125; degrees += 5)
        {
            var row = (float)Row((degrees - 32) / 1.8);
            canvas.DrawLine(degrees % 20 == 0 ? 128 : 116, row, 106, row, ink);
        }

        using var glass = new SKPaint { Color = new SKColor(245, 245, 245) };
        canvas.DrawRect(Tube - 4, 40, 8, Height - 60, glass);
        using var liquid = new SKPaint { Color = new SKColor(200, 30, 40) };
        canvas.DrawRect(Tube - 3, (float)Row(celsius), 6, Height - 20 - (float)Row(celsius), liquid);
        canvas.Flush();
        return frame;
    }

    private static ScaleNumeral Numeral(double value, double x, double y) => new(value, x, y, 24, 14, 0.98);
}
