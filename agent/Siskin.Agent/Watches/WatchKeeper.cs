using System.Text.Json;

namespace Siskin.Agent.Watches;

/// <summary>
/// Decides when the state of a watch goes to disk: at once when its value or its health changes, once a minute when
/// only its age does, and at the end.
/// </summary>
/// <param name="name">The watch.</param>
/// <param name="store">Where states are kept.</param>
/// <param name="time">Clock.</param>
internal sealed class WatchKeeper(string name, WatchStore store, TimeProvider time)
{
    private static readonly TimeSpan Rarely = TimeSpan.FromMinutes(1);

    private (string? Value, bool Failed)? _kept;
    private ReadOnlyMemory<byte> _pending;
    private long _keptAt;

    /// <param name="state">The message.</param>
    /// <param name="value">The value in it.</param>
    /// <param name="failed">Whether it has an error.</param>
    public void Keep(ReadOnlyMemory<byte> state, JsonElement? value, bool failed)
    {
        var now = (value?.GetRawText(), failed);
        _pending = state;
        if (_kept == now && time.GetElapsedTime(_keptAt) < Rarely)
            return;
        _kept = now;
        Keep();
    }

    /// <summary>Keeps what is not on disk yet.</summary>
    public void Keep()
    {
        if (_pending.IsEmpty)
            return;
        store.Save(name, _pending.Span);
        (_pending, _keptAt) = (default, time.GetTimestamp());
    }
}
