using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Cuts rows of digits out of frames as <see cref="RowSpeller"/> sees them: 32 pixels high, as long as their proportions
/// say, grey behind their end and beyond the frame.
/// </summary>
public sealed class RowStrip : IDisposable
{
    /// <summary>Colours: red, green and blue.</summary>
    public const int Channels = 3;

    /// <summary>Pixels across.</summary>
    public const int Height = 32;

    /// <summary>Pixels along; a longer row is pressed together.</summary>
    public const int Length = 224;

    private const int Shortest = 16;

    private readonly SKBitmap _row = new(new SKImageInfo(Length, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));

    /// <summary>Cuts one out.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="pixels">(3, 32, 224) levels of 0 to 255.</param>
    /// <param name="stretched">The factor by which it is made longer than its proportions say.</param>
    internal void Cut(SKImage frame, LineBox row, Span<byte> pixels, double stretched = 1)
    {
        var used = (int)Math.Clamp(Math.Round(Height * stretched * row.Width / row.Height), Shortest, Length);
        UprightCanvas.DrawLine(_row, frame, row, used);
        var rgba = _row.GetPixelSpan();
        for (var channel = 0; channel < Channels; channel++)
        for (var y = 0; y < Height; y++)
        for (var x = 0; x < Length; x++)
            pixels[(((channel * Height) + y) * Length) + x] = rgba[(y * _row.RowBytes) + (4 * x) + channel];
    }

    /// <inheritdoc/>
    public void Dispose() => _row.Dispose();
}
