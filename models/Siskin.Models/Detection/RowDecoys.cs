using System.Globalization;
using Siskin.Models.Data.Frames;
using SkiaSharp;

namespace Siskin.Models.Detection;

/// <summary>
/// What stands around readings and is none: serial numbers, type plates, times that a camera prints, bar codes with
/// their digits, lists of decades, keys, words.
/// </summary>
/// <param name="fonts">What is printed with.</param>
internal sealed class RowDecoys(FrameFonts fonts)
{
    /// <summary>Draws some where there is room for them.</summary>
    /// <param name="rng">Which ones, and where.</param>
    /// <param name="canvas">In pixels of a scene.</param>
    /// <param name="area">The scene.</param>
    /// <param name="taken">What they must not cover; their own places are added.</param>
    /// <param name="height">The usual height of their characters, in pixels.</param>
    /// <param name="count">How many are tried.</param>
    public void Draw(Random rng, SKCanvas canvas, SKRect area, List<SKRect> taken, float height, int count)
    {
        for (; count > 0; count--)
        {
            var high = Math.Clamp(height * rng.LogBetween(0.35, 1.7), 4, 0.25f * area.Height);
            var lines = Lines(rng);
            var long_ = lines.Max(line => line.Length);
            var place = SKRect.Create(
                rng.Between(-0.1, 0.9) * area.Width,
                rng.Between(0, 0.95) * area.Height,
                0.62f * high * long_,
                1.5f * high * lines.Length
            );
            if (taken.Exists(other => other.IntersectsWith(SKRect.Inflate(place, 0.2f * high, 0.2f * high))))
                continue;
            taken.Add(place);
            canvas.Save();
            canvas.RotateDegrees(rng.Chance(0.8) ? rng.Between(-2, 2) : rng.Between(-15, 15), place.MidX, place.MidY);
            Write(rng, canvas, place, lines, high);
            canvas.Restore();
        }
    }

    private void Write(Random rng, SKCanvas canvas, SKRect place, string[] lines, float high)
    {
        var ground =
            rng.Chance(0.7) ? Palette.Light(rng)
            : rng.Chance(0.7) ? Palette.Dark(rng)
            : Palette.Any(rng);
        var plate = SKRect.Inflate(place, rng.Between(0.1, 0.8) * high, rng.Between(0.05, 0.5) * high);
        var hasPlate = rng.Chance(0.5);
        if (hasPlate)
        {
            using var fill = Palette.Fill(ground);
            var corner = rng.Chance(0.5) ? 0 : rng.Between(0, 0.4) * plate.Height;
            canvas.DrawRoundRect(plate, corner, corner, fill);
        }

        if (rng.Chance(hasPlate ? 0.3 : 0.1))
        {
            using var pen = Palette.Pen(Palette.Grey(rng, 0, 1), Math.Max(1, 0.06f * high));
            canvas.DrawRect(plate, pen);
        }

        using var ink = Palette.Fill(
            hasPlate ? Palette.Apart(rng, ground, any => any.Chance(0.8) ? Palette.Grey(any, 0, 1) : Palette.Any(any))
            : rng.Chance(0.85) ? Palette.Grey(rng, 0, 1)
            : Palette.Any(rng)
        );
        var face = fonts.TextFace(rng);
        if (rng.Chance(0.08))
        {
            WriteKeys(rng, canvas, place, lines, high, ink);
            return;
        }

        var top = place.Top;
        if (lines.Length == 1 && rng.Chance(0.1))
            DrawBars(rng, canvas, SKRect.Create(place.Left, place.Top - (1.6f * high), place.Width, 1.5f * high), ink);
        foreach (var line in lines)
        {
            face.Draw(canvas, line, place.Left, top + (1.2f * high), high, ink);
            top += 1.5f * high;
        }
    }

    private void WriteKeys(Random rng, SKCanvas canvas, SKRect place, string[] lines, float high, SKPaint ink)
    {
        using var key = Palette.Pen(ink.Color, Math.Max(1, 0.05f * high));
        var face = fonts.TextFace(rng);
        for (var row = 0; row < lines.Length; row++)
        {
            for (var i = 0; i < Math.Min(4, lines[row].Length); i++)
            {
                var (x, y) = (place.Left + (2.2f * high * i), place.Top + (2.2f * high * row));
                canvas.DrawRoundRect(x, y, 1.8f * high, 1.8f * high, 0.3f * high, 0.3f * high, key);
                face.Draw(canvas, lines[row][i..(i + 1)], x + (0.6f * high), y + (1.3f * high), 0.8f * high, ink);
            }
        }
    }

    private static void DrawBars(Random rng, SKCanvas canvas, SKRect place, SKPaint ink)
    {
        for (var x = place.Left; x < place.Right; x += place.Width * rng.Between(0.012, 0.04))
            canvas.DrawRect(x, place.Top, place.Width * rng.Between(0.004, 0.018), place.Height, ink);
    }

    private static string[] Lines(Random rng) =>
        rng.Weighted(5, 3, 3, 1.5, 1, 1.5) switch
        {
            0 => [Serial(rng)],
            1 => [.. Enumerable.Range(0, rng.Next(2, 6)).Select(_ => $"{SmallPrint.Draw(rng)} {SmallPrint.Draw(rng)}")],
            2 => [Words(rng)],
            3 => [Time(rng)],
            4 => [string.Join(' ', Enumerable.Range(0, 10).Take(rng.Next(4, 11)))],
            _ => [Words(rng), Serial(rng), .. Enumerable.Range(0, rng.Next(0, 3)).Select(_ => SmallPrint.Draw(rng))],
        };

    private static string Serial(Random rng)
    {
        var number = Digits(rng, rng.Next(4, 13));
        return rng.Weighted(3, 2, 2, 1, 1) switch
        {
            0 => number,
            1 => $"No {number}",
            2 => $"{rng.Next(10, 26)}-{number}",
            3 => $"{(char)('A' + rng.Next(26))}{rng.Next(10, 99)}{(char)('A' + rng.Next(26))}-{number}",
            _ => $"{number[..2]} {number[2..]}",
        };
    }

    private static string Time(Random rng)
    {
        var at = new DateTime(2015, 1, 1).AddMinutes(rng.Next(8_000_000));
        var format = rng.Pick(
            "yyyy-MM-dd HH:mm:ss",
            "dd/MM/yyyy HH:mm",
            "dd.MM.yyyy",
            "HH:mm:ss",
            "MM-dd-yyyy ddd HH:mm"
        );
        return at.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Words(Random rng) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, rng.Next(1, 5))
                .Select(_ => string.Concat(Enumerable.Range(0, rng.Next(2, 9)).Select(_ => Letter(rng))))
        );

    private static char Letter(Random rng) => (char)('A' + rng.Next(26));

    private static string Digits(Random rng, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + rng.Next(10))));
}
