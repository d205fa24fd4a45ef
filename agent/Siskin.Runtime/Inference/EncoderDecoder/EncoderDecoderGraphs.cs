using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.EncoderDecoder.Batching;
using Siskin.Runtime.Inference.EncoderDecoder.FixedShapes;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.EncoderDecoder;

/// <summary>
/// An encoder that runs once per request, and a decoder that attends to what it yields and to the answer so far.
/// </summary>
internal sealed class EncoderDecoderGraphs : IModelGraphs
{
    private readonly IEncoderGraph _encoder;
    private readonly IDecoderGraph _decoder;
    private readonly bool _fixedShapes;
    private readonly DecoderBatch? _batch;
    private bool _ownsBatch;
    private Action? _waiting;

    private EncoderDecoderGraphs(
        IVisionGraph? vision,
        IEncoderGraph encoder,
        IDecoderGraph decoder,
        DecoderBatch? batch,
        bool fixedShapes
    )
    {
        (_batch, _fixedShapes) = (batch, fixedShapes);
        Vision = vision;
        _encoder = encoder;
        _decoder = decoder;
    }

    public IVisionGraph? Vision { get; }

    public ReadOnlySpan<float> Logits => _decoder.Logits;

    public bool GoesBack => _decoder.GoesBack;

    /// <summary>What decodes answers together, or null; for tests.</summary>
    internal DecoderBatch? Batch => _batch;

    /// <summary>The decoder, for tests.</summary>
    internal IDecoderGraph Decoder => _decoder;

    public int Together => _batch?.Most ?? 1;

    public bool IsShared => _decoder.IsShared;

    /// <exception cref="BundleException">The files do not fit the manifest.</exception>
    public static EncoderDecoderGraphs Load(Bundle bundle, BundleVariant variant, OpenGraphs sessions, int together)
    {
        if (together == 1 || variant.Static is not null || !DecoderBatch.Fits(sessions.Open(variant.Decoder)))
            return Load(bundle, variant, sessions, batch: null);
        var batch = new DecoderBatch(bundle, variant, sessions, together);
        try
        {
            var graphs = Load(bundle, variant, sessions, batch);
            graphs._ownsBatch = true;
            return graphs;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    public IModelGraphs Beside(Bundle bundle, BundleVariant variant, OpenGraphs sessions) =>
        Load(bundle, variant, sessions, _batch);

    private static EncoderDecoderGraphs Load(
        Bundle bundle,
        BundleVariant variant,
        OpenGraphs sessions,
        DecoderBatch? batch
    )
    {
        var fixedShapes = variant.Static is not null;
        IVisionGraph? vision = null;
        IEncoderGraph? encoder = null;
        try
        {
            if (variant.Vision is { } file)
            {
                vision = fixedShapes
                    ? new StaticVisionGraph(bundle, variant, sessions)
                    : new VisionGraph(bundle, variant, file, sessions);
            }

            encoder = fixedShapes
                ? new StaticEncoderGraph(bundle, variant, sessions)
                : new EncoderGraph(bundle, variant, sessions);
            IDecoderGraph decoder =
                fixedShapes ? new StaticDecoderGraph(bundle, variant, sessions)
                : batch is not null ? new BatchedDecoder(batch)
                : new DecoderGraph(bundle, variant, sessions);
            return new EncoderDecoderGraphs(vision, encoder, decoder, batch, fixedShapes);
        }
        catch
        {
            vision?.Dispose();
            encoder?.Dispose();
            throw;
        }
    }

    public void Begin(Action? waiting)
    {
        _waiting = waiting;
        if (_decoder is BatchedDecoder batched)
            batched.Waiting = waiting;
    }

    public void Finish() => _decoder.Finish();

    public IDisposable Prefill(OrtValue? patches, ReadOnlySpan<int> ids, int length)
    {
        _batch?.EnterReading(_waiting);
        try
        {
            var cross = _encoder.Run(patches, ids);
            _decoder.Attend(cross, length);
            return cross;
        }
        finally
        {
            _batch?.ExitReading();
        }
    }

    public OrtValue? Places(OrtValue patches, ReadOnlySpan<int> ids) => _encoder.Places(patches, ids);

    public bool TellsKeypoints => _encoder.TellsKeypoints;

    public OrtValue? Keypoints(IDisposable read) => TellsKeypoints ? ((IReadOnlyList<OrtValue>)read)[^1] : null;

    // Graphs of fixed shapes have one buffer for it.
    public long SizeOf(IDisposable read) =>
        _fixedShapes
            ? 0
            : ((IReadOnlyList<OrtValue>)read).Sum(value => value.GetTensorTypeAndShape().ElementCount * sizeof(float));

    public void Resume(IDisposable read, int length) => _decoder.Attend((IReadOnlyList<OrtValue>)read, length);

    public void Step(int token, int position) => _decoder.Step(token, position);

    public int MostTokens => _decoder.MostTokens;

    public void Pass(ReadOnlySpan<int> tokens, int position) => _decoder.Pass(tokens, position);

    public ReadOnlySpan<float> LogitsAfter(int index) => _decoder.LogitsAfter(index);

    public void Dispose()
    {
        Vision?.Dispose();
        _encoder.Dispose();
        _decoder.Dispose();
        if (_ownsBatch)
            _batch!.Dispose();
    }
}
