namespace Siskin.Runtime.Providers;

/// <summary>How many requests an engine answers at the moment.</summary>
internal sealed class Occupancy
{
    private int _count;

    /// <summary>Whether one is answered, and no other beside it.</summary>
    public bool IsOne => Volatile.Read(ref _count) <= 1;

    /// <summary>A request comes.</summary>
    public void Enter() => Interlocked.Increment(ref _count);

    /// <summary>It is answered.</summary>
    public void Exit() => Interlocked.Decrement(ref _count);
}
