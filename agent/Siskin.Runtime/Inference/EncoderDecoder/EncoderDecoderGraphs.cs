using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
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

    private EncoderDecoderGraphs(IVisionGraph? vision, IEncoderGraph encoder, IDecoderGraph decoder, bool fixedShapes)
    {
        _fixedShapes = fixedShapes;
        Vision = vision;
        _encoder = encoder;
        _decoder = decoder;
    }

    public IVisionGraph? Vision { get; }

    public ReadOnlySpan<float> Logits => _decoder.Logits;

    public bool GoesBack => _decoder.GoesBack;

    /// <summary>The decoder, for tests.</summary>
    internal IDecoderGraph Decoder => _decoder;

    /// <exception cref="BundleException">The files do not fit the manifest.</exception>
    public static EncoderDecoderGraphs Load(Bundle bundle, BundleVariant variant, OpenGraphs sessions)
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
            IDecoderGraph decoder = fixedShapes
                ? new StaticDecoderGraph(bundle, variant, sessions)
                : new DecoderGraph(bundle, variant, sessions);
            return new EncoderDecoderGraphs(vision, encoder, decoder, fixedShapes);
        }
        catch
        {
            vision?.Dispose();
            encoder?.Dispose();
            throw;
        }
    }

    public IDisposable Prefill(OrtValue? patches, ReadOnlySpan<int> ids, int length)
    {
        var cross = _encoder.Run(patches, ids);
        _decoder.Attend(cross, length);
        return cross;
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
    }
}
