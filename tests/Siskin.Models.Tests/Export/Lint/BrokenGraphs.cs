using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Tests.Export.Lint;

/// <summary>One way to break each rule: the graph to break, and the change.</summary>
internal static class BrokenGraphs
{
    public static IReadOnlyDictionary<string, (string Graph, Action<ModelProto> Break)> ByRule { get; } =
        new Dictionary<string, (string, Action<ModelProto>)>
        {
            ["opset"] = ("decoder", model => model.OperatorSets[0] = new OperatorSetIdProto("", 20)),
            ["operator"] = (
                "decoder",
                model =>
                {
                    var node = First(model, "Softmax");
                    (node.OpType, node.Domain) = ("MultiHeadAttention", GraphBuilder.MicrosoftDomain);
                }
            ),
            ["static-shape"] = (
                "encoder-160",
                model => model.Graph.Inputs[0] = model.Graph.Inputs[0] with { Dims = ["tokens"] }
            ),
            ["graph-io"] = (
                "decoder",
                model => model.Graph.Outputs[0] = model.Graph.Outputs[0] with { Type = ElementType.Float }
            ),
            ["index-type"] = (
                "encoder-160",
                model => model.Graph.Inputs[0] = model.Graph.Inputs[0] with { Type = ElementType.Int64 }
            ),
            ["constant-parameter"] = ("decoder", model => Remove(model, First(model, "Reshape").Inputs[1])),
            ["rank"] = (
                "decoder",
                model =>
                {
                    var node = First(model, "Reshape");
                    Remove(model, node.Inputs[1]);
                    model.Graph.Initializers.Add(TensorProto.Of(node.Inputs[1], [1L, 1, 1, 1, 1, -1], 6));
                }
            ),
            ["node-unit"] = (
                "decoder",
                model =>
                {
                    var node = First(model, "Sigmoid");
                    node.Inputs[0] = Producer(model, node.Inputs[0]).Inputs[0];
                }
            ),
            ["unit-type"] = (
                "decoder",
                model => Requantize(model, Reader(model, First(model, "Softmax")), 1f / 256, Bytes(0))
            ),
            ["one-type"] = (
                "decoder",
                model => Requantize(model, Producer(model, First(model, "Add").Inputs[1]), 0.1f, Bytes(9))
            ),
            ["equal-scale"] = (
                "decoder",
                model => Requantize(model, Reader(model, First(model, "Slice")), 0.5f, Steps(32768))
            ),
            ["select"] = (
                "decoder",
                model =>
                {
                    var node = First(model, "Mul");
                    Requantize(model, Producer(model, node.Inputs[1]), 0.1f, Bytes(9));
                    node.OpType = "Where";
                    node.Inputs.Insert(0, "condition");
                }
            ),
            ["argmax"] = ("decoder", model => First(model, "Sigmoid").OpType = "ArgMax"),
            ["quantization"] = ("decoder", model => Reader(model, First(model, "Mul")).Inputs.RemoveAt(2)),
            ["activation-type"] = (
                "decoder",
                model =>
                    Requantize(
                        model,
                        Reader(model, First(model, "Mul")),
                        0.1f,
                        TensorProto.Of("broken/zero", ElementType.Int16, [(short)0])
                    )
            ),
            ["weight-type"] = (
                "decoder",
                model =>
                {
                    var weight = Producer(model, First(model, "Gemm").Inputs[1]);
                    Remove(model, weight.Inputs[2], out var zeros);
                    sbyte[] shifted = [.. zeros.As<sbyte>().ToArray().Select(_ => (sbyte)3)];
                    model.Graph.Initializers.Add(TensorProto.Of(zeros.Name, shifted, shifted.Length));
                }
            ),
            ["channel-axis"] = (
                "vision-8x8",
                model => Producer(model, First(model, "Conv").Inputs[1]).Attribute("axis")!.Int = 1
            ),
            ["bias"] = (
                "decoder",
                model =>
                {
                    var bias = Producer(model, First(model, "Gemm").Inputs[2]);
                    Remove(model, bias.Inputs[1], out var scales);
                    float[] larger = [.. scales.As<float>().ToArray().Select(scale => scale * 1.5f)];
                    model.Graph.Initializers.Add(TensorProto.Of(scales.Name, larger, larger.Length));
                }
            ),
            ["fixed-scale"] = (
                "decoder",
                model => Requantize(model, Reader(model, First(model, "Sigmoid")), 1f / 65535, Steps(0))
            ),
            ["least-range"] = (
                "decoder",
                model => Requantize(model, Reader(model, First(model, "Mul")), 1e-12f, Steps(0))
            ),
            ["gemm"] = (
                "decoder",
                model => First(model, "Gemm").Attributes.RemoveAll(attribute => attribute.Name == "beta")
            ),
            ["rms-norm"] = ("decoder", model => First(model, "RMSNormalization").Attribute("axis")!.Int = 0),
            ["layer-norm"] = (
                "decoder",
                model =>
                {
                    var node = First(model, "RMSNormalization");
                    node.OpType = "LayerNormalization";
                    node.Inputs.Add(node.Inputs[1]);
                }
            ),
            ["matmul"] = (
                "decoder",
                model => Requantize(model, Producer(model, First(model, "MatMul").Inputs[1]), 0.1f, Steps(30000))
            ),
            ["softmax"] = ("decoder", model => First(model, "Softmax").Attribute("axis")!.Int = 1),
        };

    public static NodeProto First(ModelProto model, string operation) =>
        model.Graph.Nodes.Find(node => node.OpType == operation)
        ?? throw new ArgumentException($"the graph has no {operation}", nameof(operation));

    public static NodeProto Producer(ModelProto model, string value) =>
        model.Graph.Nodes.Find(node => node.Outputs.Contains(value))
        ?? throw new ArgumentException($"nothing makes '{value}'", nameof(value));

    /// <summary>The first node that reads a node's output.</summary>
    public static NodeProto Reader(ModelProto model, NodeProto node) =>
        model.Graph.Nodes.First(reader => reader.Inputs.Contains(node.Outputs[0]));

    /// <summary>Gives one Q or DQ node a scale and a zero point of its own.</summary>
    public static void Requantize(ModelProto model, NodeProto node, float scale, TensorProto zero)
    {
        zero.Name = "broken/zero";
        model.Graph.Initializers.AddRange([TensorProto.Of("broken/scale", [scale]), zero]);
        (node.Inputs[1], node.Inputs[2]) = ("broken/scale", "broken/zero");
    }

    public static TensorProto Steps(ushort zero) => TensorProto.Of("", ElementType.UInt16, [zero]);

    private static TensorProto Bytes(byte zero) => TensorProto.Of("", [zero]);

    private static void Remove(ModelProto model, string constant) => Remove(model, constant, out _);

    private static void Remove(ModelProto model, string constant, out TensorProto removed)
    {
        removed = model.Graph.Initializers.Find(tensor => tensor.Name == constant)!;
        model.Graph.Initializers.Remove(removed);
    }
}
