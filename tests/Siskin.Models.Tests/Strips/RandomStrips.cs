using Siskin.Models.Strips;
using TorchSharp;

namespace Siskin.Models.Tests.Strips;

/// <summary>Small networks with random weights, norms and biases included, and strips of noise.</summary>
internal static class RandomStrips
{
    public static StripOptions Options(bool circular) =>
        new(3, 16, 40, 2, circular)
        {
            Stem = [8, 8, 16],
            Width = 16,
            Dilations = [1, 3],
        };

    public static StripNetwork Network(bool circular, ulong seed)
    {
        var network = new StripNetwork(Options(circular));
        using var generator = new torch.Generator(seed);
        using var noGrad = torch.no_grad();
        foreach (var (name, weight) in network.named_parameters())
        {
            var isNorm =
                name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal);
            var fanIn = weight.numel() / weight.shape[0];
            weight.normal_(isNorm ? 1 : 0, weight.dim() > 1 ? 1 / Math.Sqrt(fanIn) : 0.1, generator);
        }

        network.eval();
        return network;
    }

    public static torch.Tensor Pixels(StripOptions options, int count, ulong seed)
    {
        using var generator = new torch.Generator(seed);
        return torch.rand([count, options.Channels, options.Height, options.Length], generator: generator);
    }
}
