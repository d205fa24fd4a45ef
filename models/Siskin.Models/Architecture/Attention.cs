using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Grouped-query attention (Ainslie et al., 2023). One type serves the vision encoder, the encoder, and the decoder's
/// self- and cross-attention; they differ in the source of keys and values, in the rotation and in the mask.
/// </summary>
public sealed class Attention : nn.Module
{
    private readonly int _heads;
    private readonly int _kvHeads;
    private readonly int _headDim;

    /// <summary>Projections, all with biases: (D) to (H * head_dim) or (KV * head_dim), and back.</summary>
    public Linear q_proj { get; }

    /// <inheritdoc cref="q_proj"/>
    public Linear k_proj { get; }

    /// <inheritdoc cref="q_proj"/>
    public Linear v_proj { get; }

    /// <inheritdoc cref="q_proj"/>
    public Linear o_proj { get; }

    /// <param name="options">Width, heads and head size.</param>
    public Attention(ModelOptions options)
        : base(nameof(Attention))
    {
        _heads = options.Heads;
        _kvHeads = options.KvHeads;
        _headDim = options.HeadDim;
        q_proj = nn.Linear(options.DModel, _heads * _headDim);
        k_proj = nn.Linear(options.DModel, _kvHeads * _headDim);
        v_proj = nn.Linear(options.DModel, _kvHeads * _headDim);
        o_proj = nn.Linear(_heads * _headDim, options.DModel);
        register_module(nameof(q_proj), q_proj);
        register_module(nameof(k_proj), k_proj);
        register_module(nameof(v_proj), v_proj);
        register_module(nameof(o_proj), o_proj);
    }

    /// <summary>Attends from <paramref name="input"/> to <paramref name="source"/>.</summary>
    /// <param name="input">(B, T, D)</param>
    /// <param name="source">(B, S, D); the input itself for self-attention.</param>
    /// <param name="rotary">Rotates queries and keys of self-attention, or null.</param>
    /// <param name="mask">Added to the scores, broadcastable to (B, H, T, S); or null.</param>
    /// <param name="causal">Position t sees positions up to t; excludes <paramref name="mask"/>.</param>
    /// <param name="last">Only so many of the last positions are wanted; null for all.</param>
    /// <returns>(B, T, D), or (B, <paramref name="last"/>, D)</returns>
    public Tensor forward(
        Tensor input,
        Tensor source,
        RotaryEmbedding? rotary,
        Tensor? mask,
        bool causal = false,
        long? last = null
    )
    {
        using var scope = NewDisposeScope();
        var (query, key, value) = ReferenceEquals(input, source)
            ? ProjectOne(input, rotary, first: 0)
            : ProjectBoth(input, source);
        return Mix(query, key, value, mask, causal, last).MoveToOuterDisposeScope();
    }

    /// <summary>Self-attention of the next token, whose keys and values join those of the tokens before it.</summary>
    /// <param name="input">(B, 1, D)</param>
    /// <param name="rotary">Rotates query and key by the token's position.</param>
    /// <param name="past">Of the tokens before; the token's own are added.</param>
    /// <returns>(B, 1, D)</returns>
    public Tensor Continue(Tensor input, RotaryEmbedding rotary, KeyValueCache past)
    {
        using var scope = NewDisposeScope();
        var (query, key, value) = ProjectOne(input, rotary, past.Length);
        past.Append(key, value);
        return Mix(query, past.Keys, past.Values, mask: null, causal: false, last: null).MoveToOuterDisposeScope();
    }

    /// <summary>Keys and values of a sequence that does not change; the caller disposes of them.</summary>
    public KeyValueCache Remember(Tensor source)
    {
        using var scope = NewDisposeScope();
        var heads = SplitHeads(Project(source, k_proj, v_proj)); // (B, 2 KV, S, head_dim)
        var cache = new KeyValueCache();
        cache.Append(heads.narrow(1, 0, _kvHeads), heads.narrow(1, _kvHeads, _kvHeads));
        return cache;
    }

    /// <summary>Attends to a sequence of which <see cref="Remember"/> keeps keys and values.</summary>
    public Tensor Recall(Tensor input, KeyValueCache source, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var query = SplitHeads(q_proj.Apply(input));
        return Mix(query, source.Keys, source.Values, mask, causal: false, last: null).MoveToOuterDisposeScope();
    }

    private Tensor Mix(Tensor query, Tensor key, Tensor value, Tensor? mask, bool causal, long? last)
    {
        var mixed = nn.functional.scaled_dot_product_attention(
            query,
            Repeat(key),
            Repeat(value),
            mask,
            is_casual: causal
        ); // (B, H, T, head_dim)
        if (last is { } wanted)
            mixed = mixed.narrow(2, mixed.shape[2] - wanted, wanted);
        var merged = mixed.transpose(1, 2).flatten(2); // (B, T, H * head_dim)
        return o_proj.Apply(merged); // (B, T, D)
    }

    /// <summary>
    /// Queries (B, H, T, head_dim), keys and values (B, KV, T, head_dim) of one sequence, by one product.
    /// </summary>
    private (Tensor Query, Tensor Key, Tensor Value) ProjectOne(Tensor input, RotaryEmbedding? rotary, long first)
    {
        var heads = SplitHeads(Project(input, q_proj, k_proj, v_proj)); // (B, H + 2 KV, T, head_dim)
        var turned = heads.narrow(1, 0, _heads + _kvHeads); // queries, then keys
        turned = rotary?.Apply(turned, first) ?? turned;
        return (
            turned.narrow(1, 0, _heads),
            turned.narrow(1, _heads, _kvHeads),
            heads.narrow(1, _heads + _kvHeads, _kvHeads)
        );
    }

    /// <summary>The same with keys and values (B, KV, S, head_dim) of another sequence.</summary>
    private (Tensor Query, Tensor Key, Tensor Value) ProjectBoth(Tensor input, Tensor source)
    {
        var heads = SplitHeads(Project(source, k_proj, v_proj)); // (B, 2 KV, S, head_dim)
        return (SplitHeads(q_proj.Apply(input)), heads.narrow(1, 0, _kvHeads), heads.narrow(1, _kvHeads, _kvHeads));
    }

    private static Tensor Project(Tensor input, params Linear[] layers) =>
        MixedPrecision.Product(
            input,
            cat([.. layers.Select(layer => layer.weight!)]),
            cat([.. layers.Select(layer => layer.bias!)])
        );

    private Tensor SplitHeads(Tensor projected) =>
        projected.view(projected.shape[0], projected.shape[1], -1, _headDim).transpose(1, 2);

    /// <summary>
    /// Each K/V head serves heads / kv_heads neighbouring query heads. (B, KV, S, head_dim) -> (B, H, S, head_dim)
    /// </summary>
    private Tensor Repeat(Tensor kv)
    {
        if (_heads == _kvHeads)
            return kv;
        var shape = kv.shape;
        var group = _heads / _kvHeads;
        return kv.unsqueeze(2)
            .expand(shape[0], shape[1], group, shape[2], shape[3])
            .reshape(shape[0], _heads, shape[2], shape[3]);
    }
}
