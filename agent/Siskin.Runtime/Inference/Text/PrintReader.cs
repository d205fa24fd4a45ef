using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Finds and reads whatever short lines are printed in a frame: the detection graph, then the recognition graph for
/// each line. Used by one request at a time.
/// </summary>
/// <param name="finder">Finds lines.</param>
/// <param name="reader">Reads each.</param>
internal sealed class PrintReader(LineFinder finder, LineReader reader)
{
    // From here on what is read as a number is one, and what is read as a word no numeral that stands otherwise.
    private const double IsNumber = 0.9,
        IsWord = 0.8;
    private const int ShortestWord = 6;

    // Degrees: print that is turned by less is read as well without.
    private const double LeastTurn = 8;

    // What is a number upside down as well.
    private const string Reversible = "0689";

    /// <inheritdoc cref="PrintLook"/>
    public IReadOnlyList<PrintedLine> Read(
        SKBitmap frame,
        FramePoint? pivot,
        Action? progress,
        CancellationToken cancellation
    )
    {
        using var image = FrameImage.Shared(frame);
        var boxes = finder.Find(image, LineSearch.Numerals);
        progress?.Invoke();
        var lines = new List<PrintedLine>(boxes.Count);
        for (var line = 0; line < boxes.Count; line++)
        {
            var box = boxes[line];
            var text = Read(box);
            if (pivot is not { } middle || text.Text.Length == 0)
                continue;
            var (x, y) = (box.X - (middle.X * frame.Width), box.Y - (middle.Y * frame.Height));
            var outward = Math.Atan2(x, -y) * 180 / Math.PI;
            if (MayStandTurned(text.Text, text.Confidence, box.Degrees, outward))
                Read(box.Turned(outward));

            (string Text, double Confidence) Read(LineBox at)
            {
                cancellation.ThrowIfCancellationRequested();
                var (found, confidence) = reader.Read(image, at).BestPath();
                progress?.Invoke();
                if (found.Length > 0)
                    lines.Add(Printed(found, confidence, at, line, frame));
                return (found, confidence);
            }
        }

        return lines;
    }

    // Whether a line may say something else when it is read with its feet towards the pivot.
    private static bool MayStandTurned(string text, double confidence, double degrees, double outward)
    {
        if (Math.Abs(Math.IEEERemainder(outward - degrees, 360)) < LeastTurn)
            return false;
        if (
            confidence >= IsNumber
            && text.All(character => char.IsAsciiDigit(character) || character is '.' or ',' or '-')
        )
            return text.All(character => Reversible.Contains(character, StringComparison.Ordinal));
        return text.Length < ShortestWord || confidence < IsWord;
    }

    private static PrintedLine Printed(string text, double confidence, LineBox box, int line, SKBitmap frame)
    {
        var (sin, cos) = Math.SinCos(box.Degrees * Math.PI / 180);
        return new PrintedLine(text, confidence, new FramePoint(box.X / frame.Width, box.Y / frame.Height))
        {
            Line = line,
            Half = new FramePoint(cos * box.Width / 2 / frame.Width, sin * box.Width / 2 / frame.Height),
        };
    }
}
