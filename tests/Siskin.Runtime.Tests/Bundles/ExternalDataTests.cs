using Siskin.Runtime.Bundles;
using Siskin.Runtime.Tests.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Graph_with_its_own_weights_names_no_file()
    {
        Assert.Empty(Locations(EchoBundle.Decoder()));
    }

    [Fact]
    public void Every_file_is_named_once()
    {
        var graph = new OnnxWriter()
            .External("a", "weights.bin", 4)
            .External("b", "weights.bin", 4)
            .External("c", "../../etc/shadow", 4)
            .ToArray();

        Assert.Equal(["../../etc/shadow", "weights.bin"], Locations(graph).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x3A, 0x7F, 1, 2 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x0B })]
    public void What_is_no_protobuf_is_told(byte[] bytes)
    {
        Assert.Throws<InvalidDataException>(() => Locations(bytes));
    }

    [Fact]
    public void Bottomless_nesting_ends()
    {
        // graph (7) > node (1) > attribute (5) > graph (6) > node ..., each around the one before.
        byte[] bytes = [];
        for (var i = 0; i < 201; i++)
        {
            var field = (i % 3) switch
            {
                0 => 6,
                1 => 5,
                _ => 1,
            };
            bytes = Wrap(field, bytes);
        }

        Assert.Contains(
            "nested",
            Assert.Throws<InvalidDataException>(() => Locations(Wrap(7, bytes))).Message,
            StringComparison.Ordinal
        );
    }

    private static byte[] Wrap(int field, byte[] content)
    {
        using var stream = new MemoryStream();
        stream.WriteByte((byte)((field << 3) | 2));
        var length = content.Length;
        for (; length >= 0x80; length >>= 7)
            stream.WriteByte((byte)(length | 0x80));
        stream.WriteByte((byte)length);
        stream.Write(content);
        return stream.ToArray();
    }

    private IReadOnlyCollection<string> Locations(byte[] graph)
    {
        var file = Path.Combine(_folder.Path, "graph.onnx");
        File.WriteAllBytes(file, graph);
        return ExternalData.Locations(file);
    }
}
