using Siskin.Models.Architecture;
using Siskin.Models.Export.Graphs;

namespace Siskin.Models.Import;

/// <summary>
/// The published text model as a network of this toolchain. Both compute the same: positions count from 0 here and from
/// the middle there, which rotary embeddings do not see; and the query heads have another order, so that of each
/// attention the rows of q_proj and the columns of o_proj are moved.
/// </summary>
internal static class PublishedText
{
    private const string Embedding = "transformer.wte.weight";
    private const string Head = "lm_head.weight";

    /// <summary>The sizes that the weights have.</summary>
    /// <param name="tensors">The checkpoint.</param>
    /// <param name="heads">Query heads, which no shape shows.</param>
    /// <param name="maxInputTokens">Longest input.</param>
    /// <param name="maxOutputTokens">Longest answer.</param>
    /// <exception cref="InvalidDataException">They are of another network.</exception>
    public static ModelOptions Options(
        IReadOnlyDictionary<string, Weight> tensors,
        int heads,
        int maxInputTokens,
        int maxOutputTokens
    )
    {
        var embedding = Find(tensors, Embedding).Dims;
        var query = Find(tensors, "transformer.e.0.attn.q_linear.weight").Dims[0];
        var key = Find(tensors, "transformer.e.0.attn.k_linear.weight").Dims[0];
        if (heads < 1 || query % heads != 0 || key % (query / heads) != 0)
            throw new InvalidDataException(
                $"the checkpoint has {query} rows of queries and {key} of keys, which {heads} heads do not divide"
            );
        return new ModelOptions
        {
            VocabSize = (int)embedding[0],
            DModel = (int)embedding[1],
            Heads = heads,
            KvHeads = (int)(key / (query / heads)),
            HeadDim = (int)(query / heads),
            MlpDim = (int)Find(tensors, "transformer.e.0.mlp.fc1.weight").Dims[0],
            EncoderLayers = Layers(tensors, "e"),
            DecoderLayers = Layers(tensors, "h"),
            MaxInputTokens = maxInputTokens,
            MaxOutputTokens = maxOutputTokens,
            Vision = null,
        };
    }

    /// <summary>The weights by the names, and with the order of heads, that the exporter knows.</summary>
    /// <exception cref="InvalidDataException">The checkpoint has a weight that this network has no place for.</exception>
    public static Weights Weights(IReadOnlyDictionary<string, Weight> tensors, ModelOptions options)
    {
        if (tensors.TryGetValue(Head, out var head) && !head.Values.SequenceEqual(Find(tensors, Embedding).Values))
            throw new InvalidDataException($"{Head} differs from {Embedding}; only tied embeddings are read");
        var named = new Dictionary<string, Weight>(StringComparer.Ordinal);
        foreach (var (name, weight) in tensors)
        {
            if (name != Head)
                named[NameOf(name)] = Ordered(name, weight, options);
        }
        return new Weights(named);
    }

    /// <summary>Our place of each query head: those that read the same key and value head are neighbours.</summary>
    internal static int[] Order(int heads, int kvHeads) =>
        [
            .. Enumerable
                .Range(0, kvHeads)
                .SelectMany(shared => Enumerable.Range(0, heads / kvHeads).Select(i => (i * kvHeads) + shared)),
        ];

    private static Weight Ordered(string name, Weight weight, ModelOptions options)
    {
        var order = Order(options.Heads, options.KvHeads);
        if (name.Contains(".q_linear.", StringComparison.Ordinal))
        {
            // (H x head_dim, D), or (H x head_dim)
            var block = weight.Values.Length / options.Heads;
            return weight with
            {
                Values = [.. order.SelectMany(head => weight.Values.AsSpan(head * block, block).ToArray())],
            };
        }
        if (!name.EndsWith(".out_linear.weight", StringComparison.Ordinal))
            return weight;
        // (D, H x head_dim)
        var (width, row) = (options.HeadDim, options.Heads * options.HeadDim);
        var values = new float[weight.Values.Length];
        for (var start = 0; start < values.Length; start += row)
        {
            for (var head = 0; head < order.Length; head++)
                weight
                    .Values.AsSpan(start + (order[head] * width), width)
                    .CopyTo(values.AsSpan(start + (head * width)));
        }
        return weight with { Values = values };
    }

    private static string NameOf(string published)
    {
        var name = published switch
        {
            Embedding => "embedding.weight",
            "transformer.ln_e.weight" => "encoder.norm.weight",
            "transformer.ln_f.weight" => "decoder.norm.weight",
            _ when published.StartsWith("transformer.e.", StringComparison.Ordinal) => "encoder.layers."
                + published["transformer.e.".Length..],
            _ when published.StartsWith("transformer.h.", StringComparison.Ordinal) => "decoder.layers."
                + published["transformer.h.".Length..],
            _ => throw new InvalidDataException($"the checkpoint has the weight {published}, which the layout has not"),
        };
        return name.Replace(".causal_attn.", ".self_attn.", StringComparison.Ordinal)
            .Replace(".attn.", ".self_attn.", StringComparison.Ordinal)
            .Replace(".q_linear.", ".q_proj.", StringComparison.Ordinal)
            .Replace(".k_linear.", ".k_proj.", StringComparison.Ordinal)
            .Replace(".v_linear.", ".v_proj.", StringComparison.Ordinal)
            .Replace(".out_linear.", ".o_proj.", StringComparison.Ordinal);
    }

    private static int Layers(IReadOnlyDictionary<string, Weight> tensors, string side)
    {
        var count = 0;
        while (tensors.ContainsKey($"transformer.{side}.{count}.ln1.weight"))
            count++;
        return count;
    }

    private static Weight Find(IReadOnlyDictionary<string, Weight> tensors, string name) =>
        tensors.TryGetValue(name, out var weight)
            ? weight
            : throw new InvalidDataException($"the checkpoint has no {name}: it is not of the published text model");
}
