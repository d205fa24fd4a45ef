using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Strips;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>What the commands of all networks that look along strips do to put one into a bundle.</summary>
internal static class StripExport
{
    /// <summary>Writes the graph and says what it weighs.</summary>
    /// <param name="checkpoint">Folder of the checkpoint.</param>
    /// <param name="bundle">Folder of the bundle.</param>
    /// <param name="purpose">What the graph is for, see <see cref="StripGraphs"/>.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidDataException">There is no checkpoint, or the bundle reads no frames.</exception>
    public static int Run(string checkpoint, string bundle, string purpose)
    {
        using var network = StripCheckpoint.LoadNetwork(checkpoint);
        return Run(StripGraph.Build(network), network.CountParameters(), bundle, purpose);
    }

    /// <summary>Writes a graph and says what it weighs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">How many weights its network has.</param>
    /// <param name="bundle">Folder of the bundle.</param>
    /// <param name="purpose">What the graph is for, see <see cref="StripGraphs"/>.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidDataException">The bundle reads no frames.</exception>
    public static int Run(ModelProto graph, long weights, string bundle, string purpose)
    {
        var manifest = ChangedBundle.Write(bundle, () => StripBundle.Write(BundleReader.Open(bundle), purpose, graph));
        var file = manifest.Strips!.For(purpose)!;
        Console.WriteLine($"{file}: {new FileInfo(Path.Combine(bundle, file)).Length:N0} bytes, {weights:N0} weights");
        return 0;
    }
}
