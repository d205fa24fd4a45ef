namespace Siskin.Agent.Watches;

/// <summary>
/// Notices a meter that never stands still: somewhere it leaks. It stands still where its value stays the same for an
/// hour. Hours in which nothing could be read count as such, because nobody knows.
/// </summary>
/// <param name="after">How long it may go on.</param>
/// <param name="time">Clock.</param>
internal sealed class StandstillAlarm(TimeSpan after, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private decimal? _value;
    private DateTimeOffset _since;
    private DateTimeOffset? _read;

    /// <summary>When it stood still last, or where watching began; null before the first reading.</summary>
    public DateTimeOffset? Still { get; private set; }

    /// <summary>Whether it has not stood still for too long.</summary>
    public bool IsRaised => Still is { } still && _read - still >= after;

    /// <summary>Takes an accepted value.</summary>
    public void Add(decimal value)
    {
        var now = time.GetUtcNow();
        // A clock that jumped says as little as a camera that was away.
        var isKnown = _read is { } read && now >= read && now - read <= Hour;
        if (!isKnown || value != _value)
            _since = now;
        if (!isKnown || now - _since >= Hour)
            Still = now;
        (_value, _read) = (value, now);
    }

    /// <summary>Goes on from what an earlier process, or an earlier configuration, knew.</summary>
    /// <param name="value">The value.</param>
    /// <param name="read">When it was read last.</param>
    /// <param name="still">When it stood still.</param>
    public void Restore(decimal value, DateTimeOffset read, DateTimeOffset still) =>
        (_value, _read, _since, Still) = (value, read, read, still);
}
