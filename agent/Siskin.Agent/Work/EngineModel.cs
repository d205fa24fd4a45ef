using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Work;

/// <summary>A bundle run by the inference library.</summary>
internal sealed class EngineModel : IModel
{
    private readonly InferenceEngine _engine;
    private readonly Responder _responder;

    private EngineModel(InferenceEngine engine, FrameLimits limits, TimeProvider time)
    {
        _engine = engine;
        _responder = new Responder(engine, limits, time);
        var manifest = engine.Bundle.Manifest;
        Card = new ModelCard(
            manifest.Name,
            manifest.Version,
            engine.Variant.Id,
            engine.Provider,
            null,
            manifest.Vision is not null,
            manifest.Tasks,
            manifest.Model.MaxInputTokens,
            manifest.Model.MaxOutputTokens);
    }

    public ModelCard Card { get; }

    /// <summary>Checks and loads the bundle in <paramref name="folder"/>.</summary>
    /// <exception cref="BundleException">The bundle cannot be used.</exception>
    public static EngineModel Load(string folder, EngineOptions options, FrameLimits limits, TimeProvider time) =>
        Load(BundleReader.Open(folder), options, limits, time);

    /// <summary>Loads a checked bundle.</summary>
    /// <exception cref="BundleException">The bundle cannot be used.</exception>
    public static EngineModel Load(Bundle bundle, EngineOptions options, FrameLimits limits, TimeProvider time) =>
        new(InferenceEngine.Load(bundle, options), limits, time);

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation) =>
        _responder.Answer(request, onText, cancellation);

    public void WarmUp(CancellationToken cancellation)
    {
        var frame = Card.Images ? TestFrame.Encode(64, 64) : default(ReadOnlyMemory<byte>);
        Answer(new ResponderRequest("?") { Image = frame, MaxTokens = 2 }, null, cancellation);
    }

    public void Dispose() => _engine.Dispose();
}
