using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// A decoder-only network's graph: patch embeddings (1, P, D), tokens (1, T) and the earlier keys and values -> the
/// logits behind the last token. Past and present of a layer are meant to be bound to one buffer that holds input and
/// answer, in which it writes P + T rows.
/// </summary>
/// <remarks>
/// Two graphs share this form: the prefill takes patches and many tokens, the step one token. Where both store their
/// weights alike, one graph is both. Behind the last attention only the last token goes on.
/// </remarks>
internal sealed class CausalGraph
{
    private readonly GraphBuilder _graph;
    private readonly LayerEmitter _layers;
    private readonly EmbeddingTable _embedding;
    private readonly CachedSelfAttention _attention;
    private readonly ModelOptions _options;
    private readonly CausalSizes _sizes;
    private readonly bool _readsInput;

    private CausalGraph(ModelOptions options, Weights weights, GraphPrecision precision, bool readsInput)
    {
        _graph = new GraphBuilder(readsInput ? "prefill" : "decoder");
        _options = options;
        _sizes = CausalSizes.Of(options);
        _readsInput = readsInput;
        _layers = new LayerEmitter(_graph, weights, options, readsInput ? precision.Prefill : precision.Step);
        _embedding = new EmbeddingTable(_graph, weights, readsInput ? precision.PrefillTable : precision.Table);
        _attention = new CachedSelfAttention(_layers, Capacity, rows: 1);
    }

    private int Capacity => _options.MaxInputTokens + _options.MaxOutputTokens;

    /// <summary>Emits the graph that reads the input; without a vision part it has no patch input.</summary>
    public static ModelProto BuildPrefill(ModelOptions options, Weights weights, GraphPrecision precision) =>
        Build(new CausalGraph(options, weights, precision, readsInput: true));

    /// <summary>Emits the graph that reads one token of the answer.</summary>
    public static ModelProto BuildStep(ModelOptions options, Weights weights, GraphPrecision precision) =>
        Build(new CausalGraph(options, weights, precision, readsInput: false));

    private static ModelProto Build(CausalGraph emitter)
    {
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var patches =
            _readsInput && _options.Vision is not null
                ? _graph.Input(TensorNames.Patches, ElementType.Float, 1, "patches", _options.DModel)
                : Value.Absent;
        var ids = _graph.Input(TensorNames.InputIds, ElementType.Int64, 1, _readsInput ? (Dim)"tokens" : 1);
        var position = _graph.Input(TensorNames.Position, ElementType.Int32, 1);
        var total = _graph.Input(TensorNames.TotalLength, ElementType.Int32);
        using var at = _graph.At("decoder");
        var rotary = _layers.Rotary(Capacity);
        var input = _embedding.Rows(ids);
        if (!patches.IsAbsent)
            input = _graph.Concat(1, patches, input); // (1, P + T, D)
        var stream = new ResidualStream(_layers, input);
        for (var i = 0; i < _sizes.Layers; i++)
        {
            var attention = _attention.Inputs(i, position, total, rotary);
            using var layer = _graph.At($"layers.{i}");
            EmitBlock(stream, i, attention);
        }

        var logits = _embedding.Logits(stream.Norm("norm", "decoder.norm"));
        _graph.Output(logits, TensorNames.Logits, 1, 1, _options.VocabSize);
    }

    private void EmitBlock(ResidualStream stream, int index, GroupQueryInputs attention)
    {
        var module = $"decoder.layers.{index}";
        var last = _readsInput && index == _sizes.Layers - 1;
        var attended = _attention.Emit(stream.Norm("ln1", $"{module}.ln1"), index, attention, last);
        if (last)
            stream.KeepLast();
        stream.Add(attended, "post_ln1", $"{module}.post_ln1");
        var changed = _layers.Mlp(stream.Norm("ln2", $"{module}.ln2"), "mlp", $"{module}.mlp");
        stream.Add(changed, "post_ln2", $"{module}.post_ln2");
    }
}
