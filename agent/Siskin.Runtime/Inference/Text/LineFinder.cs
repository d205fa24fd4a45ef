using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Finds lines of print in a frame by the detection graph. Used by one request at a time; its buffers are made at the
/// first frame, and again for a search on more pixels.
/// </summary>
/// <param name="sessions">Graphs with one that finds lines; they stay the caller's and must outlive it.</param>
internal sealed class LineFinder(OcrSessions sessions)
{
    // The graph halves both sides five times.
    private const int Multiple = 32;

    private const int Channels = 3;

    // Of the frame's area: what is smaller cannot be read. Pixels: what is thinner is a line that was drawn.
    private const double LeastArea = 1e-4,
        LeastSide = 3;

    // More boxes than these are a pattern.
    private const int MostLines = 80;

    // Blue, green, red: what the graph was trained with.
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    private float[]? _pixels;

    /// <summary>Where lines stand, in pixels of the frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="search">What is looked for.</param>
    /// <exception cref="BundleException">The graph cannot be used.</exception>
    public IReadOnlyList<LineBox> Find(SKImage frame, LineSearch search)
    {
        var scale = search.Side / (double)Math.Max(frame.Width, frame.Height);
        var (width, height) = (Rounded(frame.Width * scale), Rounded(frame.Height * scale));
        if (_pixels is null || _pixels.Length < Channels * width * height)
            _pixels = GC.AllocateUninitializedArray<float>(Channels * width * height, pinned: true);
        Prepare(frame, width, height, _pixels.AsSpan(0, Channels * width * height));
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            _pixels.AsMemory(0, Channels * width * height),
            [1, Channels, height, width]
        );
        using var outputs = sessions.Detect(input);
        var map = outputs[0].GetTensorDataAsSpan<float>(); // (1, 1, H, W)
        var (across, down) = (frame.Width / (double)width, frame.Height / (double)height);
        return
        [
            .. LineBoxes
                .Of(map, width, height)
                .Select(box => Scaled(box, across, down))
                .Where(box => IsLine(box, frame, search.Widest))
                .Take(MostLines),
        ];
    }

    private static int Rounded(double side) => Math.Max(1, (int)Math.Round(side / Multiple)) * Multiple;

    private static LineBox Scaled(LineBox box, double across, double down) =>
        box with
        {
            X = box.X * across,
            Y = box.Y * down,
            Width = box.Width * (across + down) / 2,
            Height = box.Height * (across + down) / 2,
        };

    private static bool IsLine(LineBox box, SKImage frame, double widest) =>
        box.Width >= LeastSide
        && box.Height >= LeastSide
        && box.Width <= widest * box.Height
        && box.Width * box.Height >= LeastArea * frame.Width * frame.Height;

    private static void Prepare(SKImage frame, int width, int height, Span<float> pixels)
    {
        using var small = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(small))
        {
            var sampling =
                width < frame.Width
                    ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
                    : new SKSamplingOptions(SKCubicResampler.Mitchell);
            canvas.DrawImage(frame, new SKRect(0, 0, width, height), sampling);
            canvas.Flush();
        }

        var bgra = small.GetPixelSpan();
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = pixels.Slice(channel * width * height, width * height);
            for (var at = 0; at < plane.Length; at++)
                plane[at] = ((bgra[(4 * at) + channel] / 255f) - Mean[channel]) / Deviation[channel];
        }
    }
}
