using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// Emits causal self-attention over earlier keys and values, (B, KV heads, capacity, head size) a layer. Past and
/// present of a layer are meant to be bound to one buffer.
/// </summary>
/// <param name="layers">Emits its linear layers.</param>
/// <param name="capacity">Tokens that the buffers hold.</param>
/// <param name="rows">Sequences of a step, B.</param>
internal sealed class CachedSelfAttention(LayerEmitter layers, int capacity, Dim rows)
{
    private GraphBuilder Graph => layers.Graph;

    /// <summary>What the attention of a layer is told beside its queries, keys and values.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="position">Index of the last token, (B).</param>
    /// <param name="total">Tokens with the new ones, of the longest sequence.</param>
    /// <param name="rotary">Cosines and sines of <see cref="LayerEmitter.Rotary"/>.</param>
    public GroupQueryInputs Inputs(int layer, Value position, Value total, (Value Cos, Value Sin) rotary) =>
        new(
            position,
            total,
            rotary.Cos,
            rotary.Sin,
            Input(TensorName.OfLayer(TensorNames.PastKey, layer)),
            Input(TensorName.OfLayer(TensorNames.PastValue, layer))
        );

    /// <summary>x (B, T, D) -> (B, T, D), or (B, 1, D) where only the last token goes on.</summary>
    /// <param name="x">The normed stream.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="inputs">What <see cref="Inputs"/> gave for it.</param>
    /// <param name="last">Whether only the last token goes on.</param>
    public Value Emit(Value x, int layer, GroupQueryInputs inputs, bool last = false)
    {
        var module = $"decoder.layers.{layer}.self_attn";
        using var at = Graph.At("self_attn");
        var qkv = layers.Linear(x, "qkv_proj", $"{module}.q_proj", $"{module}.k_proj", $"{module}.v_proj");
        (var mixed, var key, var value) = Graph.GroupQueryAttention(
            qkv,
            inputs,
            new GroupQueryHeads(layers.Options.Heads, layers.Options.KvHeads, Causal: true)
        );
        Output(key, TensorName.OfLayer(TensorNames.PresentKey, layer));
        Output(value, TensorName.OfLayer(TensorNames.PresentValue, layer));
        if (last)
            mixed = Graph.Last(mixed, axis: 1); // (B, 1, H * head)
        return layers.Linear(mixed, "o_proj", $"{module}.o_proj");
    }

    private void Output(Value value, string name) =>
        Graph.Output(value, name, rows, layers.Options.KvHeads, capacity, layers.Options.HeadDim);

    private Value Input(string name) =>
        Graph.Input(name, ElementType.Float, rows, layers.Options.KvHeads, capacity, layers.Options.HeadDim);
}
