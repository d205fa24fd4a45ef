using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.FixedShapes;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Inference;

/// <summary>
/// The loaded graphs of one variant of a bundle and the buffers they share. Serves one request at a time.
/// </summary>
public sealed class InferenceEngine : IDisposable
{
    private readonly IGraphSessions _sessions;

    private InferenceEngine(
        Bundle bundle,
        BundleVariant variant,
        BpeTokenizer tokenizer,
        IGraphSessions sessions,
        IVisionGraph? vision,
        IEncoderGraph encoder,
        IDecoderGraph decoder
    )
    {
        _sessions = sessions;
        Bundle = bundle;
        Variant = variant;
        Tokenizer = tokenizer;
        Vision = vision;
        Encoder = encoder;
        Decoder = decoder;
    }

    /// <summary>The bundle that is loaded.</summary>
    public Bundle Bundle { get; }

    /// <summary>The variant that runs.</summary>
    public BundleVariant Variant { get; }

    /// <summary>The execution provider that runs it: <c>cpu</c> or <c>qnn</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Where the nodes of its graphs run; empty on the CPU, where there is one place only.</summary>
    public IReadOnlyList<GraphPlacement> Placement => _sessions.Placement;

    /// <summary>The NPU that runs it, or null.</summary>
    public NpuDevice? Npu => (_sessions as NpuSessions)?.Device;

    /// <summary>Whether a graph had to be compiled for the NPU; otherwise all came from the cache.</summary>
    public bool Compiled => _sessions is NpuSessions { Compiled: true };

    /// <summary>The bundle's tokenizer.</summary>
    public BpeTokenizer Tokenizer { get; }

    internal IVisionGraph? Vision { get; }

    internal IEncoderGraph Encoder { get; }

    internal IDecoderGraph Decoder { get; }

    /// <summary>Loads a bundle's variant.</summary>
    /// <exception cref="BundleException">The variant does not exist, or its files do not fit the manifest.</exception>
    /// <exception cref="NpuException">The variant is for the NPU, which cannot be used.</exception>
    public static InferenceEngine Load(Bundle bundle, EngineOptions options)
    {
        var variant = bundle.Variant(options.Variant);
        var tokenizer = LoadTokenizer(bundle);
        var threads = ComputeEnvironment.Threads(options.Threads);
        var spin = options.Spin ?? new FileInfo(bundle.PathOf(variant.Decoder)).Length >= EngineOptions.SpinFromBytes;
        var sessions = ExecutionProviders.SessionsFor(bundle, variant, threads, spin, options);
        var fixedShapes = variant.Static is not null;
        IVisionGraph? vision = null;
        IEncoderGraph? encoder = null;
        try
        {
            if (variant.Vision is { } file)
                vision = fixedShapes
                    ? new StaticVisionGraph(bundle, variant, sessions)
                    : new VisionGraph(bundle, variant, file, sessions);
            encoder = fixedShapes
                ? new StaticEncoderGraph(bundle, variant, sessions)
                : new EncoderGraph(bundle, variant, sessions);
            IDecoderGraph decoder = fixedShapes
                ? new StaticDecoderGraph(bundle, variant, sessions)
                : new DecoderGraph(bundle, variant, sessions);
            (sessions as NpuSessions)?.Finish();
            return new InferenceEngine(bundle, variant, tokenizer, sessions, vision, encoder, decoder)
            {
                Provider = sessions is NpuSessions ? ExecutionProviders.Qnn : ExecutionProviders.Cpu,
            };
        }
        catch (Exception error)
        {
            sessions.Dispose();
            vision?.Dispose();
            encoder?.Dispose();
            if (sessions is NpuSessions && ExecutionProviders.IsRuntimeError(error))
                throw new NpuException(
                    NpuFailure.Load,
                    $"Variant '{variant.Id}' cannot be set up on the NPU: {error.Message}",
                    error
                );
            throw;
        }
    }

    /// <summary>Forgets what was compiled for the NPU, so that the next load compiles anew.</summary>
    public void ForgetCompiled() => (_sessions as NpuSessions)?.Forget();

    public void Dispose()
    {
        _sessions.Dispose();
        Vision?.Dispose();
        Encoder.Dispose();
        Decoder.Dispose();
    }

    private static BpeTokenizer LoadTokenizer(Bundle bundle)
    {
        var manifest = bundle.Manifest;
        BpeTokenizer tokenizer;
        try
        {
            tokenizer = BpeTokenizer.Load(bundle.PathOf(manifest.Tokenizer));
        }
        catch (InvalidDataException error)
        {
            throw new BundleException($"Bundle '{bundle.Folder}': {error.Message}", error);
        }

        if (tokenizer.VocabSize > manifest.Model.VocabSize)
        {
            throw new BundleException(
                $"Bundle '{bundle.Folder}': '{manifest.Tokenizer}' has {tokenizer.VocabSize} tokens, [model] "
                    + $"vocab_size is {manifest.Model.VocabSize}."
            );
        }

        return tokenizer.Tokens == manifest.Model.Tokens
            ? tokenizer
            : throw new BundleException(
                $"Bundle '{bundle.Folder}': '{manifest.Tokenizer}' and [model] disagree about the special "
                    + $"tokens: {tokenizer.Tokens}, {manifest.Model.Tokens}."
            );
    }
}
