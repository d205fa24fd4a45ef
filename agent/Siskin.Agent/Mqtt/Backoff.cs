namespace Siskin.Agent.Mqtt;

/// <summary>
/// Waiting times between attempts: doubled each time up to a limit, then shortened at random by up to half, so that a
/// fleet does not come back in step.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan max, Random random)
{
    private int _attempts;

    public TimeSpan Next()
    {
        var doubled = first * Math.Pow(2, Math.Min(_attempts++, 30));
        var bounded = doubled < max ? doubled : max;
        return bounded * (1 - (random.NextDouble() / 2));
    }

    /// <summary>Starts again at the first waiting time, after a success.</summary>
    public void Reset() => _attempts = 0;
}
