using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>Keys and values of the tokens that an attention sees, while an answer is written token by token.</summary>
public sealed class KeyValueCache : IDisposable
{
    private Tensor? _keys;
    private Tensor? _values;

    /// <summary>(B, KV, S, head_dim)</summary>
    /// <exception cref="InvalidOperationException">Nothing was appended yet.</exception>
    public Tensor Keys => _keys ?? throw new InvalidOperationException("the cache is empty");

    /// <inheritdoc cref="Keys"/>
    public Tensor Values => _values ?? throw new InvalidOperationException("the cache is empty");

    /// <summary>Tokens, S.</summary>
    public long Length => _keys?.shape[2] ?? 0;

    /// <summary>Adds the keys and values of further tokens, (B, KV, T, head_dim) each.</summary>
    public void Append(Tensor keys, Tensor values)
    {
        _keys = Joined(_keys, keys);
        _values = Joined(_values, values);
    }

    private static Tensor Joined(Tensor? before, Tensor added)
    {
        var joined = (before is null ? added.clone() : cat([before, added], dim: 2)).DetachFromDisposeScope();
        before?.Dispose();
        return joined;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys?.Dispose();
        _values?.Dispose();
    }
}
