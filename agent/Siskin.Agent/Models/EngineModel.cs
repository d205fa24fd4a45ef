using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Models;

/// <summary>A bundle run by the inference library.</summary>
internal sealed class EngineModel : IModel
{
    private readonly InferenceEngine _engine;
    private readonly Responder _responder;

    /// <param name="engine">The loaded variant; becomes the model's.</param>
    /// <param name="limits">Limits of frames.</param>
    /// <param name="time">Clock.</param>
    /// <param name="fallbackReason">Why this is not the variant that was asked for, or null.</param>
    /// <param name="cacheBytes">Bytes for what was seen and read before.</param>
    public EngineModel(
        InferenceEngine engine,
        FrameLimits limits,
        TimeProvider time,
        string? fallbackReason = null,
        long cacheBytes = 0
    )
    {
        _engine = engine;
        _responder = new Responder(engine, limits, time, cacheBytes);
        Description = ModelDescription.Of(engine.Bundle.Manifest, engine.Variant, engine.Provider) with
        {
            FallbackReason = fallbackReason,
            Npu = engine.Device,
            Placement = [.. engine.Placement.Select(placed => new InfoPlacement(placed.Graph, placed.Nodes))],
        };
    }

    public ModelDescription Description { get; }

    public CacheCounts Cache => _responder.Cache;

    /// <summary>How frames are prepared for it; null where it reads none.</summary>
    public VisionShape? Vision => _engine.Bundle.Manifest.Vision;

    /// <summary>Checks and loads the bundle in <paramref name="folder"/>.</summary>
    /// <exception cref="BundleException">The bundle cannot be used.</exception>
    public static EngineModel Load(string folder, EngineOptions options, FrameLimits limits, TimeProvider time) =>
        Load(BundleReader.Open(folder, check: BundleCheck.WhatIsUsed), options, limits, time);

    /// <summary>Loads a checked bundle.</summary>
    /// <exception cref="BundleException">The bundle cannot be used.</exception>
    public static EngineModel Load(Bundle bundle, EngineOptions options, FrameLimits limits, TimeProvider time) =>
        new(InferenceEngine.Load(bundle, options), limits, time);

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation) =>
        _responder.Answer(request, onText, cancellation);

    public void WarmUp(CancellationToken cancellation)
    {
        var frame = Description.Images ? TestFrame.Encode(64, 64) : default(ReadOnlyMemory<byte>);
        Answer(new ResponderRequest("?") { Image = frame, MaxTokens = 2 }, null, cancellation);
    }

    public void Dispose()
    {
        _responder.Forget();
        _engine.Dispose();
    }
}
