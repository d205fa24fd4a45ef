using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// Emits a stack of bidirectional blocks of one length and its final norm: the vision encoder's and the text encoder's.
/// </summary>
/// <param name="layers">Emits the layers.</param>
/// <param name="length">Rows of the stream, T.</param>
/// <param name="mask">(1, 1, 1, T), added to the scores.</param>
/// <param name="rotary">Whether queries and keys are rotated by their row.</param>
internal sealed class StaticBlocks(StaticLayers layers, int length, Value mask, bool rotary)
{
    private GraphBuilder Graph => layers.Graph;

    /// <summary>x (T, D) -> (T, D)</summary>
    public Value Emit(Value x, string module, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var at = Graph.At($"layers.{i}");
            var block = $"{module}.layers.{i}";
            var attended = SelfAttention(layers.Norm(x, "ln1", $"{block}.ln1"), $"{block}.self_attn");
            x = layers.Residual(x, attended, "post_ln1", $"{block}.post_ln1");
            var changed = layers.Mlp(layers.Norm(x, "ln2", $"{block}.ln2"), "mlp", $"{block}.mlp");
            x = layers.Residual(x, changed, "post_ln2", $"{block}.post_ln2");
        }

        return layers.Norm(x, "norm", $"{module}.norm");
    }

    private Value SelfAttention(Value x, string module)
    {
        var options = layers.Options;
        using var at = Graph.At("self_attn");
        var queries = layers.Queries(x, module, length); // (1, H, T, head)
        var keys = layers.SplitHeads(layers.Linear(x, "k_proj", $"{module}.k_proj"), options.KvHeads, length);
        var values = layers.SplitHeads(layers.Linear(x, "v_proj", $"{module}.v_proj"), options.KvHeads, length);
        if (rotary)
        {
            (var cos, var sin) = Tables();
            queries = layers.Rotate(queries, cos, sin, rank: 4);
            keys = layers.Rotate(keys, cos, sin, rank: 4);
        }

        var mixed = layers.Mix(queries, Graph.Transpose(keys, 0, 1, 3, 2), values, mask, length); // (T, H * head)
        return layers.Linear(mixed, "o_proj", $"{module}.o_proj");
    }

    private (Value Cos, Value Sin) Tables()
    {
        var options = layers.Options;
        var half = options.HeadDim / 2;
        (var cos, var sin) = RotaryEmbedding.Tables(options.HeadDim, length, options.RopeTheta);
        return (
            Graph.Constant(TensorProto.Of("rotary.cos", cos, 1, 1, length, half)),
            Graph.Constant(TensorProto.Of("rotary.sin", sin, 1, 1, length, half))
        );
    }
}
