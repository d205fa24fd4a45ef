using Microsoft.ML.OnnxRuntime;
using Siskin.Models.Export.FixedShapes;
using Siskin.Models.Export.Onnx;
using Xunit;

namespace Siskin.Models.Tests.Export.FixedShapes;

public sealed class ShapeInferenceTests
{
    [Fact]
    public void Every_value_of_the_graphs_has_the_shape_that_onnx_runtime_computes()
    {
        using var model = new StaticModel(TestModel.Options);
        foreach (
            var graph in (ModelProto[])[model.Variant.Visions[1], model.Variant.Encoders[0], model.Variant.Decoder]
        )
        {
            var shapes = ShapeInference.Of(graph.Graph);
            string[] values = [.. graph.Graph.Nodes.SelectMany(node => node.Outputs)];

            IReadOnlyDictionary<string, long[]> computed = Run(graph, values, shapes);

            Assert.All(values, value => Assert.Equal(computed[value], shapes[value]));
        }
    }

    [Fact]
    public void What_is_behind_an_unknown_operator_has_no_shape()
    {
        var graph = new GraphBuilder("odd");
        var x = graph.Input("x", ElementType.Float, 2, 3);
        var gone = graph.Squeeze(x, 0);
        var known = graph.Relu(x);

        var shapes = ShapeInference.Of(graph.Build().Graph);

        Assert.False(shapes.ContainsKey(gone.Name));
        Assert.Equal([2, 3], shapes[known.Name]);
    }

    private static Dictionary<string, long[]> Run(
        ModelProto model,
        string[] values,
        IReadOnlyDictionary<string, long[]> shapes
    )
    {
        var all = ModelProto.Parse(model.ToBytes());
        foreach (var value in values.Where(value => all.Graph.Outputs.All(output => output.Name != value)))
            all.Graph.Outputs.Add(
                new ValueInfoProto(value, ElementType.Float, [.. shapes[value].Select((_, i) => (Dim)$"d{i}")])
            );
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        using var session = new InferenceSession(all.ToBytes(), options);
        using var run = new RunOptions();
        OrtValue[] inputs = [.. all.Graph.Inputs.Select(Zeros)];
        try
        {
            using var results = session.Run(run, [.. all.Graph.Inputs.Select(input => input.Name)], inputs, values);
            return values
                .Zip(results, (value, result) => (value, result.GetTensorTypeAndShape().Shape))
                .ToDictionary(pair => pair.value, pair => pair.Shape);
        }
        finally
        {
            foreach (var input in inputs)
                input.Dispose();
        }
    }

    private static OrtValue Zeros(ValueInfoProto input)
    {
        long[] dims = [.. input.Dims.Select(dim => dim.Size)];
        var count = dims.Aggregate(1L, (product, dim) => product * dim);
        return input.Type == ElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(new int[count], dims)
            : OrtValue.CreateTensorValueFromMemory(new float[count], dims);
    }
}
