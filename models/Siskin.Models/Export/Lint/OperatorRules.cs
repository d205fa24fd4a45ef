using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Lint;

/// <summary>Rules about single kinds of operators.</summary>
internal static class OperatorRules
{
    private const int Middle16 = 32768;

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new(
            "gemm",
            "write beta = 1.0, leave alpha at 1 and transA at 0, and give a rank-2 input and a bias of one "
                + "value per output",
            Gemm
        ),
        new("rms-norm", "normalize the last axis of a tensor of rank 4 or less, with one output", RmsNorm),
        new("layer-norm", "normalize the last axis, with an Int32 bias and one output", LayerNorm),
        new(
            "matmul",
            "multiply by a constant of rank 2, or by a tensor of 8 bits or with the zero point 32768",
            MatMul
        ),
        new("softmax", "take the softmax over the last axis", Softmax),
    ];

    private static IEnumerable<NodeProto> Of(LintGraph graph, string operation) =>
        graph.Operators.Where(node => node.OpType == operation);

    private static IEnumerable<(string, string)> Gemm(LintGraph graph)
    {
        foreach (var node in Of(graph, "Gemm"))
        {
            if (node.Attribute("beta") is not { Float: 1 })
                yield return (
                    node.Name,
                    node.Attribute("beta") is { } beta ? $"beta is {beta.Float}" : "beta is not written"
                );
            if (node.Attribute("alpha") is { Float: not 1 } alpha)
                yield return (node.Name, $"alpha is {alpha.Float}");
            if (node.Attribute("transA") is { Int: not 0 })
                yield return (node.Name, "transA is set");
            if (graph.Shapes.TryGetValue(node.Inputs[0], out var shape) && shape.Length != 2)
                yield return (node.Name, $"its input has rank {shape.Length}");
            if (node.Inputs.Count < 3 || graph.Input(node, 2) is not { Type: ElementType.Int32 })
                yield return (
                    node.Name,
                    $"its bias is {(node.Inputs.Count < 3 ? "absent" : graph.Input(node, 2)?.ToString() ?? "a float")}"
                );
        }
    }

    private static IEnumerable<(string, string)> RmsNorm(LintGraph graph)
    {
        foreach (var node in Of(graph, "RMSNormalization"))
        {
            if (graph.Shapes.TryGetValue(node.Inputs[0], out var shape))
            {
                if (shape.Length > 4)
                    yield return (node.Name, $"its input has rank {shape.Length}");
                if (!IsLast(node, shape.Length))
                    yield return (node.Name, $"axis is {node.Attribute("axis")!.Int} of rank {shape.Length}");
            }

            if (node.Outputs.Count(output => output.Length > 0) > 1)
                yield return (node.Name, $"has {node.Outputs.Count} outputs");
        }
    }

    private static IEnumerable<(string, string)> LayerNorm(LintGraph graph)
    {
        foreach (var node in Of(graph, "LayerNormalization"))
        {
            if (graph.Shapes.TryGetValue(node.Inputs[0], out var shape) && !IsLast(node, shape.Length))
                yield return (node.Name, $"axis is {node.Attribute("axis")!.Int} of rank {shape.Length}");
            if (node.Outputs.Count(output => output.Length > 0) > 1)
                yield return (node.Name, $"has {node.Outputs.Count} outputs");
            if (node.Inputs.Count > 2 && graph.Input(node, 2) is not { Type: ElementType.Int32 })
                yield return (node.Name, $"its bias is {graph.Input(node, 2)?.ToString() ?? "a float"}");
        }
    }

    private static IEnumerable<(string, string)> MatMul(LintGraph graph)
    {
        foreach (var node in Of(graph, "MatMul"))
        {
            if (graph.Weight(node, 1) is { } weight)
            {
                if (weight.Dims.Count != 2)
                    yield return (node.Name, $"its constant has the shape ({string.Join(", ", weight.Dims)})");
            }
            else if (graph.Input(node, 1) is { Type: ElementType.UInt16 } second && second.Zeros[0] != Middle16)
            {
                yield return (node.Name, $"its second operand is {second}, which is lowered to 8 bits");
            }
        }
    }

    private static IEnumerable<(string, string)> Softmax(LintGraph graph) =>
        graph
            .Operators.Where(node =>
                node.OpType is "Softmax" or "LogSoftmax"
                && graph.Shapes.TryGetValue(node.Inputs[0], out var shape)
                && !IsLast(node, shape.Length)
            )
            .Select(node =>
                (node.Name, $"axis is {node.Attribute("axis")!.Int} of rank {graph.Shapes[node.Inputs[0]].Length}")
            );

    private static bool IsLast(NodeProto node, int rank) =>
        node.Attribute("axis") is not { } axis || axis.Int == -1 || axis.Int == rank - 1;
}
