using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;
using TorchSharp;

namespace Siskin.Models.Tests.Export;

/// <summary>A small random network and its graphs in one precision.</summary>
internal sealed class TestModel : IDisposable
{
    public static readonly ModelOptions Options = new()
    {
        VocabSize = 300,
        DModel = 64,
        Heads = 4,
        KvHeads = 2,
        HeadDim = 16,
        MlpDim = 128,
        EncoderLayers = 2,
        DecoderLayers = 2,
        MaxInputTokens = 160,
        MaxOutputTokens = 12,
        Vision = new VisionOptions { StemChannels = [8, 16, 32], Layers = 2 },
    };

    public TestModel(ModelOptions options, GraphPrecision precision)
        : this((EncoderDecoder)RandomNetwork.Create(options, seed: 7), precision) { }

    public TestModel(EncoderDecoder network, GraphPrecision precision, bool takesOne = false)
    {
        Network = network;
        var options = network.Options;
        var weights = Weights.Of(network);
        Vision = options.Vision is null ? null : new GraphSession(VisionGraph.Build(options, weights, precision));
        Encoder = new GraphSession(EncoderGraph.Build(options, weights, precision));
        Decoder = new GraphSession(DecoderGraph.Build(options, weights, precision, takesOne));
    }

    public EncoderDecoder Network { get; }

    public GraphSession? Vision { get; }

    public GraphSession Encoder { get; }

    public GraphSession Decoder { get; }

    /// <summary>The encoder graph's cross keys and values for some patches (or none) and tokens.</summary>
    public Dictionary<string, torch.Tensor> Encode(torch.Tensor? patches, torch.Tensor ids) =>
        Network.Options.Vision is null
            ? Encoder.Run((TensorNames.InputIds, ids))
            : Encoder.Run(
                (TensorNames.Patches, patches ?? torch.zeros(1, 0, Network.Options.DModel)),
                (TensorNames.InputIds, ids)
            );

    /// <summary>
    /// Logits of every position when the tokens go through the decoder graph one by one, or several at once. (1, T,
    /// vocab)
    /// </summary>
    /// <param name="cross">The encoder graph's outputs.</param>
    /// <param name="tokens">Decoder input.</param>
    /// <param name="unwritten">What the cache holds before anything is written to it.</param>
    /// <param name="width">Tokens of a pass.</param>
    public torch.Tensor DecodeByToken(
        Dictionary<string, torch.Tensor> cross,
        long[] tokens,
        float unwritten = 0,
        int width = 1
    )
    {
        var cache = new Dictionary<string, torch.Tensor>();
        var options = Network.Options;
        for (var layer = 0; layer < options.DecoderLayers; layer++)
        {
            foreach (var pattern in (string[])[TensorNames.PastKey, TensorNames.PastValue])
            {
                cache[TensorName.OfLayer(pattern, layer)] = torch.full(
                    [1, options.KvHeads, options.MaxOutputTokens, options.HeadDim],
                    unwritten
                );
            }
        }

        var logits = new List<torch.Tensor>();
        for (var position = 0; position < tokens.Length; position += width)
        {
            var pass = tokens[position..Math.Min(position + width, tokens.Length)];
            var step = Decoder.Run([
                (TensorNames.Token, torch.tensor(pass, [1, pass.Length])),
                (TensorNames.Position, torch.tensor([position + pass.Length - 1], [1])),
                (TensorNames.TotalLength, torch.tensor(position + pass.Length)),
                .. cross.Select(entry => (entry.Key, entry.Value)),
                .. cache.Select(entry => (entry.Key, entry.Value)),
            ]);
            logits.Add(step[TensorNames.Logits]);
            for (var layer = 0; layer < options.DecoderLayers; layer++)
            {
                cache[TensorName.OfLayer(TensorNames.PastKey, layer)] = step[
                    TensorName.OfLayer(TensorNames.PresentKey, layer)
                ];
                cache[TensorName.OfLayer(TensorNames.PastValue, layer)] = step[
                    TensorName.OfLayer(TensorNames.PresentValue, layer)
                ];
            }
        }

        return torch.cat([.. logits], 1);
    }

    public void Dispose()
    {
        Vision?.Dispose();
        Encoder.Dispose();
        Decoder.Dispose();
        Network.Dispose();
    }
}
