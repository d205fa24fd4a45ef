using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.FixedShapes;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Inference;

/// <summary>The loaded graphs of one variant of a bundle and the buffers they share. Serves one request at a time.</summary>
public sealed class InferenceEngine : IDisposable
{
    private InferenceEngine(
        Bundle bundle, BundleVariant variant, BpeTokenizer tokenizer, IVisionGraph? vision, IEncoderGraph encoder, IDecoderGraph decoder)
    {
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

    /// <summary>The execution provider that runs it: <c>cpu</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The bundle's tokenizer.</summary>
    public BpeTokenizer Tokenizer { get; }

    internal IVisionGraph? Vision { get; }

    internal IEncoderGraph Encoder { get; }

    internal IDecoderGraph Decoder { get; }

    /// <summary>Loads a bundle's variant.</summary>
    /// <exception cref="BundleException">The variant does not exist, or its files do not fit the manifest.</exception>
    public static InferenceEngine Load(Bundle bundle, EngineOptions options)
    {
        BundleVariant variant = bundle.Variant(options.Variant);
        BpeTokenizer tokenizer = LoadTokenizer(bundle);
        int threads = ComputeEnvironment.Threads(options.Threads);
        bool spin = options.Spin ?? new FileInfo(bundle.PathOf(variant.Decoder)).Length >= EngineOptions.SpinFromBytes;
        using SessionOptions session = ExecutionProviders.OptionsFor(variant, threads, spin, options.EvaluateOnCpu);
        bool fixedShapes = variant.Static is not null;
        IVisionGraph? vision = null;
        IEncoderGraph? encoder = null;
        try
        {
            if (variant.Vision is { } file)
                vision = fixedShapes ? new StaticVisionGraph(bundle, variant, session) : new VisionGraph(bundle, variant, file, session);
            encoder = fixedShapes ? new StaticEncoderGraph(bundle, variant, session) : new EncoderGraph(bundle, variant, session);
            IDecoderGraph decoder = fixedShapes
                ? new StaticDecoderGraph(bundle, variant, session)
                : new DecoderGraph(bundle, variant, session);
            return new InferenceEngine(bundle, variant, tokenizer, vision, encoder, decoder)
            {
                Provider = options.EvaluateOnCpu ? ExecutionProviders.Cpu : variant.Provider,
            };
        }
        catch
        {
            vision?.Dispose();
            encoder?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Vision?.Dispose();
        Encoder.Dispose();
        Decoder.Dispose();
    }

    private static BpeTokenizer LoadTokenizer(Bundle bundle)
    {
        BundleManifest manifest = bundle.Manifest;
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
                $"Bundle '{bundle.Folder}': '{manifest.Tokenizer}' has {tokenizer.VocabSize} tokens, [model] vocab_size is {manifest.Model.VocabSize}.");
        }

        return tokenizer.Tokens == manifest.Model.Tokens
            ? tokenizer
            : throw new BundleException(
                $"Bundle '{bundle.Folder}': '{manifest.Tokenizer}' and [model] disagree about the special tokens: {tokenizer.Tokens}, {manifest.Model.Tokens}.");
    }
}
