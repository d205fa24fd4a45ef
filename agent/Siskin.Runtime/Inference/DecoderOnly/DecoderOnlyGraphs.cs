using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.DecoderOnly;

/// <summary>
/// One causal stack that reads patches, text and answer as one sequence. The prefill reads the token that begins the
/// answer too, so that the first token of the answer needs no step of its own.
/// </summary>
internal sealed class DecoderOnlyGraphs : IModelGraphs
{
    private readonly ModelShape _model;
    private readonly KvCache _cache;
    private readonly float[] _logits;
    private readonly float[] _first; // what the prefill left in _logits
    private readonly CausalGraph _prefill;
    private readonly CausalGraph _step;
    private int _length;

    private DecoderOnlyGraphs(Bundle bundle, BundleVariant variant, OpenGraphs sessions)
    {
        _model = bundle.Manifest.Model;
        _logits = GC.AllocateArray<float>(_model.VocabSize, pinned: true);
        _first = new float[_model.VocabSize];
        _cache = new KvCache(_model, _model.MaxInputTokens + _model.MaxOutputTokens);
        try
        {
            if (variant.Vision is { } file)
                Vision = new VisionGraph(bundle, variant, file, sessions);
            _prefill = Open(variant.Encoder, patches: Vision is not null);
            // One file is one session, and its weights are there once.
            _step = variant.Decoder == variant.Encoder ? _prefill : Open(variant.Decoder, patches: false);
        }
        catch
        {
            Vision?.Dispose();
            _prefill?.Dispose();
            _cache.Dispose();
            throw;
        }

        CausalGraph Open(string graph, bool patches) => new(bundle, graph, sessions, _cache, _logits, patches);
    }

    public IVisionGraph? Vision { get; }

    public ReadOnlySpan<float> Logits => _logits;

    // What lies behind a position is not read, and written anew by the next step.
    public bool GoesBack => true;

    /// <exception cref="BundleException">The files do not fit the manifest.</exception>
    public static DecoderOnlyGraphs Load(Bundle bundle, BundleVariant variant, OpenGraphs sessions) =>
        new(bundle, variant, sessions);

    public IDisposable Prefill(OrtValue? patches, ReadOnlySpan<int> ids, int length)
    {
        _prefill.Read(patches, ids, _model.Tokens.Bos, length);
        _logits.CopyTo(_first, 0);
        _length = length;
        return Nothing.Instance;
    }

    public void Step(int token, int position)
    {
        if (position > 0)
            _step.Step(token, _length + position);
        else
            _first.CopyTo(_logits, 0); // the prefill has read the token at 0
    }

    public void Dispose()
    {
        Vision?.Dispose();
        _prefill.Dispose();
        if (_step != _prefill)
            _step.Dispose();
        _cache.Dispose();
    }

    // The input stays in the cache until the next one is read.
    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose() { }
    }
}
