using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.EncoderDecoder;

/// <summary>
/// The decoder graph with everything it touches bound once for each number of tokens that it is given: tokens in,
/// logits out, and self-attention K/V buffers that are past and present at the same time, so that a step copies and
/// allocates nothing.
/// </summary>
internal sealed class DecoderGraph : IDecoderGraph
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly Binding?[] _bindings;
    private readonly List<OrtValue> _values = [];
    private readonly KvCache _cache;
    private readonly string[] _crossNames;
    private readonly int _vocabulary;
    private readonly long[] _tokens;
    private readonly int[] _position = GC.AllocateArray<int>(1, pinned: true);
    private readonly int[] _totalLength = GC.AllocateArray<int>(1, pinned: true);
    private readonly float[] _logits;
    private readonly OrtValue _positionValue;
    private readonly OrtValue _totalLengthValue;
    private IReadOnlyList<OrtValue> _cross = [];
    private int _answer;

    /// <param name="bundle">The bundle.</param>
    /// <param name="variant">Its variant.</param>
    /// <param name="sessions">Opens the graph.</param>
    /// <param name="cache">Where self-attention keeps its keys and values, all finite; becomes this one's. Null: in
    /// buffers of its own.</param>
    public DecoderGraph(Bundle bundle, BundleVariant variant, OpenGraphs sessions, KvCache? cache = null)
    {
        var model = bundle.Manifest.Model;
        _crossNames = EncoderGraph.CrossNames(model);
        var past = KvCache.Names(model, TensorNames.PastKey, TensorNames.PastValue);
        var present = KvCache.Names(model, TensorNames.PresentKey, TensorNames.PresentValue);
        _session = GraphFile.Open(
            bundle,
            variant.Decoder,
            sessions,
            [TensorNames.Token, TensorNames.Position, TensorNames.TotalLength, .. _crossNames, .. past],
            [TensorNames.Logits, .. present]
        );
        MostTokens = Math.Min(
            _session.InputMetadata[TensorNames.Token].Dimensions is [_, < 0] ? Lookahead.Widest : 1,
            model.MaxOutputTokens
        );
        GraphFile.Expect(
            bundle,
            variant.Decoder,
            _session.OutputMetadata[TensorNames.Logits],
            TensorNames.Logits,
            1,
            MostTokens == 1 ? 1 : -1,
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

        _vocabulary = model.VocabSize;
        _tokens = GC.AllocateArray<long>(MostTokens, pinned: true);
        _logits = GC.AllocateArray<float>(MostTokens * _vocabulary, pinned: true);
        _positionValue = Own(OrtValue.CreateTensorValueFromMemory(_position, [1]));
        _totalLengthValue = Own(OrtValue.CreateTensorValueFromMemory(_totalLength, []));
        _cache = cache ?? new KvCache(model, model.MaxOutputTokens);
        if (cache is null)
            _cache.Clear();
        _bindings = new Binding?[MostTokens];
        _bindings[0] = Bind(1);
    }

    public ReadOnlySpan<float> Logits => _logits.AsSpan(0, _vocabulary);

    public int MostTokens { get; }

    // What lies behind a position is masked, and written anew by the next step.
    public bool GoesBack => true;

    public ReadOnlySpan<float> LogitsAfter(int index) => _logits.AsSpan(index * _vocabulary, _vocabulary);

    public void Attend(IReadOnlyList<OrtValue> cross, int length)
    {
        _cross = cross;
        _answer++;
    }

    public void Step(int token, int position)
    {
        _tokens[0] = token;
        Run(1, position);
    }

    public void Pass(ReadOnlySpan<int> tokens, int position)
    {
        for (var i = 0; i < tokens.Length; i++)
            _tokens[i] = tokens[i];
        Run(tokens.Length, position + tokens.Length - 1);
    }

    /// <summary>One self-attention buffer, in the order key and value of layer 0, of layer 1, and so on.</summary>
    internal ReadOnlySpan<float> PastOf(int index) => _cache[index];

    public void Dispose()
    {
        foreach (var binding in _bindings)
            binding?.Value.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _cache.Dispose();
        _run.Dispose();
    }

    private void Run(int count, int last)
    {
        var binding = _bindings[count - 1] ??= Bind(count);
        if (binding.Answer != _answer)
        {
            for (var i = 0; i < _crossNames.Length; i++)
                binding.Value.BindInput(_crossNames[i], _cross[i]);
            binding.Answer = _answer;
        }

        _position[0] = last;
        _totalLength[0] = last + 1;
        _session.RunWithBinding(_run, binding.Value);
    }

    private Binding Bind(int count)
    {
        var binding = _session.CreateIoBinding();
        binding.BindInput(TensorNames.Token, Own(Part(_tokens, count, [1, count])));
        binding.BindInput(TensorNames.Position, _positionValue);
        binding.BindInput(TensorNames.TotalLength, _totalLengthValue);
        binding.BindOutput(TensorNames.Logits, Own(Part(_logits, count * _vocabulary, [1, count, _vocabulary])));
        _cache.BindTo(binding);
        return new Binding(binding);
    }

    private static OrtValue Part<T>(T[] values, int length, long[] shape)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(0, length), shape);

    private OrtValue Own(OrtValue value)
    {
        _values.Add(value);
        return value;
    }

    // What a pass of so many tokens touches.
    private sealed class Binding(OrtIoBinding value)
    {
        public OrtIoBinding Value => value;

        /// <summary>The answer whose input is bound.</summary>
        public int Answer { get; set; }
    }
}
