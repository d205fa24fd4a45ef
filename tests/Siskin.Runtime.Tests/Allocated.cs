namespace Siskin.Runtime.Tests;

/// <summary>Measures what a thread allocates.</summary>
internal static class Allocated
{
    private const int Attempts = 5;

    /// <summary>
    /// Bytes that this thread allocates in <paramref name="action"/>: the least of several runs, because a collection
    /// that another test causes counts the rest of this thread's buffer as allocated.
    /// </summary>
    public static long By(Action action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Attempts && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
