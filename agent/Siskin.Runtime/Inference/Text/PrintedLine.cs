using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>A line of print that was read somewhere in a frame.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Confidence">How sure they are on average, 0 to 1.</param>
/// <param name="At">Its middle, in fractions of the frame.</param>
internal readonly record struct PrintedLine(string Text, double Confidence, FramePoint At);

/// <summary>Reads all lines of print in a frame.</summary>
/// <param name="frame">The frame.</param>
/// <param name="progress">Called after every graph that ran, or null.</param>
/// <param name="cancellation">Looked at before each line.</param>
internal delegate IReadOnlyList<PrintedLine> PrintLook(
    SKBitmap frame,
    Action? progress,
    CancellationToken cancellation
);
