using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Finds and reads whatever short lines are printed in a frame: the detection graph, then the recognition graph for each
/// line. Used by one request at a time.
/// </summary>
internal sealed class PrintReader : IDisposable
{
    private readonly LineFinder _finder;
    private readonly LineReader _reader;

    private PrintReader(OcrSessions sessions, LineFinder finder) =>
        (_finder, _reader) = (finder, new LineReader(sessions));

    /// <summary>One over a bundle's graphs; null where they have none that finds lines.</summary>
    public static PrintReader? Of(OcrSessions? sessions) =>
        sessions?.Detection is { } detection ? new PrintReader(sessions, new LineFinder(detection)) : null;

    /// <inheritdoc cref="PrintLook"/>
    public IReadOnlyList<PrintedLine> Read(SKBitmap frame, Action? progress, CancellationToken cancellation)
    {
        using var pixels = frame.PeekPixels();
        using var image = SKImage.FromPixels(pixels); // shares them
        var boxes = _finder.Find(image);
        progress?.Invoke();
        var lines = new List<PrintedLine>(boxes.Count);
        foreach (var box in boxes)
        {
            cancellation.ThrowIfCancellationRequested();
            var (text, confidence) = _reader.Read(image, box).BestPath();
            if (text.Length > 0)
                lines.Add(
                    new PrintedLine(text, confidence, new FramePoint(box.X / frame.Width, box.Y / frame.Height))
                );
            progress?.Invoke();
        }

        return lines;
    }

    public void Dispose()
    {
        _finder.Dispose();
        _reader.Dispose();
    }
}
