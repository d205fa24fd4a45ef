using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Runtime.Bundles;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Export;

/// <summary>A small random decoder-only network and its graphs in one precision.</summary>
internal sealed class CausalModel : IDisposable
{
    private readonly GraphSession? _vision;
    private readonly GraphSession _prefill;
    private readonly GraphSession _step;
    private readonly bool _oneGraph;

    public CausalModel(ModelOptions options, GraphPrecision precision, bool oneGraph = false)
    {
        _oneGraph = oneGraph;
        Network = RandomNetwork.Create(options, seed: 7);
        var weights = Weights.Of(Network);
        _vision = options.Vision is null ? null : new GraphSession(VisionGraph.Build(options, weights, precision));
        _prefill = new GraphSession(CausalGraph.BuildPrefill(options, weights, precision));
        _step = oneGraph ? _prefill : new GraphSession(CausalGraph.BuildStep(options, weights, precision));
    }

    public Network Network { get; }

    /// <summary>Logits behind the last token, (1, 1, vocab).</summary>
    public Tensor Prefill(Tensor? patches, Tensor ids) =>
        Run(_prefill, patches, ids, (patches?.shape[1] ?? 0) + ids.shape[1], Cache(0), takesPatches: true)[
            TensorNames.Logits
        ];

    /// <summary>
    /// Logits of every token of an answer: input and first token by the prefill, the others by steps. (1, U, vocab)
    /// </summary>
    /// <param name="pixels">(1, 3, H, W) or null.</param>
    /// <param name="ids">(1, T)</param>
    /// <param name="answer">Its tokens.</param>
    /// <param name="unwritten">What the cache holds before anything is written to it.</param>
    public Tensor Answer(Tensor? pixels, Tensor ids, long[] answer, float unwritten = 0)
    {
        var patches = pixels is null ? null : _vision!.Run((TensorNames.Pixels, pixels))[TensorNames.Patches];
        var cache = Cache(unwritten);
        var logits = new List<Tensor>();
        var length = (patches?.shape[1] ?? 0) + ids.shape[1];
        for (var i = 0; i < answer.Length; i++)
        {
            var token = tensor([answer[i]], [1, 1]);
            var outputs =
                i == 0
                    ? Run(_prefill, patches, cat([ids, token], 1), length + 1, cache, takesPatches: true)
                    : Run(_step, null, token, length + i + 1, cache, takesPatches: _oneGraph);
            logits.Add(outputs[TensorNames.Logits]);
            foreach (var layer in Enumerable.Range(0, CausalSizes.Of(Network.Options).Layers))
            {
                cache[Past(TensorNames.PastKey, layer)] = outputs[Past(TensorNames.PresentKey, layer)];
                cache[Past(TensorNames.PastValue, layer)] = outputs[Past(TensorNames.PresentValue, layer)];
            }
        }

        return cat([.. logits], 1);
    }

    public void Dispose()
    {
        _vision?.Dispose();
        _prefill.Dispose();
        if (!_oneGraph)
            _step.Dispose();
        Network.Dispose();
    }

    private Dictionary<string, Tensor> Run(
        GraphSession graph,
        Tensor? patches,
        Tensor ids,
        long total,
        Dictionary<string, Tensor> cache,
        bool takesPatches
    )
    {
        var inputs = new List<(string, Tensor)>
        {
            (TensorNames.InputIds, ids),
            (TensorNames.Position, tensor([(int)total - 1], [1])),
            (TensorNames.TotalLength, tensor((int)total)),
        };
        if (takesPatches && _vision is not null)
            inputs.Add((TensorNames.Patches, patches ?? zeros(1, 0, Network.Options.DModel)));
        return graph.Run([.. inputs, .. cache.Select(entry => (entry.Key, entry.Value))]);
    }

    private Dictionary<string, Tensor> Cache(float unwritten)
    {
        var options = Network.Options;
        long[] shape = [1, options.KvHeads, options.MaxInputTokens + options.MaxOutputTokens, options.HeadDim];
        return Enumerable
            .Range(0, CausalSizes.Of(options).Layers)
            .SelectMany(layer => new[] { Past(TensorNames.PastKey, layer), Past(TensorNames.PastValue, layer) })
            .ToDictionary(name => name, _ => full(shape, unwritten));
    }

    private static string Past(string pattern, int layer) => TensorName.OfLayer(pattern, layer);
}
