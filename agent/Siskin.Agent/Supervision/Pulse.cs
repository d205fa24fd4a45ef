namespace Siskin.Agent.Supervision;

/// <summary>
/// Signs of life of one loop of the agent. The loop itself gives them: while it works with every step, while it waits
/// once in each <see cref="Rhythm"/>. One that hangs falls silent.
/// </summary>
/// <param name="part">Name of the loop, for people.</param>
/// <param name="time">Clock.</param>
internal sealed class Pulse(string part, TimeProvider time)
{
    /// <summary>Longest time between two beats of a loop that waits.</summary>
    public static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(2);

    private long _last = time.GetTimestamp();
    private long _beats;
    private bool _expected;

    public string Part => part;

    /// <summary>Beats so far.</summary>
    public long Beats => Interlocked.Read(ref _beats);

    /// <summary>Time since the last beat of a loop that runs; zero for one that does not.</summary>
    public TimeSpan Silence =>
        Volatile.Read(ref _expected) ? time.GetElapsedTime(Interlocked.Read(ref _last)) : TimeSpan.Zero;

    /// <summary>The loop begins; from now on it is missed when it falls silent.</summary>
    public void Begin()
    {
        Beat();
        Volatile.Write(ref _expected, true);
    }

    /// <summary>The loop ends as it should.</summary>
    public void End() => Volatile.Write(ref _expected, false);

    /// <summary>Called by the loop; safe from every thread, and cheap.</summary>
    public void Beat()
    {
        Interlocked.Exchange(ref _last, time.GetTimestamp());
        Interlocked.Increment(ref _beats);
    }

    /// <summary>Waits for <paramref name="task"/>, which may take any time, and beats meanwhile.</summary>
    public async Task WhileAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            await task.WaitAsync(Rhythm).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Beat();
        }
        await task;
    }
}
