using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// The decoder graph: one token, its own earlier keys and values, and the encoder's -> the logits of the next token.
/// Past and present of a layer are meant to be bound to one buffer of max_output_tokens, in which the operator writes one row.
/// </summary>
internal sealed class DecoderGraph
{
    private readonly GraphBuilder graph = new("decoder");
    private readonly LayerEmitter layers;
    private readonly EmbeddingTable embedding;
    private readonly ModelOptions options;

    private DecoderGraph(ModelOptions options, Weights weights, GraphPrecision precision)
    {
        this.options = options;
        layers = new LayerEmitter(graph, weights, options, precision.Step);
        embedding = new EmbeddingTable(graph, weights, precision.Table);
    }

    /// <summary>Emits the graph.</summary>
    public static ModelProto Build(ModelOptions options, Weights weights, GraphPrecision precision, TensorNames names)
    {
        var emitter = new DecoderGraph(options, weights, precision);
        emitter.Emit(names);
        return emitter.graph.Build();
    }

    private void Emit(TensorNames names)
    {
        Value token = graph.Input(names.Token, ElementType.Int64, 1, 1);
        Value position = graph.Input(names.Position, ElementType.Int32, 1);
        Value total = graph.Input(names.TotalLength, ElementType.Int32);
        using GraphBuilder.Place at = graph.At("decoder");
        (Value cos, Value sin) = layers.Rotary(options.MaxOutputTokens);
        var stream = new ResidualStream(layers, embedding.Rows(token)); // (1, 1, D)
        for (int i = 0; i < options.DecoderLayers; i++)
        {
            Value pastKey = CacheInput(TensorName.OfLayer(names.PastKey, i), options.MaxOutputTokens);
            Value pastValue = CacheInput(TensorName.OfLayer(names.PastValue, i), options.MaxOutputTokens);
            var attention = new GroupQueryInputs(position, total, cos, sin, pastKey, pastValue);
            using GraphBuilder.Place layer = graph.At($"layers.{i}");
            EmitBlock(stream, i, attention, names);
        }

        Value logits = embedding.Logits(stream.Norm("norm", "decoder.norm"));
        graph.Output(logits, names.Logits, 1, 1, options.VocabSize);
    }

    private void EmitBlock(ResidualStream stream, int index, GroupQueryInputs attention, TensorNames names)
    {
        string module = $"decoder.layers.{index}";
        Value own = SelfAttention(stream.Norm("ln1", $"{module}.ln1"), index, attention, names);
        stream.Add(own, "post_ln1", $"{module}.post_ln1");
        Value crossed = CrossAttention(stream.Norm("ln2", $"{module}.ln2"), index, names);
        stream.Add(crossed, "post_ln2", $"{module}.post_ln2");
        Value changed = layers.Mlp(stream.Norm("ln3", $"{module}.ln3"), "mlp", $"{module}.mlp");
        stream.Add(changed, "post_ln3", $"{module}.post_ln3");
    }

    private Value SelfAttention(Value x, int index, GroupQueryInputs inputs, TensorNames names)
    {
        string module = $"decoder.layers.{index}.self_attn";
        using GraphBuilder.Place at = graph.At("self_attn");
        Value qkv = layers.Linear(x, "qkv_proj", $"{module}.q_proj", $"{module}.k_proj", $"{module}.v_proj");
        (Value mixed, Value key, Value value) =
            graph.GroupQueryAttention(qkv, inputs, new GroupQueryHeads(options.Heads, options.KvHeads, Causal: true));
        graph.Output(key, TensorName.OfLayer(names.PresentKey, index), 1, options.KvHeads, options.MaxOutputTokens, options.HeadDim);
        graph.Output(value, TensorName.OfLayer(names.PresentValue, index), 1, options.KvHeads, options.MaxOutputTokens, options.HeadDim);
        return layers.Linear(mixed, "o_proj", $"{module}.o_proj");
    }

    private Value CrossAttention(Value x, int index, TensorNames names)
    {
        string module = $"decoder.layers.{index}.cross_attn";
        using GraphBuilder.Place at = graph.At("cross_attn");
        Value key = CacheInput(TensorName.OfLayer(names.CrossKey, index), "input_length");
        Value value = CacheInput(TensorName.OfLayer(names.CrossValue, index), "input_length");
        // With one token, splitting into heads moves nothing: (1, 1, H * head) -> (1, H, 1, head).
        Value query = graph.Reshape(layers.Linear(x, "q_proj", $"{module}.q_proj"), 1, options.Heads, 1, options.HeadDim);
        Value mixed = graph.Reshape(graph.Attention(query, key, value), 1, 1, options.Heads * options.HeadDim);
        return layers.Linear(mixed, "o_proj", $"{module}.o_proj");
    }

    private Value CacheInput(string name, Dim length) =>
        graph.Input(name, ElementType.Float, 1, options.KvHeads, length, options.HeadDim);
}
