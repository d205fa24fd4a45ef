using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// The decoder graph for one token. Its own keys and values are a window: the new entry is appended and the oldest one
/// dropped. Keys are stored transposed, as the score multiplication reads them.
/// </summary>
internal sealed class StaticDecoderGraph
{
    private readonly GraphBuilder _graph = new("decoder");
    private readonly StaticLayers _layers;
    private readonly ModelOptions _options;

    private StaticDecoderGraph(ModelOptions options, Weights weights)
    {
        _layers = new StaticLayers(_graph, weights, options);
        _options = options;
    }

    private int Window => _options.MaxOutputTokens;

    /// <summary>Emits the graph in float32.</summary>
    public static ModelProto Build(ModelOptions options, Weights weights)
    {
        var emitter = new StaticDecoderGraph(options, weights);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        var token = _graph.Input(TensorNames.Token, ElementType.Int32, 1);
        var position = _graph.Input(TensorNames.Position, ElementType.Int32, 1);
        var selfMask = _graph.Input(TensorNames.SelfMask, ElementType.Float, 1, 1, 1, Window);
        var crossMask = _graph.Input(TensorNames.CrossMask, ElementType.Float, 1, 1, 1, _options.MaxInputTokens);
        using var at = _graph.At("decoder");
        (var cos, var sin) = Rotary(position);
        var x = Embed(token); // (1, D)
        for (var i = 0; i < _options.DecoderLayers; i++)
        {
            using var layer = _graph.At($"layers.{i}");
            var module = $"decoder.layers.{i}";
            var own = SelfAttention(_layers.Norm(x, "ln1", $"{module}.ln1"), i, cos, sin, selfMask);
            x = _layers.Residual(x, own, "post_ln1", $"{module}.post_ln1");
            var crossed = CrossAttention(_layers.Norm(x, "ln2", $"{module}.ln2"), i, crossMask);
            x = _layers.Residual(x, crossed, "post_ln2", $"{module}.post_ln2");
            var changed = _layers.Mlp(_layers.Norm(x, "ln3", $"{module}.ln3"), "mlp", $"{module}.mlp");
            x = _layers.Residual(x, changed, "post_ln3", $"{module}.post_ln3");
        }

        _graph.Output(Logits(_layers.Norm(x, "norm", "decoder.norm")), TensorNames.Logits, 1, _options.VocabSize);
    }

    private Value Embed(Value token)
    {
        using var at = _graph.At("embedding");
        var embedding = _layers.Weights.Get("embedding.weight");
        return _graph.Gather(
            _graph.Constant(TensorProto.Of("embedding.rows", embedding.Values, embedding.Dims)),
            token
        );
    }

    private Value Logits(Value x)
    {
        using var at = _graph.At("logits");
        var embedding = _layers.Weights.Get("embedding.weight");
        (var vocabulary, var width) = (_options.VocabSize, _options.DModel);
        return _graph.Gemm(
            x,
            _graph.Constant(
                TensorProto.Of(
                    "embedding.columns",
                    MatrixLayout.Transpose(embedding.Values, vocabulary, width),
                    width,
                    vocabulary
                )
            ),
            _graph.Constant(TensorProto.Of("embedding.bias", new float[vocabulary], vocabulary))
        );
    }

    /// <summary>Cosines and sines of the token's position, (1, head / 2).</summary>
    private (Value Cos, Value Sin) Rotary(Value position)
    {
        using var at = _graph.At("rotary");
        (var cos, var sin) = RotaryEmbedding.Tables(_options.HeadDim, Window, _options.RopeTheta);
        long half = _options.HeadDim / 2;
        return (
            _graph.Gather(_graph.Constant(TensorProto.Of("rotary.cos", cos, Window, half)), position),
            _graph.Gather(_graph.Constant(TensorProto.Of("rotary.sin", sin, Window, half)), position)
        );
    }

    private Value SelfAttention(Value x, int index, Value cos, Value sin, Value mask)
    {
        var module = $"decoder.layers.{index}.self_attn";
        using var at = _graph.At("self_attn");
        var queries = OneToken(Project(x, "q_proj", module), _options.Heads);
        var key = OneToken(_layers.Linear(x, "k_proj", $"{module}.k_proj"), _options.KvHeads);
        var value = OneToken(_layers.Linear(x, "v_proj", $"{module}.v_proj"), _options.KvHeads);
        queries = _layers.Rotate(queries, cos, sin, rank: 4);
        key = _graph.Reshape(_layers.Rotate(key, cos, sin, rank: 4), 1, _options.KvHeads, _options.HeadDim, 1);
        var keys = Append(key, index, TensorNames.PastKey, TensorNames.PresentKey, axis: 3);
        var values = Append(value, index, TensorNames.PastValue, TensorNames.PresentValue, axis: 2);
        return _layers.Linear(_layers.Mix(queries, keys, values, mask, length: 1), "o_proj", $"{module}.o_proj");
    }

    private Value CrossAttention(Value x, int index, Value mask)
    {
        var module = $"decoder.layers.{index}.cross_attn";
        using var at = _graph.At("cross_attn");
        (var kv, var head, var length) = (_options.KvHeads, _options.HeadDim, _options.MaxInputTokens);
        var keys = _graph.Input(
            TensorName.OfLayer(TensorNames.CrossKey, index),
            ElementType.Float,
            1,
            kv,
            head,
            length
        );
        var values = _graph.Input(
            TensorName.OfLayer(TensorNames.CrossValue, index),
            ElementType.Float,
            1,
            kv,
            length,
            head
        );
        var queries = OneToken(Project(x, "q_proj", module), _options.Heads);
        return _layers.Linear(_layers.Mix(queries, keys, values, mask, length: 1), "o_proj", $"{module}.o_proj");
    }

    private Value Project(Value x, string place, string module) =>
        _layers.Linear(x, place, $"{module}.{place}", (float)(1 / Math.Sqrt(_options.HeadDim)));

    // With one token, splitting into heads moves nothing.
    private Value OneToken(Value projected, int heads) => _graph.Reshape(projected, 1, heads, 1, _options.HeadDim);

    private Value Append(Value entry, int index, string past, string present, int axis)
    {
        long[] dims =
            axis == 3
                ? [1, _options.KvHeads, _options.HeadDim, Window]
                : [1, _options.KvHeads, Window, _options.HeadDim];
        Dim[] window = [.. dims.Select(dim => (Dim)dim)];
        var old = _graph.Input(TensorName.OfLayer(past, index), ElementType.Float, window);
        var all = _graph.Concat(axis, old, entry);
        return _graph.Output(_graph.Slice(all, axis, 1, Window + 1), TensorName.OfLayer(present, index), window);
    }
}
