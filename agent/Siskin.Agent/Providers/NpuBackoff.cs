namespace Siskin.Agent.Providers;

/// <summary>
/// When the NPU is tried again. What worked for long is tried again at once, because then a restart of the NPU is the
/// likely cause; what fails again and again is tried ever more seldom.
/// </summary>
/// <param name="min">First waiting time.</param>
/// <param name="max">Longest waiting time, and how long "long" is.</param>
/// <param name="time">Clock.</param>
internal sealed class NpuBackoff(TimeSpan min, TimeSpan max, TimeProvider time)
{
    private int _doublings;
    private bool _forgiven;
    private long? _since;

    /// <summary>The NPU answers from now on.</summary>
    public void Succeeded() => _since = time.GetTimestamp();

    /// <summary>The NPU failed; returns how long to wait.</summary>
    public TimeSpan Failed()
    {
        var worked = _since is { } since ? time.GetElapsedTime(since) : (TimeSpan?)null;
        _since = null;
        if (worked >= max)
            (_doublings, _forgiven) = (0, false);
        if (worked is not null && _doublings == 0 && !_forgiven)
        {
            _forgiven = true;
            return TimeSpan.Zero;
        }
        var doubled = min * Math.Pow(2, Math.Min(_doublings++, 30));
        return doubled < max ? doubled : max;
    }
}
