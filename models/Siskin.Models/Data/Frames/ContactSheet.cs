using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>A picture of many frames with their answers, for looking at what a synthesizer draws.</summary>
public static class ContactSheet
{
    private const int LabelHeight = 16;
    private const float TextHeight = 10;

    /// <summary>
    /// Lays frames out in rows and returns a PNG; each is scaled to fit a cell of the given size in pixels.
    /// </summary>
    /// <exception cref="ArgumentException">A frame is missing or cannot be decoded.</exception>
    public static byte[] Draw(
        IReadOnlyList<Sample> samples,
        int columns = 12,
        int cellWidth = 110,
        int cellHeight = 110
    )
    {
        ArgumentNullException.ThrowIfNull(samples);
        var rows = (samples.Count + columns - 1) / columns;
        using var sheet = new SKBitmap(columns * cellWidth, rows * (cellHeight + LabelHeight));
        using var canvas = new SKCanvas(sheet);
        canvas.Clear(SKColors.White);
        using var ink = Palette.Fill(SKColors.Black);
        for (var i = 0; i < samples.Count; i++)
        {
            var cell = SKRect.Create(
                i % columns * cellWidth,
                i / columns * (cellHeight + LabelHeight),
                cellWidth,
                cellHeight
            );
            using var frame =
                SKBitmap.Decode(samples[i].Frame)
                ?? throw new ArgumentException($"Frame {i} ({samples[i].Task}) cannot be decoded.", nameof(samples));
            using var image = SKImage.FromBitmap(frame);
            var scale = Math.Min((cell.Width - 4) / frame.Width, (cell.Height - 4) / frame.Height);
            var place = SKRect.Create(
                cell.MidX - (frame.Width * scale / 2),
                cell.MidY - (frame.Height * scale / 2),
                frame.Width * scale,
                frame.Height * scale
            );
            canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear));
            var label = samples[i].Answer;
            var stretch = Math.Min(1, (cellWidth - 6) / Math.Max(1, StrokeFace.Plain.Measure(label) * TextHeight));
            StrokeFace.Plain.DrawCentred(
                canvas,
                label,
                cell.MidX,
                cell.Bottom + (LabelHeight / 2f),
                TextHeight,
                ink,
                stretch
            );
        }

        canvas.Flush();
        using var data = sheet.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
