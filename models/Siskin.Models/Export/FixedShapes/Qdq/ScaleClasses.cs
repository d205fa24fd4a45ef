using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes.Qdq;

/// <summary>
/// Values that must share one scale and zero point: both sides of an operator that only moves data, the parts of a
/// concatenation and its result, and what has one name in several graphs (buckets of one graph; an output of one graph
/// that is an input of the next). Past and present keys are tied by their concatenation and slice.
/// </summary>
internal sealed class ScaleClasses
{
    private readonly Dictionary<string, string> _parents = [];
    private readonly HashSet<string> _symmetric = [];

    /// <param name="graphs">Every graph of the variant.</param>
    public ScaleClasses(IEnumerable<GraphProto> graphs)
    {
        GraphProto[] all = [.. graphs];
        foreach (var node in all.SelectMany(graph => graph.Nodes))
        {
            if (OperatorRoles.MovesData(node.OpType))
                Tie(node.Inputs[0], node.Outputs[0]);
            else if (node.OpType == "Concat")
                node.Inputs.ForEach(input => Tie(input, node.Outputs[0]));
        }

        // The second of two 16-bit operands is lowered to 8 bits unless its zero point is in the middle.
        foreach (var node in all.SelectMany(graph => graph.Nodes).Where(node => node.OpType == "MatMul"))
            _symmetric.Add(Of(node.Inputs[1]));
    }

    /// <summary>The value that stands for the class of a value.</summary>
    public string Of(string value)
    {
        while (_parents.TryGetValue(value, out var parent))
            value = parent;
        return value;
    }

    /// <summary>Whether the class of a value has its zero point in the middle.</summary>
    public bool IsSymmetric(string value) => _symmetric.Contains(Of(value));

    private void Tie(string one, string other)
    {
        (var a, var b) = (Of(one), Of(other));
        if (a != b)
            _parents[b] = a;
    }
}
