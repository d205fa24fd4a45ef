using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Runs the recognition graph over lines of print. One line at a time; further threads have readers of their own over
/// the same sessions.
/// </summary>
/// <param name="sessions">The graphs; they stay the caller's and must outlive it.</param>
internal sealed class LineReader(OcrSessions sessions) : IDisposable
{
    private readonly LinePicture _picture = new();

    /// <summary>What a line of a frame may say.</summary>
    /// <exception cref="BundleException">The graph cannot be used.</exception>
    public LineProbabilities Read(SKImage frame, LineBox box)
    {
        var pixels = _picture.Prepare(frame, box, out var width);
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            pixels,
            [1, 3, OcrSessions.LineHeight, width]
        );
        using var outputs = sessions.Recognize(input);
        return new LineProbabilities(outputs[0].GetTensorDataAsSpan<float>().ToArray(), sessions.Characters); // (T, C)
    }

    public void Dispose() => _picture.Dispose();
}
