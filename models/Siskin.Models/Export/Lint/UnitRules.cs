using Siskin.Models.Export.FixedShapes.Qdq;
using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Lint;

/// <summary>Rules about node units: an operator with the DQ nodes in front of it and the Q nodes behind it.</summary>
internal static class UnitRules
{
    // Types are compared by name of operator: these take two or more tensors that are computed with each other.
    private static readonly HashSet<string> OneType =
    [
        "Add",
        "Sub",
        "Mul",
        "Div",
        "Min",
        "Max",
        "Pow",
        "Equal",
        "Greater",
        "GreaterOrEqual",
        "Less",
        "LessOrEqual",
        "Concat",
    ];

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new(
            "node-unit",
            "put a DequantizeLinear of its own in front of each input and only QuantizeLinear behind each output",
            Unit
        ),
        new("unit-type", "quantize input and output to one type", UnitType),
        new("one-type", "quantize all inputs to one type", OneTypeOnly),
        new("equal-scale", "give input and output one scale and zero point: the operator only moves data", EqualScale),
        new("select", "give Where and ScatterElements two dequantized tensors of one type", Select),
        new("argmax", "dequantize the input of ArgMax and leave its integer output alone", ArgMax),
    ];

    private static bool IsArg(NodeProto node) => node.OpType is "ArgMax" or "ArgMin";

    private static IEnumerable<(string, string)> Unit(LintGraph graph)
    {
        foreach (
            var node in graph.Operators.Where(node => !IsArg(node) && node.OpType is not ("Where" or "ScatterElements"))
        )
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i].Length == 0 || OperatorRoles.Of(node, i) == InputRole.Integer)
                    continue;
                if (graph.Dequantizer(node, i) is null)
                    yield return (node.Name, $"input {i} '{node.Inputs[i]}' does not come from DequantizeLinear");
                else if (graph.Consumers(node.Inputs[i]).Distinct().Count() > 1)
                    yield return (node.Name, $"input {i} '{node.Inputs[i]}' is shared with other operators");
            }

            foreach (var output in node.Outputs.Where(output => output.Length > 0))
            {
                if (graph.IsOutput(output))
                    yield return (node.Name, $"output '{output}' is an output of the graph");
                var readers = graph.Consumers(output);
                if (readers.Count == 0 || !readers.All(LintGraph.Quantizes))
                    yield return (node.Name, $"output '{output}' does not go to QuantizeLinear alone");
            }
        }
    }

    private static IEnumerable<(string, string)> UnitType(LintGraph graph) =>
        graph
            .Operators.Where(node =>
                !IsArg(node)
                && graph.Input(node, 0) is { } input
                && graph.Output(node) is { } output
                && input.Type != output.Type
            )
            .Select(node => (node.Name, $"takes {graph.Input(node, 0)!.Type} and gives {graph.Output(node)!.Type}"));

    private static IEnumerable<(string, string)> OneTypeOnly(LintGraph graph) =>
        graph
            .Operators.Where(node => OneType.Contains(node.OpType))
            .Select(node =>
                (
                    node.Name,
                    Types: Enumerable
                        .Range(0, node.Inputs.Count)
                        .Select(i => graph.Input(node, i)?.Type)
                        .OfType<ElementType>()
                        .Distinct()
                        .ToArray()
                )
            )
            .Where(found => found.Types.Length > 1)
            .Select(found => (found.Name, $"takes {string.Join(" and ", found.Types)}"));

    private static IEnumerable<(string, string)> EqualScale(LintGraph graph) =>
        graph
            .Operators.Where(node => OperatorRoles.MovesData(node.OpType))
            .Where(node =>
                graph.Input(node, 0) is { } input && graph.Output(node) is { } output && !input.Equals1(output)
            )
            .Select(node => (node.Name, $"{node.OpType} takes {graph.Input(node, 0)} and gives {graph.Output(node)}"));

    private static IEnumerable<(string, string)> Select(LintGraph graph)
    {
        foreach (var node in graph.Operators.Where(node => node.OpType is "Where" or "ScatterElements"))
        {
            (var first, var second) = node.OpType == "Where" ? (1, 2) : (0, 2);
            (var a, var b) = (graph.Input(node, first), graph.Input(node, second));
            if (a is null || b is null || a.Type != b.Type)
                yield return (
                    node.Name,
                    $"{node.OpType} takes {a?.ToString() ?? "a float"} and {b?.ToString() ?? "a float"}"
                );
        }
    }

    private static IEnumerable<(string, string)> ArgMax(LintGraph graph)
    {
        foreach (var node in graph.Operators.Where(IsArg))
        {
            if (graph.Dequantizer(node, 0) is null)
                yield return (node.Name, $"input '{node.Inputs[0]}' does not come from DequantizeLinear");
            if (graph.Consumers(node.Outputs[0]).Any(LintGraph.Quantizes))
                yield return (node.Name, $"integer output '{node.Outputs[0]}' is quantized");
        }
    }
}
