using Siskin.Runtime.Bundles;
using Siskin.Runtime.Tests.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class BundleTests : IDisposable
{
    private const string Encoder = "q/encoder.onnx";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Graphs_with_weights_of_their_own_or_in_listed_files_beside_them_are_in_order()
    {
        var bundle = WithWeightsIn("weights.bin", list: "q/weights.bin");

        bundle.CheckGraphs();

        Assert.Equal(bundle.PathOf(Encoder), bundle.GraphPath(Encoder));
    }

    [Theory]
    [InlineData("weights.bin", "cpu-int8/weights.bin", "bundle.toml does not list")] // listed, but in another folder
    [InlineData("encoder.bin", "q/weights.bin", "bundle.toml does not list")]
    [InlineData("../cpu-int8/weights.bin", "cpu-int8/weights.bin", "is no file in the graph's folder")]
    [InlineData("../q/weights.bin", "q/weights.bin", "is no file in the graph's folder")]
    [InlineData("./weights.bin", "q/weights.bin", "is no file in the graph's folder")]
    [InlineData("/etc/passwd", "q/weights.bin", "is no file in the graph's folder")]
    [InlineData("", "q/weights.bin", "is no file in the graph's folder")]
    // An address in memory.
    [InlineData("*/_ORT_MEM_ADDR_/*", "q/*/_ORT_MEM_ADDR_/*", "is no file in the graph's folder")]
    public void Graph_with_weights_elsewhere_is_refused_in_one_sentence(string location, string listed, string problem)
    {
        var bundle = WithWeightsIn(location, listed);

        var message = Assert.Throws<BundleException>(() => bundle.GraphPath(Encoder)).Message;

        Assert.Equal(
            $"Bundle '{_folder.Path}': graph '{Encoder}' keeps weights in '{location}', which {problem}.",
            message
        );
        Assert.Equal(message, Assert.Throws<BundleException>(bundle.CheckGraphs).Message);
    }

    [Fact]
    public void Altered_weights_are_refused()
    {
        WithWeightsIn("weights.bin", list: "q/weights.bin");
        _folder.Write("q/weights.bin", "0123456x");

        var message = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path)).Message;

        Assert.Contains("'q/weights.bin' has SHA-256", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_graph_is_named()
    {
        Manifests.WriteTo(_folder);
        _folder.Write(Encoder, "not a graph");
        var manifest = BundleWriter.Write(_folder.Path, Manifests.Example);

        var message = Assert.Throws<BundleException>(BundleReader.Open(_folder.Path).CheckGraphs).Message;

        Assert.Contains(Encoder, manifest.Sha256.Keys);
        Assert.Contains($"graph '{Encoder}' cannot be loaded: it ", message, StringComparison.Ordinal);
    }

    private Bundle WithWeightsIn(string location, string list)
    {
        Manifests.WriteTo(_folder);
        File.WriteAllBytes(Path.Combine(_folder.Path, Encoder), new OnnxWriter().External("w", location, 2).ToArray());
        _folder.Write(list, "01234567");
        BundleWriter.Write(
            _folder.Path,
            Manifests.Example with
            {
                Sha256 = new Dictionary<string, string> { [list] = "" },
            }
        );
        return BundleReader.Open(_folder.Path);
    }
}
