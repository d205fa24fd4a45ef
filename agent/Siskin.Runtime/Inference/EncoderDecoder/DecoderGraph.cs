using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.EncoderDecoder;

/// <summary>
/// The decoder graph with everything it touches bound once: one token in, logits out, and self-attention K/V buffers
/// that are past and present at the same time, so that a step copies and allocates nothing.
/// </summary>
internal sealed class DecoderGraph : IDecoderGraph
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly KvCache _cache;
    private readonly string[] _cross;
    private readonly long[] _token = GC.AllocateArray<long>(1, pinned: true);
    private readonly int[] _position = GC.AllocateArray<int>(1, pinned: true);
    private readonly int[] _totalLength = GC.AllocateArray<int>(1, pinned: true);
    private readonly float[] _logits;

    public DecoderGraph(Bundle bundle, BundleVariant variant, OpenGraphs sessions)
    {
        var model = bundle.Manifest.Model;
        _cross = EncoderGraph.CrossNames(model);
        var past = KvCache.Names(model, TensorNames.PastKey, TensorNames.PastValue);
        var present = KvCache.Names(model, TensorNames.PresentKey, TensorNames.PresentValue);
        _session = GraphFile.Open(
            bundle,
            variant.Decoder,
            sessions,
            [TensorNames.Token, TensorNames.Position, TensorNames.TotalLength, .. _cross, .. past],
            [TensorNames.Logits, .. present]
        );
        GraphFile.Expect(
            bundle,
            variant.Decoder,
            _session.OutputMetadata[TensorNames.Logits],
            TensorNames.Logits,
            1,
            1,
            model.VocabSize
        );
        foreach (var name in past)
        {
            GraphFile.Expect(
                bundle,
                variant.Decoder,
                _session.InputMetadata[name],
                name,
                1,
                model.KvHeads,
                model.MaxOutputTokens,
                model.HeadDim
            );
        }

        _logits = GC.AllocateArray<float>(model.VocabSize, pinned: true);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(TensorNames.Token, Own(OrtValue.CreateTensorValueFromMemory(_token, [1, 1])));
        _binding.BindInput(TensorNames.Position, Own(OrtValue.CreateTensorValueFromMemory(_position, [1])));
        _binding.BindInput(TensorNames.TotalLength, Own(OrtValue.CreateTensorValueFromMemory(_totalLength, [])));
        _binding.BindOutput(
            TensorNames.Logits,
            Own(OrtValue.CreateTensorValueFromMemory(_logits, [1, 1, model.VocabSize]))
        );
        _cache = new KvCache(model, model.MaxOutputTokens);
        _cache.Clear();
        _cache.BindTo(_binding);
    }

    public ReadOnlySpan<float> Logits => _logits;

    // What lies behind a position is masked, and written anew by the next step.
    public bool GoesBack => true;

    public void Attend(IReadOnlyList<OrtValue> cross, int length)
    {
        for (var i = 0; i < _cross.Length; i++)
            _binding.BindInput(_cross[i], cross[i]);
    }

    public void Step(int token, int position)
    {
        _token[0] = token;
        _position[0] = position;
        _totalLength[0] = position + 1;
        _session.RunWithBinding(_run, _binding);
    }

    /// <summary>One self-attention buffer, in the order key and value of layer 0, of layer 1, and so on.</summary>
    internal ReadOnlySpan<float> PastOf(int index) => _cache[index];

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _cache.Dispose();
        _run.Dispose();
    }

    private OrtValue Own(OrtValue value)
    {
        _values.Add(value);
        return value;
    }
}
