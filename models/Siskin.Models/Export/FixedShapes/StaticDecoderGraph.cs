using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// The decoder graph for one token. Its own keys and values are a window: the new entry is appended and the oldest one dropped.
/// Keys are stored transposed, as the score multiplication reads them.
/// </summary>
internal sealed class StaticDecoderGraph
{
    private readonly GraphBuilder _graph = new("decoder");
    private readonly StaticLayers _layers;
    private readonly ModelOptions _options;
    private readonly TensorNames _names;

    private StaticDecoderGraph(ModelOptions options, Weights weights, TensorNames names)
    {
        _layers = new StaticLayers(_graph, weights, options);
        (_options, _names) = (options, names);
    }

    private int Window => _options.MaxOutputTokens;

    /// <summary>Emits the graph in float32.</summary>
    public static ModelProto Build(ModelOptions options, Weights weights, TensorNames names)
    {
        var emitter = new StaticDecoderGraph(options, weights, names);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        Value token = _graph.Input(_names.Token, ElementType.Int32, 1);
        Value position = _graph.Input(_names.Position, ElementType.Int32, 1);
        Value selfMask = _graph.Input(_names.SelfMask, ElementType.Float, 1, 1, 1, Window);
        Value crossMask = _graph.Input(_names.CrossMask, ElementType.Float, 1, 1, 1, _options.MaxInputTokens);
        using GraphBuilder.Place at = _graph.At("decoder");
        (Value cos, Value sin) = Rotary(position);
        Value x = Embed(token); // (1, D)
        for (int i = 0; i < _options.DecoderLayers; i++)
        {
            using GraphBuilder.Place layer = _graph.At($"layers.{i}");
            string module = $"decoder.layers.{i}";
            Value own = SelfAttention(_layers.Norm(x, "ln1", $"{module}.ln1"), i, cos, sin, selfMask);
            x = _layers.Residual(x, own, "post_ln1", $"{module}.post_ln1");
            Value crossed = CrossAttention(_layers.Norm(x, "ln2", $"{module}.ln2"), i, crossMask);
            x = _layers.Residual(x, crossed, "post_ln2", $"{module}.post_ln2");
            Value changed = _layers.Mlp(_layers.Norm(x, "ln3", $"{module}.ln3"), "mlp", $"{module}.mlp");
            x = _layers.Residual(x, changed, "post_ln3", $"{module}.post_ln3");
        }

        _graph.Output(Logits(_layers.Norm(x, "norm", "decoder.norm")), _names.Logits, 1, _options.VocabSize);
    }

    private Value Embed(Value token)
    {
        using GraphBuilder.Place at = _graph.At("embedding");
        Weight embedding = _layers.Weights.Get("embedding.weight");
        return _graph.Gather(_graph.Constant(TensorProto.Of("embedding.rows", embedding.Values, embedding.Dims)), token);
    }

    private Value Logits(Value x)
    {
        using GraphBuilder.Place at = _graph.At("logits");
        Weight embedding = _layers.Weights.Get("embedding.weight");
        (int vocabulary, int width) = (_options.VocabSize, _options.DModel);
        return _graph.Gemm(
            x,
            _graph.Constant(TensorProto.Of(
                "embedding.columns", MatrixLayout.Transpose(embedding.Values, vocabulary, width), width, vocabulary)),
            _graph.Constant(TensorProto.Of("embedding.bias", new float[vocabulary], vocabulary)));
    }

    /// <summary>Cosines and sines of the token's position, (1, head / 2).</summary>
    private (Value Cos, Value Sin) Rotary(Value position)
    {
        using GraphBuilder.Place at = _graph.At("rotary");
        (float[] cos, float[] sin) = RotaryEmbedding.Tables(_options.HeadDim, Window, _options.RopeTheta);
        long half = _options.HeadDim / 2;
        return (
            _graph.Gather(_graph.Constant(TensorProto.Of("rotary.cos", cos, Window, half)), position),
            _graph.Gather(_graph.Constant(TensorProto.Of("rotary.sin", sin, Window, half)), position));
    }

    private Value SelfAttention(Value x, int index, Value cos, Value sin, Value mask)
    {
        string module = $"decoder.layers.{index}.self_attn";
        using GraphBuilder.Place at = _graph.At("self_attn");
        Value queries = OneToken(Project(x, "q_proj", module), _options.Heads);
        Value key = OneToken(_layers.Linear(x, "k_proj", $"{module}.k_proj"), _options.KvHeads);
        Value value = OneToken(_layers.Linear(x, "v_proj", $"{module}.v_proj"), _options.KvHeads);
        queries = _layers.Rotate(queries, cos, sin, rank: 4);
        key = _graph.Reshape(_layers.Rotate(key, cos, sin, rank: 4), 1, _options.KvHeads, _options.HeadDim, 1);
        Value keys = Append(key, index, _names.PastKey, _names.PresentKey, axis: 3);
        Value values = Append(value, index, _names.PastValue, _names.PresentValue, axis: 2);
        return _layers.Linear(_layers.Mix(queries, keys, values, mask, length: 1), "o_proj", $"{module}.o_proj");
    }

    private Value CrossAttention(Value x, int index, Value mask)
    {
        string module = $"decoder.layers.{index}.cross_attn";
        using GraphBuilder.Place at = _graph.At("cross_attn");
        (int kv, int head, int length) = (_options.KvHeads, _options.HeadDim, _options.MaxInputTokens);
        Value keys = _graph.Input(TensorName.OfLayer(_names.CrossKey, index), ElementType.Float, 1, kv, head, length);
        Value values = _graph.Input(TensorName.OfLayer(_names.CrossValue, index), ElementType.Float, 1, kv, length, head);
        Value queries = OneToken(Project(x, "q_proj", module), _options.Heads);
        return _layers.Linear(_layers.Mix(queries, keys, values, mask, length: 1), "o_proj", $"{module}.o_proj");
    }

    private Value Project(Value x, string place, string module) =>
        _layers.Linear(x, place, $"{module}.{place}", (float)(1 / Math.Sqrt(_options.HeadDim)));

    // With one token, splitting into heads moves nothing.
    private Value OneToken(Value projected, int heads) => _graph.Reshape(projected, 1, heads, 1, _options.HeadDim);

    private Value Append(Value entry, int index, string past, string present, int axis)
    {
        long[] dims = axis == 3
            ? [1, _options.KvHeads, _options.HeadDim, Window]
            : [1, _options.KvHeads, Window, _options.HeadDim];
        Dim[] window = [.. dims.Select(dim => (Dim)dim)];
        Value old = _graph.Input(TensorName.OfLayer(past, index), ElementType.Float, window);
        Value all = _graph.Concat(axis, old, entry);
        return _graph.Output(_graph.Slice(all, axis, 1, Window + 1), TensorName.OfLayer(present, index), window);
    }
}
