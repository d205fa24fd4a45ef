namespace Siskin.Runtime.Inference;

/// <summary>Counts tokens that were foreseen; safe from every thread that answers.</summary>
internal sealed class LookaheadCounter
{
    private long _proposed;
    private long _accepted;

    /// <summary>Tokens that were put in before it was known whether the answer goes on with them.</summary>
    public long Proposed => Interlocked.Read(ref _proposed);

    /// <summary>Those of them that it went on with.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Adds some.</summary>
    public void Add(int proposed, int accepted)
    {
        Interlocked.Add(ref _proposed, proposed);
        Interlocked.Add(ref _accepted, accepted);
    }
}
