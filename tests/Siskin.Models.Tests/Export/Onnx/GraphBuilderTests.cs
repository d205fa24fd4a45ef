using Siskin.Models.Export.Onnx;
using Xunit;

namespace Siskin.Models.Tests.Export.Onnx;

public class GraphBuilderTests
{
    private readonly GraphBuilder _graph = new("graph");

    [Fact]
    public void Nodes_are_named_after_their_place()
    {
        var x = _graph.Input("x", ElementType.Float, 1, 4);
        using (_graph.At("decoder"))
        using (_graph.At("layers.0"))
        {
            x = _graph.Add(_graph.Add(x, x), x);
        }

        _graph.Output(x, "y", 1, 4);

        Assert.Equal(
            ["/decoder/layers.0/Add", "/decoder/layers.0/Add_1"],
            _graph.Build().Graph.Nodes.Select(node => node.Name)
        );
    }

    [Fact]
    public void An_output_that_other_nodes_read_is_renamed_everywhere()
    {
        var x = _graph.Input("x", ElementType.Float, 1, 4);
        var doubled = _graph.Add(x, x);
        _graph.Mul(doubled, doubled);

        _graph.Output(doubled, "doubled", 1, 4);

        var multiplication = _graph.Build().Graph.Nodes[1];
        Assert.Equal(["doubled", "doubled"], multiplication.Inputs);
    }

    [Fact]
    public void Equal_constants_are_stored_once()
    {
        var first = _graph.Integers(1, -1, 64);
        var second = _graph.Integers(1, -1, 64);

        Assert.Equal(first, second);
        Assert.Single(_graph.Build().Graph.Initializers);
    }

    [Fact]
    public void Two_constants_of_one_name_must_have_one_shape()
    {
        _graph.Constant(TensorProto.Of("w", [1f, 2f], 2));

        Assert.Throws<ArgumentException>(() => _graph.Constant(TensorProto.Of("w", [1f], 1)));
    }

    [Fact]
    public void Only_a_nodes_output_can_be_a_graph_output()
    {
        var x = _graph.Input("x", ElementType.Float, 1, 4);

        Assert.Throws<ArgumentException>(() => _graph.Output(x, "y", 1, 4));
    }
}
