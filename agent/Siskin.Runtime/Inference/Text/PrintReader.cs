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
    /// <inheritdoc cref="PrintLook"/>
    public IReadOnlyList<PrintedLine> Read(SKBitmap frame, Action? progress, CancellationToken cancellation)
    {
        using var pixels = frame.PeekPixels();
        using var image = SKImage.FromPixels(pixels); // shares them
        var boxes = finder.Find(image, LineSearch.Numerals);
        progress?.Invoke();
        var lines = new List<PrintedLine>(boxes.Count);
        foreach (var box in boxes)
        {
            cancellation.ThrowIfCancellationRequested();
            var (text, confidence) = reader.Read(image, box).BestPath();
            if (text.Length > 0)
                lines.Add(new PrintedLine(text, confidence, new FramePoint(box.X / frame.Width, box.Y / frame.Height)));
            progress?.Invoke();
        }

        return lines;
    }
}
