using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.EncoderDecoder.FixedShapes;

/// <summary>
/// The decoder graph of a variant with fixed shapes. The encoder's keys and values are padded to one window; the
/// answer's own ones are a window in which every step moves all entries by one place. A step reads one set of buffers
/// and writes the other.
/// </summary>
internal sealed class StaticDecoderGraph : IDecoderGraph
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding[] _bindings;
    private readonly List<IDisposable> _owned = [];
    private readonly LinearQuantization _attention;
    private readonly LinearQuantization _quantizedLogits;
    private readonly ModelShape _model;
    private readonly PinnedTensor<int> _token = new(1);
    private readonly PinnedTensor<int> _position = new(1);
    private readonly PinnedTensor<ushort> _selfMask;
    private readonly PinnedTensor<ushort> _crossMask;
    private readonly PinnedTensor<ushort> _steps;
    private readonly PinnedTensor<ushort>[] _cross;
    private readonly PinnedTensor<ushort>[][] _past;
    private readonly float[] _logits;

    public StaticDecoderGraph(Bundle bundle, BundleVariant variant, OpenGraphs sessions)
    {
        _model = bundle.Manifest.Model;
        (var window, var input) = (_model.MaxOutputTokens, _model.MaxInputTokens);
        _attention = variant.Static!.Quantization.AttentionMask;
        _quantizedLogits = variant.Static.Quantization.Logits;
        var cross = EncoderGraph.CrossNames(_model);
        var past = KvCache.Names(_model, TensorNames.PastKey, TensorNames.PastValue);
        var present = KvCache.Names(_model, TensorNames.PresentKey, TensorNames.PresentValue);
        _session = GraphFile.Open(
            bundle,
            variant.Decoder,
            sessions,
            [TensorNames.Token, TensorNames.Position, TensorNames.SelfMask, TensorNames.CrossMask, .. cross, .. past],
            [TensorNames.Logits, .. present]
        );
        for (var i = 0; i < cross.Length; i++)
        {
            Expect(cross[i], Dims(i, input));
            Expect(past[i], Dims(i, window));
        }

        GraphFile.Expect(
            bundle,
            variant.Decoder,
            _session.OutputMetadata[TensorNames.Logits],
            TensorNames.Logits,
            1,
            _model.VocabSize
        );
        _selfMask = Own(new PinnedTensor<ushort>(1, 1, 1, window));
        _crossMask = Own(new PinnedTensor<ushort>(1, 1, 1, input));
        _steps = Own(new PinnedTensor<ushort>(1, _model.VocabSize));
        _logits = new float[_model.VocabSize];
        _cross = Buffers(cross.Length, input);
        _past = [Buffers(past.Length, window), Buffers(past.Length, window)];
        _bindings = [Bind(0), Bind(1)];

        OrtIoBinding Bind(int read)
        {
            var binding = _session.CreateIoBinding();
            binding.BindInput(TensorNames.Token, _token.Tensor);
            binding.BindInput(TensorNames.Position, _position.Tensor);
            binding.BindInput(TensorNames.SelfMask, _selfMask.Tensor);
            binding.BindInput(TensorNames.CrossMask, _crossMask.Tensor);
            binding.BindOutput(TensorNames.Logits, _steps.Tensor);
            for (var i = 0; i < cross.Length; i++)
            {
                binding.BindInput(cross[i], _cross[i].Tensor);
                binding.BindInput(past[i], _past[read][i].Tensor);
                binding.BindOutput(present[i], _past[1 - read][i].Tensor);
            }

            return binding;
        }

        void Expect(string name, int[] dims) =>
            GraphFile.Expect(bundle, variant.Decoder, _session.InputMetadata[name], name, dims);
    }

    public ReadOnlySpan<float> Logits => _logits;

    // Two sets of buffers take turns, so that only the last two steps are there.
    public bool GoesBack => false;

    public void Attend(IReadOnlyList<OrtValue> cross, int length)
    {
        for (var i = 0; i < cross.Count; i++)
            Spread(cross[i].GetTensorDataAsSpan<ushort>(), _cross[i].Values, transposed: i % 2 == 0);
        var masked = _attention.Quantize(StaticGraphs.Masked);
        _crossMask.Values.AsSpan(0, length).Fill(_attention.Quantize(0));
        _crossMask.Values.AsSpan(length).Fill(masked);
        _selfMask.Values.AsSpan().Fill(masked);
    }

    public void Step(int token, int position)
    {
        if (position == 0)
            _selfMask.Values.AsSpan().Fill(_attention.Quantize(StaticGraphs.Masked));
        _token.Values[0] = token;
        _position.Values[0] = position;
        _selfMask.Values[_selfMask.Values.Length - 1 - position] = _attention.Quantize(0);
        _session.RunWithBinding(_run, _bindings[position % 2]);
        _quantizedLogits.Dequantize(_steps.Values, _logits);
    }

    public void Dispose()
    {
        foreach (var binding in _bindings)
            binding.Dispose();
        foreach (var owned in _owned)
            owned.Dispose();
        _token.Dispose();
        _position.Dispose();
        _run.Dispose();
    }

    // Keys (1, KV heads, head size, length) in even places, values (1, KV heads, length, head size) in odd ones.
    private int[] Dims(int place, int length) =>
        place % 2 == 0 ? [1, _model.KvHeads, _model.HeadDim, length] : [1, _model.KvHeads, length, _model.HeadDim];

    private PinnedTensor<ushort>[] Buffers(int count, int length) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var buffer = Own(new PinnedTensor<ushort>([.. Dims(i, length).Select(dim => (long)dim)]));
                    Array.Fill(buffer.Values, StaticGraphs.CacheZero);
                    return buffer;
                }),
        ];

    // From a bucket's length to the window's: keys have their positions along the last axis, values along the one
    // before.
    private void Spread(ReadOnlySpan<ushort> bucket, Span<ushort> window, bool transposed)
    {
        var rows = transposed ? _model.KvHeads * _model.HeadDim : _model.KvHeads;
        (var from, var to) = (bucket.Length / rows, window.Length / rows);
        for (var row = 0; row < rows; row++)
            bucket.Slice(row * from, from).CopyTo(window[(row * to)..]);
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
