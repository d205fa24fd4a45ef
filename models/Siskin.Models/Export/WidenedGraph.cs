using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// Lets the decoder graph of an older bundle, which takes one token, take several in one pass, as <see
/// cref="DecoderGraph"/> emits it now. No weight changes.
/// </summary>
internal static class WidenedGraph
{
    private const string Integers = "/integers";

    /// <summary>Changes the graph.</summary>
    /// <returns>Whether there was anything to change.</returns>
    /// <exception cref="InvalidDataException">It is no decoder of one token.</exception>
    public static bool Widen(GraphProto graph)
    {
        var token = graph.Inputs.Find(input => input.Name == TensorNames.Token);
        var logits = graph.Outputs.Find(output => output.Name == TensorNames.Logits);
        if (token is not { Dims: [_, var tokens] } || logits is not { Dims: [_, _, var vocabulary] })
            throw new InvalidDataException($"graph '{graph.Name}' is no decoder: it lacks '{TensorNames.Token}'");
        if (tokens.Size < 0)
            return false;
        foreach (var node in graph.Nodes.Where(node => node.OpType == "Attention").ToArray())
            SplitHeads(graph, node);
        Replace(graph.Inputs, token, token with { Dims = [1, DecoderGraph.Tokens] });
        Replace(graph.Outputs, logits, logits with { Dims = [1, DecoderGraph.Tokens, vocabulary] });
        RemoveUnused(graph);
        return true;
    }

    // (1, 1, H * head) -> (1, H, 1, head) moves nothing; with T tokens, what lies between changes places.
    private static void SplitHeads(GraphProto graph, NodeProto attention)
    {
        var split = graph.Nodes.Find(node => node.Outputs.Contains(attention.Inputs[0]));
        var join = graph.Nodes.Find(node => node.Inputs.Contains(attention.Outputs[0]));
        if (
            split is not { OpType: "Reshape" }
            || join is not { OpType: "Reshape" }
            || ShapeOf(graph, split) is not [1, var heads, 1, var size]
        )
            throw new InvalidDataException($"graph '{graph.Name}': '{attention.Name}' is not between two reshapes");
        SetShape(graph, split, 0, 0, heads, size);
        SetShape(graph, join, 0, 0, heads * size);
        var before = Transposed(attention, attention.Inputs[0], "query");
        attention.Inputs[0] = before.Outputs[0];
        var after = Transposed(attention, attention.Outputs[0], "mixed");
        join.Inputs[0] = after.Outputs[0];
        graph.Nodes.Insert(graph.Nodes.IndexOf(attention), before);
        graph.Nodes.Insert(graph.Nodes.IndexOf(attention) + 1, after);
    }

    private static NodeProto Transposed(NodeProto beside, string value, string name)
    {
        var node = new NodeProto { Name = $"{beside.Name}/{name}", OpType = "Transpose" };
        node.Inputs.Add(value);
        node.Outputs.Add($"{node.Name}/output_0");
        node.Attributes.Add(AttributeProto.Of("perm", [0L, 2, 1, 3]));
        return node;
    }

    private static long[] ShapeOf(GraphProto graph, NodeProto reshape) =>
        graph.Initializers.Find(tensor => tensor.Name == reshape.Inputs[1]) is { } shape
            ? shape.As<long>().ToArray()
            : [];

    private static void SetShape(GraphProto graph, NodeProto reshape, params ReadOnlySpan<long> dims)
    {
        var shape = TensorProto.Of($"{Integers}/[{string.Join(',', dims.ToArray())}]", dims, dims.Length);
        if (!graph.Initializers.Exists(tensor => tensor.Name == shape.Name))
            graph.Initializers.Add(shape);
        reshape.Inputs[1] = shape.Name;
    }

    private static void Replace(List<ValueInfoProto> values, ValueInfoProto old, ValueInfoProto value) =>
        values[values.IndexOf(old)] = value;

    private static void RemoveUnused(GraphProto graph)
    {
        var used = graph.Nodes.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        graph.Initializers.RemoveAll(tensor => !used.Contains(tensor.Name));
    }
}
