using Siskin.Models.Export.FixedShapes;
using Siskin.Models.Export.Onnx;
using Xunit;

namespace Siskin.Models.Tests.Export.FixedShapes;

public sealed class SharedWeightsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void What_graphs_have_in_common_is_written_once()
    {
        var written = Write([Large("a", 1), Large("b", 2)], [Large("b", 2), Large("c", 3)]);

        Assert.Equal(written[0].Initializers[1].External, written[1].Initializers[0].External);
        Assert.Equal(
            3,
            written.SelectMany(graph => graph.Initializers).Select(tensor => tensor.External).Distinct().Count()
        );
        // 1200 and 16 to the next.
        Assert.Equal((2 * 1216) + 1200, new FileInfo(Path.Combine(_folder.Path, "w.bin")).Length);
    }

    [Fact]
    public void Every_tensor_keeps_its_content_and_begins_at_a_multiple_of_64()
    {
        TensorProto[] tensors = [Large("a", 1), TensorProto.Of("odd", new sbyte[1001], 1001), Large("b", 2)];

        var graph = Assert.Single(Write(tensors));

        Assert.All(graph.Initializers, tensor => Assert.Equal(0, tensor.External!.Offset % 64));
        var model = new ModelProto { Graph = graph };
        var path = Path.Combine(_folder.Path, "graph.onnx");
        model.Save(path);
        var read = ModelProto.Load(path).Graph.Initializers;
        Assert.Equal(
            tensors.Select(tensor => (tensor.Name, tensor.Type)),
            read.Select(tensor => (tensor.Name, tensor.Type))
        );
        Assert.All(tensors.Zip(read), pair => Assert.Equal(pair.First.Raw.ToArray(), pair.Second.Raw.ToArray()));
        Assert.All(tensors.Zip(read), pair => Assert.Equal(pair.First.Dims, pair.Second.Dims));
    }

    [Fact]
    public void Small_ones_stay_in_the_graph()
    {
        var small = TensorProto.Of("small", [1f, 2f], 2);

        var graph = Assert.Single(Write([small]));

        Assert.Same(small, Assert.Single(graph.Initializers));
    }

    [Fact]
    public void A_tensor_that_another_graph_holds_too_stays_whole_there()
    {
        var shared = Large("a", 1);

        Write([shared]);

        Assert.Null(shared.External);
        Assert.Equal(1200, shared.Raw.Length);
    }

    public void Dispose() => _folder.Dispose();

    private GraphProto[] Write(params TensorProto[][] tensors)
    {
        using var weights = new SharedWeights(Path.Combine(_folder.Path, "w.bin"));
        GraphProto[] graphs =
        [
            .. tensors.Select(of =>
            {
                var graph = new GraphProto();
                graph.Initializers.AddRange(of);
                return graph;
            }),
        ];
        foreach (var graph in graphs)
            weights.Take(graph);
        return graphs;
    }

    private static TensorProto Large(string name, float value)
    {
        var values = new float[300];
        Array.Fill(values, value);
        return TensorProto.Of(name, values, 3, 100);
    }
}
