using Siskin.Models.Export;
using Siskin.Models.Export.Onnx;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export;

public sealed class OcrGraphTests
{
    private const int Width = 40,
        Classes = 7;

    [Fact]
    public void What_stays_of_the_head_says_the_same_and_shares_out_what_the_rest_had()
    {
        using var scope = NewDisposeScope();
        var pixels = TestTensors.Normal(1, 3, 48, Width);
        int[] kept = [0, 5, 2];
        var whole = Run(OcrModel.Recognition(Classes), "x", "told", pixels);
        var cut = OcrModel.Recognition(Classes);

        OcrGraph.CutHead(cut, kept);

        var told = Run(cut, "pixels", "probabilities", pixels);
        Assert.Equal([1, Width, kept.Length], told.shape);
        var expected = whole.index_select(-1, tensor(kept.Select(index => (long)index).ToArray()));
        expected /= expected.sum(-1, keepdim: true);
        Assert.InRange((told - expected).abs().max().item<float>(), 0, 2e-3); // weights of 11 bits
    }

    [Fact]
    public void A_product_with_bias_in_one_operator_is_cut_as_well()
    {
        var model = OcrModel.Recognition(Classes, gemm: true);

        OcrGraph.CutHead(model, [0, 3]);

        using var scope = NewDisposeScope();
        Assert.Equal([Width, 2], Run(model, "pixels", "probabilities", ones(1, 3, 48, Width)).shape);
    }

    [Fact]
    public void A_graph_that_ends_otherwise_is_refused()
    {
        var model = OcrModel.Recognition(Classes);
        model.Graph.Nodes.Single(node => node.OpType == "Softmax").OpType = "Relu";

        var error = Assert.Throws<InvalidDataException>(() => OcrGraph.CutHead(model, [0]));

        Assert.Contains("its one output is no Softmax", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_the_graph_lacks_is_refused() =>
        Assert.Contains(
            "the graph tells 7 classes; class 7 is none of them",
            Assert
                .Throws<InvalidDataException>(() => OcrGraph.CutHead(OcrModel.Recognition(Classes), [0, Classes]))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Classes_are_those_of_the_characters_behind_the_blank()
    {
        Assert.Equal([0, 3, 1], OcrGraph.ClassesOf(["a", "b", "c"], "ca"));
        Assert.Contains("no 'd' (U+0064)", Refused("d"), StringComparison.Ordinal);
        Assert.Contains("'a' is given twice", Refused("aba"), StringComparison.Ordinal);

        static string Refused(string characters) =>
            Assert.Throws<InvalidDataException>(() => OcrGraph.ClassesOf(["a", "b", "c"], characters)).Message;
    }

    private static Tensor Run(ModelProto model, string input, string output, Tensor pixels)
    {
        using var session = new GraphSession(model);
        return session.Run((input, pixels))[output];
    }
}

/// <summary>Graphs as other tools write them.</summary>
internal static class OcrModel
{
    /// <summary>
    /// Weights in nodes, other names, and a step for each column of pixels; (1, W, classes), or (W, classes) where
    /// product and bias are one operator.
    /// </summary>
    public static ModelProto Recognition(int classes, bool gemm = false)
    {
        const int rows = 3 * 48;
        var random = new Random(5);
        var model = new ModelProto { IrVersion = 8 };
        model.OperatorSets.Add(new OperatorSetIdProto("", 13));
        var graph = model.Graph;
        graph.Name = "recognition";
        graph.Inputs.Add(new ValueInfoProto("x", ElementType.Float, ["n", 3, 48, "w"]));
        graph.Outputs.Add(new ValueInfoProto("told", ElementType.Float, gemm ? ["t", classes] : ["n", "t", classes]));
        long[] shape = gemm ? [rows, -1] : [1, rows, -1];
        Constant("shape", TensorProto.Of("", shape, shape.Length));
        Constant("weight", TensorProto.Of("", Numbers(rows * classes), rows, classes));
        Constant("bias", TensorProto.Of("", Numbers(classes), classes));
        Node("Reshape", ["x", "shape"], "columns");
        Node("Transpose", ["columns"], "steps", AttributeProto.Of("perm", Order()));
        if (gemm)
        {
            Node("Gemm", ["steps", "weight", "bias"], "logits");
        }
        else
        {
            Node("MatMul", ["steps", "weight"], "products");
            Node("Add", ["products", "bias"], "logits");
        }

        Node("Softmax", ["logits"], "told", AttributeProto.Of("axis", -1L));
        return model;

        long[] Order() => gemm ? [1, 0] : [0, 2, 1];

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

        void Constant(string name, TensorProto tensor) =>
            Node(
                "Constant",
                [],
                name,
                new AttributeProto
                {
                    Name = "value",
                    Type = AttributeType.Tensor,
                    Tensor = tensor,
                }
            );

        void Node(string operation, string[] inputs, string output, params AttributeProto[] attributes)
        {
            var node = new NodeProto { Name = output, OpType = operation };
            node.Inputs.AddRange(inputs);
            node.Outputs.Add(output);
            node.Attributes.AddRange(attributes);
            graph.Nodes.Add(node);
        }
    }

    /// <summary>A graph that says of each pixel how green it is.</summary>
    public static ModelProto Detection()
    {
        var model = new ModelProto { IrVersion = 8 };
        model.OperatorSets.Add(new OperatorSetIdProto("", 13));
        model.Graph.Name = "detection";
        model.Graph.Inputs.Add(new ValueInfoProto("x", ElementType.Float, ["n", 3, "h", "w"]));
        model.Graph.Outputs.Add(new ValueInfoProto("y", ElementType.Float, ["n", 1, "h", "w"]));
        model.Graph.Initializers.Add(TensorProto.Of("green", (long[])[1], 1));
        var node = new NodeProto { Name = "pick", OpType = "Gather" };
        node.Inputs.AddRange(["x", "green"]);
        node.Outputs.Add("y");
        node.Attributes.Add(AttributeProto.Of("axis", 1L));
        model.Graph.Nodes.Add(node);
        return model;
    }
}
