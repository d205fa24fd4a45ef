using Siskin.Models.Architecture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Export;

/// <summary>
/// Networks with random weights, for speed tests of any size and for parity tests: unlike a fresh network, every layer
/// contributes to the output, biases and norm weights included.
/// </summary>
internal static class RandomNetwork
{
    /// <summary>A network whose weights follow from the seed.</summary>
    public static EncoderDecoder Create(ModelOptions options, long seed)
    {
        random.manual_seed(seed);
        var network = new EncoderDecoder(options);
        Randomize(network);
        network.eval();
        return network;
    }

    /// <summary>
    /// Draws all weights of a module anew: matrices with deviation 1 / sqrt(fan in), norm weights around one, biases and
    /// embeddings around zero.
    /// </summary>
    public static void Randomize(nn.Module module)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        foreach ((string name, Parameter weight) in module.named_parameters())
        {
            bool norm = weight.shape.Length == 1 && name.EndsWith("weight", StringComparison.Ordinal);
            long fanIn = weight.numel() / weight.shape[0];
            bool matrix = weight.shape.Length > 1 && !name.Contains("embedding", StringComparison.Ordinal);
            weight.normal_(norm ? 1 : 0, matrix ? 1 / Math.Sqrt(fanIn) : 0.1);
        }
    }
}
