using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// The decoder graph: tokens of the answer, the keys and values of those before them, and the encoder's -> the logits
/// behind each token. Past and present of a layer are meant to be bound to one buffer of max_output_tokens, in which a
/// step writes one row a token.
/// </summary>
/// <remarks>
/// Unless it takes one token, it takes several answers too, B rows at unlike positions, whose inputs are padded to one
/// length; <c>input_lengths</c> says how much of each is input. A single row needs none.
/// </remarks>
internal sealed class DecoderGraph
{
    /// <summary>Names the dimension of the tokens that a step takes.</summary>
    public const string Tokens = "tokens";

    /// <summary>Names the dimension of the answers that a step goes on with.</summary>
    public const string Rows = "rows";

    private readonly GraphBuilder _graph = new("decoder");
    private readonly LayerEmitter _layers;
    private readonly EmbeddingTable _embedding;
    private readonly CachedSelfAttention _attention;
    private readonly ModelOptions _options;
    private readonly bool _takesOne;
    private readonly Dim _rows;
    private readonly Dim _tokens;
    private Value _mask = Value.Absent;

    private DecoderGraph(ModelOptions options, Weights weights, GraphPrecision precision, bool takesOne)
    {
        _options = options;
        _takesOne = takesOne;
        (_rows, _tokens) = takesOne ? (1, 1) : ((Dim)Rows, (Dim)Tokens);
        _layers = new LayerEmitter(_graph, weights, options, precision.Step);
        _embedding = new EmbeddingTable(_graph, weights, precision.Table);
        _attention = new CachedSelfAttention(_layers, options.MaxOutputTokens, _rows);
    }

    /// <summary>Emits the graph.</summary>
    /// <param name="options">The network's sizes.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="precision">How they are stored.</param>
    /// <param name="takesOne">Whether a step takes one token of one answer, with two nodes less a layer.</param>
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
        var token = _graph.Input(TensorNames.Token, ElementType.Int64, _rows, _tokens);
        var position = _graph.Input(TensorNames.Position, ElementType.Int32, _rows);
        var total = _graph.Input(TensorNames.TotalLength, ElementType.Int32);
        using var at = _graph.At("decoder");
        var rotary = _layers.Rotary(_options.MaxOutputTokens);
        var stream = new ResidualStream(_layers, _embedding.Rows(token)); // (B, T, D)
        for (var i = 0; i < _options.DecoderLayers; i++)
        {
            var attention = _attention.Inputs(i, position, total, rotary);
            using var layer = _graph.At($"layers.{i}");
            EmitBlock(stream, i, attention);
        }

        var logits = _embedding.Logits(stream.Norm("norm", "decoder.norm"), severalRows: !_takesOne);
        _graph.Output(logits, TensorNames.Logits, _rows, _tokens, _options.VocabSize);
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
        var projected = _layers.Linear(x, "q_proj", $"{module}.q_proj"); // (B, T, H * head)
        var mixed = _takesOne ? MixOne(projected, key, value) : Mix(projected, key, value);
        return _layers.Linear(mixed, "o_proj", $"{module}.o_proj");
    }

    private Value Mix(Value projected, Value key, Value value)
    {
        var split = _graph.Reshape(projected, 0, 0, _options.Heads, _options.HeadDim);
        if (_mask.IsAbsent)
            _mask = Mask(key);
        var query = _graph.Transpose(split, 0, 2, 1, 3);
        var mixed = _graph.Attention(query, key, value, _mask); // (B, H, T, head)
        return _graph.Reshape(_graph.Transpose(mixed, 0, 2, 1, 3), 0, 0, _options.Heads * _options.HeadDim);
    }

    // With one token, splitting into heads moves nothing: (1, 1, H * head) -> (1, H, 1, head).
    private Value MixOne(Value projected, Value key, Value value)
    {
        var query = _graph.Reshape(projected, 1, _options.Heads, 1, _options.HeadDim);
        return _graph.Reshape(
            _graph.Attention(query, key, value, Value.Absent),
            1,
            1,
            _options.Heads * _options.HeadDim
        );
    }

    // What is added to the scores of a row's input of length L: (B, 1, T, S), 0 up to L and minus infinity behind it.
    private Value Mask(Value key)
    {
        using var at = _graph.At("mask");
        var lengths = _graph.Input(TensorNames.InputLengths, ElementType.Int64, [long.MaxValue], "lengths");
        var padded = _graph.Squeeze(_graph.Shape(key, 2, 3), 0);
        var positions = _graph.Range(_graph.Integer(0), padded, _graph.Integer(1)); // (S)
        var isInput = _graph.Less(positions, _graph.Unsqueeze(lengths, 1, 2, 3)); // (B, 1, 1, S)
        var mask = _graph.Where(isInput, _graph.Number(0), _graph.Number(float.NegativeInfinity));
        var tokens = _graph.Shape(new Value(TensorNames.Token, ElementType.Int64), 1, 2);
        return _graph.Expand(mask, _graph.Concat(0, _graph.Integers(1, 1), tokens, _graph.Integers(1)));
    }

    private Value CrossInput(string name) =>
        _graph.Input(name, ElementType.Float, _rows, _options.KvHeads, "input_length", _options.HeadDim);
}
