using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Models;

/// <summary>A bundle run by the inference library.</summary>
internal sealed class EngineModel : IModel
{
    private readonly InferenceEngine _engine;
    private readonly EngineLanes _lanes;

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
        _lanes = new EngineLanes(engine, limits, time, cacheBytes);
        Description = ModelDescription.Of(engine.Bundle.Manifest, engine.Variant, engine.Provider) with
        {
            FallbackReason = fallbackReason,
            Npu = engine.Device,
            Placement = [.. engine.Placement.Select(placed => new InfoPlacement(placed.Graph, placed.Nodes))],
        };
    }

    public ModelDescription Description { get; }

    public int Lanes => _lanes.Count;

    /// <summary>How many requests it answers at once, with how many threads, and why.</summary>
    public ThreadPlan Plan => _engine.Plan;

    /// <summary>Sizes of the model.</summary>
    public ModelShape Shape => _engine.Bundle.Manifest.Model;

    /// <summary>How the variant stores its weights.</summary>
    public string Precision => _engine.Variant.Precision;

    public CacheCounts Cache => _lanes.First.Cache;

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

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        var responder = _lanes.Take();
        try
        {
            return responder.Answer(request, onText, cancellation);
        }
        finally
        {
            _lanes.GiveBack(responder);
        }
    }

    public void WarmUp(CancellationToken cancellation)
    {
        var frame = Description.Images ? TestFrame.Encode(64, 64) : default(ReadOnlyMemory<byte>);
        var question = new ResponderRequest("?")
        {
            Image = frame,
            MaxTokens = 2,
            Fresh = true,
        };
        var taken = Enumerable.Range(0, Lanes).Select(_ => _lanes.Take()).ToArray();
        try
        {
            foreach (var responder in taken)
                responder.Answer(question, null, cancellation);
        }
        finally
        {
            foreach (var responder in taken)
                _lanes.GiveBack(responder);
        }
    }

    public void Dispose() => _lanes.Dispose();
}
