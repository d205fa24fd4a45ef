using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>What the detector says of a frame.</summary>
internal delegate RowMap RowDetection(SKImage frame);

/// <summary>
/// Detects the rows of digits of counters and displays in a frame, whatever else is printed there and however
/// they are turned, by the bundle's <c>[strips] row_detector</c>, which is opened when it is first wanted. It runs on
/// the CPU beside any variant, on the thread that calls it; several threads may run it at a time.
/// </summary>
internal sealed class RowDetector : IDisposable
{
    /// <summary>Pixels of the frame's longer side as the graph sees it.</summary>
    public const int Side = 320;

    /// <summary>Red, green and blue.</summary>
    public const int Channels = 3;

    /// <summary>Sides of what the graph sees are multiples of it.</summary>
    public const int Multiple = 16;

    private static readonly string[] Inputs = [TensorNames.Pixels];
    private static readonly string[] Outputs = [TensorNames.Logits];

    private readonly HelperGraph _graph;

    private RowDetector(Bundle bundle, SessionSettings settings, string file, HelperTerms terms)
    {
        var alone = settings with { Threads = 1, Spin = false, AsWritten = false, Seldom = true };
        _graph = new HelperGraph(
            bundle,
            file,
            "rows of digits are sought among lines of print alone",
            graphs => Open(bundle, graphs, file),
            () => new OpenGraphs(bundle.Graphs, bundle.Providers.Cpu.Open(bundle.Graphs, alone, null)),
            terms
        );
    }

    /// <inheritdoc cref="HelperGraph.Problem"/>
    public string? Problem => _graph.Problem;

    /// <summary>The graph of a bundle, not opened yet; null where it has none.</summary>
    public static RowDetector? Open(Bundle bundle, SessionSettings settings, HelperTerms terms) =>
        bundle.Manifest.Strips?.For(StripGraphs.RowDetector) is { } file
            ? new RowDetector(bundle, settings, file, terms)
            : null;

    /// <summary>Looks at a frame.</summary>
    /// <exception cref="BundleException">The graph cannot be used.</exception>
    public RowMap Find(SKImage frame)
    {
        var scale = (double)Side / Math.Max(frame.Width, frame.Height);
        var (width, height) = (Rounded(frame.Width * scale), Rounded(frame.Height * scale));
        using var input = OrtValue.CreateTensorValueFromMemory(
            Pixels(frame, width, height),
            [1, Channels, height, width]
        );
        using var results = _graph.Run(Inputs, [input], Outputs);
        var (across, down) = (frame.Width / (double)width, frame.Height / (double)height);
        return new RowMap(
            results[0].GetTensorDataAsSpan<float>().ToArray(), // (1, 4, H / 4, W / 4)
            width / DetectedRows.Stride,
            height / DetectedRows.Stride,
            across,
            down
        );
    }

    private static int Rounded(double side) => Math.Max(1, (int)Math.Round(side / Multiple)) * Multiple;

    // (3, H, W), colours of 0 to 1.
    private static float[] Pixels(SKImage frame, int width, int height)
    {
        using var small = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(small))
        {
            var sampling =
                width < frame.Width
                    ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
                    : new SKSamplingOptions(SKCubicResampler.Mitchell);
            canvas.DrawImage(frame, new SKRect(0, 0, width, height), sampling);
            canvas.Flush();
        }

        var rgba = small.GetPixelSpan();
        var pixels = new float[Channels * width * height];
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = pixels.AsSpan(channel * width * height, width * height);
            for (var at = 0; at < plane.Length; at++)
                plane[at] = rgba[(4 * at) + channel] / 255f;
        }

        return pixels;
    }

    private static InferenceSession Open(Bundle bundle, OpenGraphs graphs, string file)
    {
        var session = GraphFile.Open(bundle, file, graphs, Inputs, Outputs);
        GraphFile.Expect(
            bundle,
            file,
            session.InputMetadata[TensorNames.Pixels],
            TensorNames.Pixels,
            -1,
            Channels,
            -1,
            -1
        );
        GraphFile.Expect(
            bundle,
            file,
            session.OutputMetadata[TensorNames.Logits],
            TensorNames.Logits,
            -1,
            DetectedRows.Planes,
            -1,
            -1
        );
        return session;
    }

    public void Dispose() => _graph.Dispose();
}
