using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference;

/// <summary>The vision part of a variant: graphs of any size, or of fixed sizes.</summary>
internal interface IVisionGraph : IDisposable
{
    /// <summary>Where a prepared frame goes before <see cref="Run"/>: (3, H, W) from the start.</summary>
    Span<float> Pixels { get; }

    /// <summary>Whether what <see cref="Run"/> returns stays good after the next call.</summary>
    bool YieldsCopies => false;

    /// <summary>
    /// Embeds the frame in <see cref="Pixels"/>: (1, P, D). The caller disposes it before the next call.
    /// </summary>
    OrtValue Run(FrameGeometry geometry);
}
