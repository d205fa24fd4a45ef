using Siskin.Models.Architecture;
using static TorchSharp.torch;

namespace Siskin.Models.Export;

/// <summary>
/// Networks with random weights, for speed tests of any size and for parity tests: unlike a fresh network, every layer
/// contributes to the output, biases and norm weights included.
/// </summary>
internal static class RandomNetwork
{
    /// <summary>A network whose weights follow from the seed.</summary>
    public static Network Create(ModelOptions options, long seed)
    {
        var network = Network.Create(options);
        Randomize(network, seed);
        network.eval();
        return network;
    }

    /// <summary>
    /// Draws all weights anew, independent of the global generator: matrices with deviation 1 / sqrt(fan in), norm
    /// weights around one, biases and embeddings around zero.
    /// </summary>
    private static void Randomize(Network network, long seed)
    {
        using var generator = new Generator((ulong)seed);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach ((var name, var weight) in network.named_parameters())
        {
            var norm = weight.shape.Length == 1 && name.EndsWith("weight", StringComparison.Ordinal);
            var fanIn = weight.numel() / weight.shape[0];
            var matrix = weight.shape.Length > 1 && !name.Contains("embedding", StringComparison.Ordinal);
            weight.normal_(norm ? 1 : 0, matrix ? 1 / Math.Sqrt(fanIn) : 0.1, generator);
        }
    }
}
