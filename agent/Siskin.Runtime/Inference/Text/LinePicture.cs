using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Cuts a line of print out of a frame as the recognition graph takes it: 48 pixels high, as wide as its proportions
/// say, blue, green and red from -1 to 1. Its buffer is made at the first line.
/// </summary>
internal sealed class LinePicture : IDisposable
{
    /// <summary>Widest line in pixels; a longer one is pressed together.</summary>
    public const int MaxWidth = 640;

    // Narrower ones are padded with grey on the right, as the graph saw them in its training.
    private const int MinWidth = 96,
        Narrowest = 16;

    private const int Height = OcrSessions.LineHeight;
    private const int Channels = 3;

    private float[]? _pixels;
    private SKBitmap? _line;

    /// <summary>
    /// The line's pixels (3, 48, W) and their width, 96 to <see cref="MaxWidth"/>; valid until the next call.
    /// </summary>
    /// <param name="frame">The frame, of which pixels outside count as grey.</param>
    /// <param name="box">The line in it.</param>
    /// <param name="width">W.</param>
    public Memory<float> Prepare(SKImage frame, LineBox box, out int width)
    {
        _pixels ??= GC.AllocateUninitializedArray<float>(Channels * Height * MaxWidth, pinned: true);
        _line ??= new SKBitmap(new SKImageInfo(MaxWidth, Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        var used = (int)Math.Clamp(Math.Ceiling(Height * box.Width / box.Height), Narrowest, MaxWidth);
        width = Math.Max(used, MinWidth);
        UprightCanvas.DrawLine(_line, frame, box, used);
        var pixels = _pixels.AsSpan(0, Channels * Height * width);
        Normalize(_line.GetPixelSpan(), _line.RowBytes, used, width, pixels);
        return _pixels.AsMemory(0, pixels.Length);
    }

    // (x / 255 - 0.5) / 0.5; 0, which is grey, right of the line.
    private static void Normalize(ReadOnlySpan<byte> bgra, int rowBytes, int used, int width, Span<float> pixels)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var y = 0; y < Height; y++)
            {
                var source = bgra.Slice(y * rowBytes, 4 * used);
                var target = pixels.Slice(((channel * Height) + y) * width, width);
                for (var x = 0; x < used; x++)
                    target[x] = (source[(4 * x) + channel] / 127.5f) - 1;
                target[used..].Clear();
            }
        }
    }

    public void Dispose() => _line?.Dispose();
}
