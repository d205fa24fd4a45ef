using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Text;
using SkiaSharp;

namespace Siskin.Models.Strips.Rows;

/// <summary>A frame with a row of digits.</summary>
/// <param name="Frame">The frame; it lives as long as the process.</param>
/// <param name="Row">Where the row stands in it, in pixels; null where the frame is looked at as a whole.</param>
/// <param name="Text">What the row says; empty where there is none to be read.</param>
/// <param name="IsAlone">Whether the frame has no other row.</param>
internal sealed record DrawnRow(SKImage Frame, SKRect? Row, string Text, bool IsAlone)
{
    /// <summary>
    /// The sizes of the network. Channels are multiples of 16: with others oneDNN's convolutions of libtorch 2.10 gave
    /// NaN now and then.
    /// </summary>
    public static StripOptions Network { get; } =
        new(
            RowSpeller.Shape.Channels,
            RowSpeller.Shape.Height,
            RowSpeller.Shape.Length,
            RowSpeller.Shape.Outputs,
            Circular: false
        )
        {
            Stem = [16, 32, 48],
            Width = 80,
            Dilations = [1, 2, 4, 8, 1, 2],
        };

    /// <summary>The classes of its characters, see <see cref="RowSpeller.Characters"/>.</summary>
    public int[] Classes { get; } =
    [.. Text.Select(character => RowSpeller.Characters.IndexOf(character, StringComparison.Ordinal) + 1)];

    /// <summary>Drawn ones, counters and displays by turns.</summary>
    /// <param name="fonts">What is printed with.</param>
    /// <param name="count">How many.</param>
    /// <param name="stream">Which ones, see <see cref="SampleSeeds"/>.</param>
    /// <param name="drawn">Called for each.</param>
    public static List<DrawnRow> Draw(FrameFonts fonts, int count, int stream, Action drawn)
    {
        IInstrument[] instruments =
        [
            new CounterFrames(fonts, varied: true, anyMark: true),
            new DisplayFrames(fonts, varied: true),
        ];
        var rows = new List<DrawnRow>(count);
        for (var i = 0; rows.Count < count; i++)
        {
            var rng = new Random(SampleSeeds.Mix(stream, i));
            var drawing = instruments[i % instruments.Length].Draw(rng);
            using var bitmap = drawing.Bitmap;
            // One picture in five is taken in good light with a good camera.
            var severity = rng.Chance(0.2) ? 0.35 : 1;
            Lighting.Apply(rng, bitmap, severity);
            if (Capture.Take(rng, bitmap, drawing, severity) is not { } taken)
                continue;
            var isReadable = drawing.Answer != UnreadableFrames.Answer;
            using var decoded = SKBitmap.Decode(taken);
            var seen = SKImage.FromBitmap(decoded);
            rows.Add(
                new DrawnRow(
                    seen,
                    isReadable ? Bounds(drawing.Cells, (float)seen.Width / bitmap.Width) : null,
                    isReadable ? drawing.Answer : "",
                    drawing.Prompt is null
                )
            );
            drawn();
        }

        return rows;
    }

    /// <summary>Frames without a row that can be read.</summary>
    /// <param name="fonts">What is printed with.</param>
    /// <param name="count">How many.</param>
    public static List<DrawnRow> DrawOthers(FrameFonts fonts, int count)
    {
        var unreadable = new FrameSynthesizer(fonts, new FrameOptions { UnreadableShare = 1 });
        string[] tasks = [FrameTasks.Counter.Name, FrameTasks.Display.Name];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => unreadable.Next(tasks[i % tasks.Length], SampleSeeds.Mix(SampleSeeds.Rows + 1, i)))
                .Select(sample => new DrawnRow(SKImage.FromEncodedData(sample.Frame!), null, "", true)),
        ];
    }

    private static SKRect Bounds(IReadOnlyList<SKRect> cells, float scale)
    {
        var all = cells.Aggregate(SKRect.Union);
        return new SKRect(all.Left * scale, all.Top * scale, all.Right * scale, all.Bottom * scale);
    }
}
