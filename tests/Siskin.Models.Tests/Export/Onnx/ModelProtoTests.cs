using Google.Protobuf;
using Siskin.Models.Export.Onnx;
using Xunit;

namespace Siskin.Models.Tests.Export.Onnx;

public class ModelProtoTests
{
    [Fact]
    public void A_written_model_reads_back_the_same()
    {
        var model = Example();

        var read = ModelProto.Parse(model.ToBytes());

        Assert.Equal(model.ToBytes(), read.ToBytes());
        Assert.Equal("siskin-models", read.ProducerName);
        Assert.Equal([("", 23L), ("com.microsoft", 1L)], read.OperatorSets.Select(set => (set.Domain, set.Version)));
        Assert.Equal("two", read.Metadata["one"]);
        var input = Assert.Single(read.Graph.Inputs);
        Assert.Equal(("x", ElementType.Float, "1,length,8"), (input.Name, input.Type, string.Join(',', input.Dims)));
        var node = read.Graph.Nodes.Single(n => n.OpType == "Transpose");
        Assert.Equal([0, 2, 1], node.Attribute("perm")!.Ints);
        Assert.Equal("/place/Transpose", node.Name);
    }

    [Fact]
    public void Saved_file_and_bytes_are_equal()
    {
        var path = Path.GetTempFileName();
        Example().Save(path);
        Assert.Equal(Example().ToBytes(), File.ReadAllBytes(path));
        Assert.Equal("example", ModelProto.Load(path).Graph.Name);
        File.Delete(path);
    }

    [Fact]
    public void Every_element_type_keeps_its_content()
    {
        TensorProto[] tensors =
        [
            TensorProto.Of("floats", [1.5f, -2], 2),
            TensorProto.Of("halves", [(Half)1.5, (Half)(-2)], 2, 1),
            TensorProto.Of("bytes", new byte[] { 1, 255 }, 2),
            TensorProto.Of("signed", new sbyte[] { -128, 127 }, 1, 2),
            TensorProto.Of("ints", [int.MinValue, 7], 2),
            TensorProto.Of("longs", [long.MinValue, 7], 2),
            TensorProto.Of("scalar", [3L]),
            TensorProto.Of("none", Array.Empty<float>(), 0, 4),
        ];
        foreach (var tensor in tensors)
        {
            var model = new ModelProto();
            model.Graph.Initializers.Add(tensor);

            var read = Assert.Single(ModelProto.Parse(model.ToBytes()).Graph.Initializers);

            Assert.Equal((tensor.Name, tensor.Type), (read.Name, read.Type));
            Assert.Equal(tensor.Dims, read.Dims);
            Assert.Equal(tensor.Raw.ToArray(), read.Raw.ToArray());
        }
    }

    [Fact]
    public void Content_must_fit_the_dimensions() =>
        Assert.Throws<ArgumentException>(() => TensorProto.Of("x", [1f, 2f], 3));

    [Fact]
    public void Typed_fields_of_other_writers_are_read()
    {
        // Dims 2, int64_data [5, 6].
        byte[] tensor = [0x08, 0x02, 0x10, 0x07, 0x3A, 0x02, 0x05, 0x06, 0x42, 0x01, (byte)'n'];

        Assert.Equal([5, 6], TensorProto.Read(ByteString.CopyFrom(tensor)).As<long>().ToArray());
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(0, 0)] // no length: up to the end of the file
    public void Content_in_another_file_is_read_from_there(long offset, long length)
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(
            Path.Combine(folder.Path, "w.bin"),
            [.. new byte[offset], .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]
        );

        var model = ModelProto.Load(WithExternal(folder.Path, new ExternalContent("w.bin", offset, length)));

        var tensor = Assert.Single(model.Graph.Initializers);
        Assert.Equal([1.5f, -2f], tensor.As<float>().ToArray());
        Assert.Null(tensor.External);
        Assert.Equal([1.5f, -2f], ModelProto.Parse(model.ToBytes()).Graph.Initializers[0].As<float>().ToArray());
    }

    [Fact]
    public void A_place_in_another_file_reads_back_the_same()
    {
        var place = new ExternalContent("w.bin", 64, 8);
        using var folder = new ScratchFolder();

        var read = ModelProto.Parse(File.ReadAllBytes(WithExternal(folder.Path, place))).Graph.Initializers[0];

        Assert.Equal(place, read.External);
        Assert.Equal([2], read.Dims);
        Assert.True(read.Raw.IsEmpty);
    }

    [Theory]
    [InlineData(4, 8, "w.bin has 8 bytes, the content would be 8 from 4 on")]
    [InlineData(9, 0, "w.bin has 8 bytes")]
    [InlineData(0, 4, "4 bytes, expected 8")]
    [InlineData(long.MaxValue, 8, "w.bin has 8 bytes")]
    public void Content_that_the_other_file_does_not_have_is_refused(long offset, long length, string expected)
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "w.bin"), new byte[8]);
        var path = WithExternal(folder.Path, new ExternalContent("w.bin", offset, length));

        var wrong = Assert.Throws<InvalidDataException>(() => ModelProto.Load(path));

        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => ModelProto.Parse([0xFF, 0xFF, 0xFF]));
        var cut = Example().ToBytes()[..^5];
        Assert.Throws<InvalidDataException>(() => ModelProto.Parse(cut));
    }

    private static string WithExternal(string folder, ExternalContent place)
    {
        var model = new ModelProto();
        var tensor = new TensorProto
        {
            Name = "w",
            Type = ElementType.Float,
            External = place,
        };
        tensor.Dims.Add(2);
        model.Graph.Initializers.Add(tensor);
        var path = Path.Combine(folder, "model.onnx");
        model.Save(path);
        return path;
    }

    private static ModelProto Example()
    {
        var graph = new GraphBuilder("example");
        var x = graph.Input("x", ElementType.Float, 1, "length", 8);
        using (graph.At("place"))
        {
            graph.Output(graph.Transpose(x, 0, 2, 1), "y", 1, 8, "length");
        }

        var model = graph.Build();
        model.Metadata["one"] = "two";
        return model;
    }
}
