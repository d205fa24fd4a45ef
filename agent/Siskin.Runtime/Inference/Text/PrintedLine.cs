using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>A line of print that was read somewhere in a frame.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Confidence">How sure they are on average, 0 to 1.</param>
/// <param name="At">Its middle, in fractions of the frame.</param>
internal readonly record struct PrintedLine(string Text, double Confidence, FramePoint At)
{
    /// <summary>Which line it is: one that was read at several turns has a text for each.</summary>
    public int Line { get; init; }

    /// <summary>From its middle to where its text ends, in fractions of the frame.</summary>
    public FramePoint Half { get; init; }

    /// <summary>The same line of the whole frame, of a part of which it was read.</summary>
    public PrintedLine Within(FrameRegion part) =>
        this with
        {
            At = At.Within(part),
            Half = new FramePoint(Half.X * part.Width, Half.Y * part.Height),
        };
}

/// <summary>Reads all lines of print in a frame.</summary>
/// <param name="frame">The frame.</param>
/// <param name="pivot">
/// What the lines may stand around, in fractions of the frame: those that are no numbers are read once more with their
/// feet towards it; null for none.
/// </param>
/// <param name="progress">Called after every graph that ran, or null.</param>
/// <param name="cancellation">Looked at before each line.</param>
internal delegate IReadOnlyList<PrintedLine> PrintLook(
    SKBitmap frame,
    FramePoint? pivot,
    Action? progress,
    CancellationToken cancellation
);
