using System.Collections.Concurrent;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Models;

/// <summary>
/// A bundle run by the inference library, with as many engines as it answers requests at once. They share graphs and
/// cache; each request has one of them to itself.
/// </summary>
internal sealed class EngineModel : IModel
{
    private readonly InferenceEngine[] _engines;
    private readonly Responder _first;
    private readonly ModelDescription _description;
    private readonly BlockingCollection<Responder> _free = new(new ConcurrentStack<Responder>()); // the warmest on top

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
        _engines = [engine, .. Enumerable.Range(1, engine.Plan.Workers - 1).Select(_ => engine.Beside())];
        _first = new Responder(engine, limits, time, cacheBytes);
        _free.Add(_first);
        foreach (var other in _engines[1..])
            _free.Add(_first.Beside(other));
        _description = ModelDescription.Of(engine.Bundle.Manifest, engine.Variant, engine.Provider) with
        {
            FallbackReason = fallbackReason,
            Npu = engine.Device,
            Placement = [.. engine.Placement.Select(placed => new InfoPlacement(placed.Graph, placed.Nodes))],
        };
    }

    public ModelDescription Description =>
        string.Join(' ', Engine.HelperProblems) is { Length: > 0 } problems
            ? _description with
            {
                HelpersProblem = problems,
            }
            : _description;

    public int Lanes => _engines.Length;

    /// <summary>How many requests it answers at once, with how many threads, and why.</summary>
    public ThreadPlan Plan => Engine.Plan;

    /// <summary>Whether foreseen tokens are verified several at once.</summary>
    public bool LooksAhead => Engine.LooksAhead;

    /// <summary>Sizes of the model.</summary>
    public ModelShape Shape => Engine.Bundle.Manifest.Model;

    /// <summary>How the variant stores its weights.</summary>
    public string Precision => Engine.Variant.Precision;

    public CacheCounts Cache => _first.Cache;

    /// <summary>How frames are prepared for it; null where it reads none.</summary>
    public VisionShape? Vision => Engine.Bundle.Manifest.Vision;

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
        var responder = _free.Take(CancellationToken.None);
        try
        {
            return responder.Answer(request, onText, cancellation);
        }
        finally
        {
            _free.Add(responder, CancellationToken.None);
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
        var taken = Enumerable.Range(0, Lanes).Select(_ => _free.Take(CancellationToken.None)).ToArray();
        // Side by side, as they will answer, where each has one thread.
        var beside = Plan.Threads == 1 ? taken[1..] : [];
        var others = Task.WhenAll(beside.Select(responder => Task.Run(() => Warm(responder), CancellationToken.None)));
        try
        {
            foreach (var responder in taken[..^beside.Length])
                Warm(responder);
        }
        finally
        {
            others.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            foreach (var responder in taken)
                _free.Add(responder, CancellationToken.None);
        }

        others.GetAwaiter().GetResult(); // which throws what one of them threw

        void Warm(Responder responder) => responder.Answer(question, null, cancellation);
    }

    public void Dispose()
    {
        _first.Forget();
        foreach (var engine in _engines.Reverse())
            engine.Dispose();
        _free.Dispose();
    }

    private InferenceEngine Engine => _engines[0];
}
