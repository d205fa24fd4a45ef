using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The decoder graph: tokens of the answer, the keys and values of those before them, and the encoder's -> the logits
/// behind each token. Past and present of a layer are meant to be bound to one buffer of max_output_tokens, in which a
/// step writes one row a token.
/// </summary>
internal sealed class DecoderGraph
{
    /// <summary>Names the dimension of the tokens that a step takes.</summary>
    public const string Tokens = "tokens";

    private readonly GraphBuilder _graph = new("decoder");
    private readonly LayerEmitter _layers;
    private readonly EmbeddingTable _embedding;
    private readonly CachedSelfAttention _attention;
    private readonly ModelOptions _options;
    private readonly bool _takesOne;

    private DecoderGraph(ModelOptions options, Weights weights, GraphPrecision precision, bool takesOne)
    {
        _options = options;
        _takesOne = takesOne;
        _layers = new LayerEmitter(_graph, weights, options, precision.Step);
        _embedding = new EmbeddingTable(_graph, weights, precision.Table);
        _attention = new CachedSelfAttention(_layers, options.MaxOutputTokens);
    }

    /// <summary>Emits the graph.</summary>
    /// <param name="options">The network's sizes.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="precision">How they are stored.</param>
    /// <param name="takesOne">Whether a step takes one token, T = 1, with two nodes less a layer.</param>
    public static ModelProto Build(
        ModelOptions options,
        Weights weights,
        GraphPrecision precision,
        bool takesOne = false
    )
    {
        var emitter = new DecoderGraph(options, weights, precision, takesOne);
        emitter.Emit();
        return emitter._graph.Build();
    }

    private void Emit()
    {
        Dim tokens = _takesOne ? 1 : Tokens;
        var token = _graph.Input(TensorNames.Token, ElementType.Int64, 1, tokens);
        var position = _graph.Input(TensorNames.Position, ElementType.Int32, 1);
        var total = _graph.Input(TensorNames.TotalLength, ElementType.Int32);
        using var at = _graph.At("decoder");
        var rotary = _layers.Rotary(_options.MaxOutputTokens);
        var stream = new ResidualStream(_layers, _embedding.Rows(token)); // (1, T, D)
        for (var i = 0; i < _options.DecoderLayers; i++)
        {
            var attention = _attention.Inputs(i, position, total, rotary);
            using var layer = _graph.At($"layers.{i}");
            EmitBlock(stream, i, attention);
        }

        var logits = _embedding.Logits(stream.Norm("norm", "decoder.norm"));
        _graph.Output(logits, TensorNames.Logits, 1, tokens, _options.VocabSize);
    }

    private void EmitBlock(ResidualStream stream, int index, GroupQueryInputs attention)
    {
        var module = $"decoder.layers.{index}";
        var own = _attention.Emit(stream.Norm("ln1", $"{module}.ln1"), index, attention);
        stream.Add(own, "post_ln1", $"{module}.post_ln1");
        var crossed = CrossAttention(stream.Norm("ln2", $"{module}.ln2"), index);
        stream.Add(crossed, "post_ln2", $"{module}.post_ln2");
        var changed = _layers.Mlp(stream.Norm("ln3", $"{module}.ln3"), "mlp", $"{module}.mlp");
        stream.Add(changed, "post_ln3", $"{module}.post_ln3");
    }

    private Value CrossAttention(Value x, int index)
    {
        var module = $"decoder.layers.{index}.cross_attn";
        using var at = _graph.At("cross_attn");
        var key = CrossInput(TensorName.OfLayer(TensorNames.CrossKey, index));
        var value = CrossInput(TensorName.OfLayer(TensorNames.CrossValue, index));
        var projected = _layers.Linear(x, "q_proj", $"{module}.q_proj"); // (1, T, H * head)
        var mixed = _takesOne ? MixOne(projected, key, value) : Mix(projected, key, value);
        return _layers.Linear(mixed, "o_proj", $"{module}.o_proj");
    }

    private Value Mix(Value projected, Value key, Value value)
    {
        var split = _graph.Reshape(projected, 0, 0, _options.Heads, _options.HeadDim);
        var mixed = _graph.Attention(_graph.Transpose(split, 0, 2, 1, 3), key, value); // (1, H, T, head)
        return _graph.Reshape(_graph.Transpose(mixed, 0, 2, 1, 3), 0, 0, _options.Heads * _options.HeadDim);
    }

    // With one token, splitting into heads moves nothing: (1, 1, H * head) -> (1, H, 1, head).
    private Value MixOne(Value projected, Value key, Value value)
    {
        var query = _graph.Reshape(projected, 1, _options.Heads, 1, _options.HeadDim);
        return _graph.Reshape(_graph.Attention(query, key, value), 1, 1, _options.Heads * _options.HeadDim);
    }

    private Value CrossInput(string name) =>
        _graph.Input(name, ElementType.Float, 1, _options.KvHeads, "input_length", _options.HeadDim);
}
