using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Tests;

/// <summary>The smallest network and data that still have every part.</summary>
internal static class Tiny
{
    public static readonly SpecialTokens Tokens = new(Pad: 0, Bos: 1, Eos: 2, Image: 3, Sensors: 4);

    public static ModelOptions Options { get; } =
        new()
        {
            VocabSize = 300,
            DModel = 32,
            Heads = 4,
            KvHeads = 2,
            HeadDim = 8,
            MlpDim = 64,
            EncoderLayers = 2,
            DecoderLayers = 1,
            MaxInputTokens = 64,
            MaxOutputTokens = 16,
            Vision = new VisionOptions
            {
                PatchSize = 8,
                MaxPatches = 16,
                MaxSide = 8,
                StemChannels = [8, 16],
                Layers = 1,
            },
        };

    /// <summary>
    /// A network with seeded weights, those that begin as zero included, so that every part has an effect.
    /// </summary>
    public static EncoderDecoder Network(ModelOptions? options = null, int seed = 1)
    {
        TorchSharp.torch.set_num_threads(1);
        TorchSharp.torch.manual_seed(seed);
        var network = new EncoderDecoder(options ?? Options);
        using var noGrad = TorchSharp.torch.no_grad();
        foreach (var (name, weight) in network.named_parameters())
            if (
                name.EndsWith("o_proj.weight", StringComparison.Ordinal)
                || name.EndsWith("fc2.weight", StringComparison.Ordinal)
            )
                TorchSharp.torch.nn.init.normal_(weight, 0, 0.2);
        return network;
    }

    /// <summary>A decoder-only network of as many weights, with heads of the size that its graphs want.</summary>
    public static Network Causal(int seed = 1)
    {
        TorchSharp.torch.set_num_threads(1);
        TorchSharp.torch.manual_seed(seed);
        return Siskin.Models.Architecture.Network.Create(
            Options with
            {
                Architecture = ModelShape.DecoderOnly,
                HeadDim = 16,
            }
        );
    }

    /// <summary>A group of frames (when rows is positive) or texts with random content.</summary>
    public static SampleGroup Group(int seed, int count, int rows = 2, int columns = 3)
    {
        var random = new Random(seed);
        var samples = new List<EncodedSample>();
        for (var i = 0; i < count; i++)
        {
            float[]? pixels =
                rows == 0 ? null : [.. Enumerable.Range(0, 3 * rows * columns * 64).Select(_ => random.NextSingle())];
            samples.Add(
                new EncodedSample("t", Ids(random, 3 + i), [.. Ids(random, 2), Tokens.Eos], pixels, rows, columns)
            );
        }
        return SampleGroup.From(samples, Tokens, patchSize: 8);
    }

    private static int[] Ids(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => random.Next(5, Options.VocabSize))];
}
