using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Cpu;
using Siskin.Runtime.Tests.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Providers.Cpu;

public sealed class LeanGraphTests : IDisposable
{
    private const int Inner = 2_048;
    private const int Columns = 4_200; // 8.6 MB of weights

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "graph.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_of_products_are_left_in_the_file()
    {
        var graph = Product(8, 4).ToArray();

        var lean = LeanGraph.Of(graph, "graph.onnx", minBytes: 32, largeFrom: 32)!;

        System.IO.File.WriteAllBytes(File, lean);
        Assert.Equal(["graph.onnx"], ExternalData.Locations(File));
        Assert.Equal(-1, lean.AsSpan().IndexOf([.. Bytes(8 * 4).Select(value => (byte)(value - 128))]));
    }

    [Fact]
    public void A_small_graph_stays_as_it_is()
    {
        var graph = Product(8, 4).ToArray();

        Assert.Null(LeanGraph.Of(graph, "graph.onnx", minBytes: 32, largeFrom: 33));
        Assert.Null(LeanGraph.Of(graph, "graph.onnx", minBytes: 33, largeFrom: 1));
    }

    [Fact]
    public void A_weight_that_something_else_reads_as_well_stays()
    {
        var graph = Product(8, 4).Node("Gather", ["w", "x"], ["rows"]).ToArray();

        Assert.Null(LeanGraph.Of(graph, "graph.onnx", minBytes: 32, largeFrom: 32));
    }

    [Fact]
    public void Where_a_node_holds_a_graph_every_weight_stays()
    {
        var graph = Product(8, 4).Node("If", ["condition"], ["z"], ("then_branch", new OnnxWriter())).ToArray();

        Assert.Null(LeanGraph.Of(graph, "graph.onnx", minBytes: 32, largeFrom: 32));
    }

    [Fact]
    public void A_large_graph_computes_the_same_and_its_file_is_not_kept()
    {
        System.IO.File.WriteAllBytes(File, Product(Inner, Columns).ToArray());
        Assert.NotNull(LeanGraph.Of(File));

        AssertOpens(asItIs: 0);
    }

    [Fact]
    public void Where_weights_are_not_packed_the_file_is_not_kept_either()
    {
        // Of 8 bits, computed in floats: ONNX Runtime has no packed form for it.
        const int blocks = Inner / 128;
        System.IO.File.WriteAllBytes(
            File,
            new OnnxWriter()
                .Input("x", OnnxWriter.Float, 1, Inner)
                .Output("y", OnnxWriter.Float, 1, Columns)
                .Constant("w", Bytes(Inner * Columns), Columns, blocks, 128)
                .Constant("scale", [.. Enumerable.Repeat(0.01f, Columns * blocks)], Columns * blocks)
                .Contrib(
                    "MatMulNBits",
                    ["x", "w", "scale"],
                    ["y"],
                    ("K", Inner),
                    ("N", Columns),
                    ("bits", 8),
                    ("block_size", 128)
                )
                .ToArray()
        );
        Assert.NotNull(LeanGraph.Of(File));

        AssertOpens(asItIs: 1);
    }

    [Fact]
    public void A_file_that_is_mapped_twice_is_told()
    {
        System.IO.File.WriteAllBytes(File, Product(8, 4).ToArray());
        using var first = new MappedFile(File);

        Assert.False(first.IsMappedElsewhere);
        using var second = new MappedFile(File);

        Assert.True(first.IsMappedElsewhere);
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private void AssertOpens(int asItIs)
    {
        ComputeEnvironment.Ensure(2, spin: false);
        using var sessions = new CpuSessions(
            new GraphSource("key", PathOf, PathOf),
            new SessionSettings(2, Spin: false)
        );
        using var lean = sessions.Open("graph.onnx");
        Assert.Equal(asItIs, sessions.OpenedAsTheyAre);
        using (var mapped = new MappedFile(File))
            Assert.False(mapped.IsMappedElsewhere);
        using var whole = new InferenceSession(File);
        Assert.Equal(Run(whole), Run(lean));
    }

    private static float[] Run(InferenceSession session)
    {
        var values = new float[Inner];
        for (var i = 0; i < values.Length; i++)
            values[i] = (i * 31 % 17) - 8;
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory(values, [1, Inner]);
        using var y = session.Run(run, ["x"], [x], ["y"])[0];
        return y.GetTensorDataAsSpan<float>().ToArray();
    }

    private static OnnxWriter Product(int inner, int columns) =>
        new OnnxWriter()
            .Input("x", OnnxWriter.Float, 1, inner)
            .Output("y", OnnxWriter.Float, 1, columns)
            .Constant("w", [.. Bytes(inner * columns).Select(value => (sbyte)(value - 128))], inner, columns)
            .Constant("scale", [0.01f], 1)
            .Contrib("DynamicQuantizeMatMul", ["x", "w", "scale"], ["y"]);

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)(100 + (i * 37 % 61)); // small enough that no processor's sums of two saturate
        return bytes;
    }
}
