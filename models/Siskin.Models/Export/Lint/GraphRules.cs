using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Lint;

/// <summary>Rules about a graph as a whole: operators, shapes, inputs and outputs.</summary>
internal static class GraphRules
{
    private const int QuantizedOperatorSet = 21;
    private const int LargestRank = 5;

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("opset", "write standard operator set 21 or later: earlier ones have no 16-bit Q and DQ", OperatorSet),
        new("operator", "use operators that the provider takes", Operator),
        new("static-shape", "give every dimension of every input and output a size above 0", StaticShape),
        new("graph-io", "quantize inputs and outputs: float ones are converted on the CPU at every run", Boundary),
        new("index-type", "use int32: int64 indices get a Cast", IndexType),
        new("constant-parameter", "make shapes, axes and bounds constants", ConstantParameter),
        new("rank", $"keep tensors at rank {LargestRank} or less", Rank),
    ];

    private static IEnumerable<(string, string)> OperatorSet(LintGraph graph)
    {
        var version = graph.Model.OperatorSets.Find(set => set.Domain.Length == 0)?.Version ?? 0;
        if (version < QuantizedOperatorSet)
            yield return (graph.Graph.Name, $"the standard operator set is {version}");
    }

    private static IEnumerable<(string, string)> Operator(LintGraph graph) =>
        graph
            .Operators.Where(node => !QnnOperators.Takes(node.Domain, node.OpType))
            .Select(node =>
                (
                    node.Name,
                    $"{(node.Domain.Length > 0 ? $"{node.Domain}." : "")}{node.OpType} is not taken: "
                        + "{QnnOperators.Advice(node.OpType)}"
                )
            );

    private static IEnumerable<(string, string)> StaticShape(LintGraph graph) =>
        graph
            .Graph.Inputs.Concat(graph.Graph.Outputs)
            .Where(value => value.Dims.Any(dim => dim.Size <= 0))
            .Select(value => (value.Name, $"has the shape ({string.Join(", ", value.Dims)})"));

    private static IEnumerable<(string, string)> Boundary(LintGraph graph) =>
        graph
            .Graph.Inputs.Concat(graph.Graph.Outputs)
            .Where(value => value.Type is ElementType.Float or ElementType.Float16)
            .Select(value => (value.Name, $"is {value.Type}"));

    private static IEnumerable<(string, string)> IndexType(LintGraph graph)
    {
        foreach (var value in graph.Graph.Inputs.Concat(graph.Graph.Outputs).Where(v => v.Type == ElementType.Int64))
            yield return (value.Name, "is Int64");
        foreach (
            var node in graph.Operators.Where(node => node.OpType is "Gather" or "GatherElements" or "ScatterElements")
        )
        {
            if (graph.Constant(node.Inputs[1]) is { Type: ElementType.Int64 })
                yield return (node.Name, $"has Int64 indices '{node.Inputs[1]}'");
        }
    }

    private static IEnumerable<(string, string)> ConstantParameter(LintGraph graph) =>
        graph
            .Operators.Where(node =>
                node.OpType
                    is "Reshape"
                        or "Slice"
                        or "ReduceMean"
                        or "ReduceSum"
                        or "ReduceMax"
                        or "ReduceMin"
                        or "Squeeze"
                        or "Unsqueeze"
                        or "Expand"
                        or "Tile"
            )
            .SelectMany(node =>
                node.Inputs.Skip(1)
                    .Where(input => input.Length > 0 && graph.Constant(input) is null)
                    .Select(input => (node.Name, $"takes '{input}', which is computed"))
            );

    private static IEnumerable<(string, string)> Rank(LintGraph graph) =>
        graph.Operators.SelectMany(node =>
            node.Inputs.Concat(node.Outputs)
                .Where(value => graph.Shapes.TryGetValue(value, out var shape) && shape.Length > LargestRank)
                .Take(1)
                .Select(value => (node.Name, $"has '{value}' of rank {graph.Shapes[value].Length}"))
        );
}
