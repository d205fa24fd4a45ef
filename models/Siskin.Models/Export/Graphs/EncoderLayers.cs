using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Graphs;

/// <summary>
/// Emits a stack of bidirectional blocks and its final norm: the vision encoder's and the text encoder's.
/// </summary>
internal sealed class EncoderLayers(LayerEmitter layers)
{
    private GraphBuilder Graph => layers.Graph;

    /// <summary>Emits blocks <c>{module}.layers.0</c> and on, then <c>{module}.norm</c>.</summary>
    /// <param name="x">(1, T, D)</param>
    /// <param name="module">Name of the module that holds the stack.</param>
    /// <param name="count">Number of blocks.</param>
    /// <param name="rotaryPositions">Rows of the rotary tables, or 0 for blocks without rotation.</param>
    public Value Emit(Value x, string module, int count, int rotaryPositions)
    {
        var attention = AttentionInputs(x, rotaryPositions);
        var stream = new ResidualStream(layers, x);
        for (var i = 0; i < count; i++)
        {
            using var at = Graph.At($"layers.{i}");
            EmitBlock(stream, $"{module}.layers.{i}", attention);
        }

        return stream.Norm("norm", $"{module}.norm");
    }

    private void EmitBlock(ResidualStream stream, string module, GroupQueryInputs attention)
    {
        var attended = SelfAttention(stream.Norm("ln1", $"{module}.ln1"), $"{module}.self_attn", attention);
        stream.Add(attended, "post_ln1", $"{module}.post_ln1");
        var changed = layers.Mlp(stream.Norm("ln2", $"{module}.ln2"), "mlp", $"{module}.mlp");
        stream.Add(changed, "post_ln2", $"{module}.post_ln2");
    }

    /// <summary>One self-attention layer by itself.</summary>
    public Value SelfAttention(Value x, string module, int rotaryPositions) =>
        SelfAttention(x, module, AttentionInputs(x, rotaryPositions));

    private Value SelfAttention(Value x, string module, GroupQueryInputs inputs)
    {
        var options = layers.Options;
        using var at = Graph.At("self_attn");
        var qkv = layers.Linear(x, "qkv_proj", $"{module}.q_proj", $"{module}.k_proj", $"{module}.v_proj");
        var heads = new GroupQueryHeads(options.Heads, options.KvHeads, Causal: false);
        var mixed = Graph.GroupQueryAttention(qkv, inputs, heads).Output;
        return layers.Linear(mixed, "o_proj", $"{module}.o_proj");
    }

    /// <summary>The sequence length in the forms that the operator wants, and the rotary tables.</summary>
    private GroupQueryInputs AttentionInputs(Value x, int rotaryPositions)
    {
        using var at = Graph.At("length");
        var length = Graph.Cast(Graph.Shape(x, 1, 2), ElementType.Int32); // (1)
        var one = Graph.Constant(TensorProto.Of("/numbers/int32_1", [1], 1));
        (var cos, var sin) = rotaryPositions > 0 ? layers.Rotary(rotaryPositions) : (Value.Absent, Value.Absent);
        return new GroupQueryInputs(
            Graph.Sub(length, one),
            Graph.Squeeze(length, 0),
            cos,
            sin,
            Value.Absent,
            Value.Absent
        );
    }
}
