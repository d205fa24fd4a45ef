namespace Siskin.Runtime.Inference;

/// <summary>Measures consecutive stages of one call in milliseconds.</summary>
internal struct StageClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _last = time.GetTimestamp();

    /// <summary>Milliseconds since the previous lap or the start.</summary>
    public double Lap()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_last, now).TotalMilliseconds;
        _last = now;
        return elapsed;
    }

    /// <summary>Milliseconds from the start to a timestamp.</summary>
    public readonly double Until(long timestamp) => time.GetElapsedTime(_start, timestamp).TotalMilliseconds;
}
