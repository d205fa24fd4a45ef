using System.Text.RegularExpressions;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>
/// Reads all numbers that are printed in a frame, those that stand one below the other each by itself.
/// </summary>
/// <param name="frame">The frame.</param>
/// <param name="side">Of the square with as many pixels as are looked at.</param>
/// <param name="progress">Called after every graph that ran, or null.</param>
/// <param name="cancellation">Looked at before each line.</param>
internal delegate IReadOnlyList<ScaleNumeral> NumeralLook(
    SKBitmap frame,
    int side,
    Action? progress,
    CancellationToken cancellation
);

/// <inheritdoc cref="NumeralLook"/>
/// <param name="finder">Finds lines.</param>
/// <param name="reader">Reads each.</param>
internal sealed partial class NumeralReader(LineFinder finder, LineReader reader)
{
    // Below this a text is dirt or a logo; what is no numeral of the scale does not fit among the others anyway.
    private const double LeastConfidence = 0.4;

    // Times its height that a line may be wide: a stack of numerals, and a number that stands by itself.
    private const double WidestStack = 40,
        WidestNumber = 7;

    // A frame full of small print is no instrument, and each line takes milliseconds.
    private const int MostLines = 120;

    /// <inheritdoc cref="NumeralLook"/>
    public IReadOnlyList<ScaleNumeral> Read(SKBitmap frame, int side, Action? progress, CancellationToken cancellation)
    {
        using var image = FrameImage.Shared(frame);
        var found = finder.Find(image, LineSearch.Along(frame.Width, frame.Height, side, WidestStack));
        progress?.Invoke();
        var numerals = new List<ScaleNumeral>();
        var left = MostLines;
        foreach (var box in found)
        {
            if (LineStack.MayBe(box))
                foreach (var line in LineStack.Split(image, box))
                    Read(line);
            else if (box.Width <= WidestNumber * box.Height)
                Read(box);
        }

        return numerals;

        void Read(LineBox line)
        {
            if (left-- <= 0)
                return;
            cancellation.ThrowIfCancellationRequested();
            var (text, confidence) = reader.Read(image, line).BestPath();
            progress?.Invoke();
            if (confidence > LeastConfidence && Number(text) is { } value)
                numerals.Add(new ScaleNumeral(value, line.X, line.Y, line.Width, line.Height, confidence));
        }
    }

    /// <summary>
    /// The number that a text is, or is but for the marks of the scale beside it ("=80", "-120", "E110", "30|"); null
    /// for any other.
    /// </summary>
    internal static double? Number(string text) =>
        PrintedNumber.Parse(text) is { } number ? number
        : BesideMarks().Match(text.Replace(" ", "", StringComparison.Ordinal)) is { Success: true } match
            ? PrintedNumber.Parse(match.Groups[1].Value)
        : null;

    [GeneratedRegex(@"^[-+=_–—|'.·°~EFTt/:;()\[\]<>\\]*?([-–]?\d{1,4}(?:[.,]\d)?)[-=_–—|'.·°~EFTtCc/:;()\[\]<>\\]*$")]
    private static partial Regex BesideMarks();
}
