namespace Siskin.Runtime.Text;

/// <summary>The byte-pair merges in rank order, applied lowest rank first, leftmost first.</summary>
internal sealed class MergeTable
{
    private readonly Dictionary<long, (int Rank, int Id)> _merges;

    /// <summary>Takes the merges in rank order.</summary>
    public MergeTable(IReadOnlyList<(int Left, int Right, int Merged)> merges)
    {
        _merges = new Dictionary<long, (int, int)>(merges.Count);
        for (var rank = 0; rank < merges.Count; rank++)
            _merges.TryAdd(Key(merges[rank].Left, merges[rank].Right), (rank, merges[rank].Merged));
    }

    /// <summary>
    /// Merges <paramref name="ids"/> in place and returns how many are left. O(n log n) in the length.
    /// </summary>
    public int Apply(Span<int> ids)
    {
        var count = ids.Length;
        if (count < 2)
            return count;
        var next = new int[count];
        var previous = new int[count];
        var queue = new PriorityQueue<int, long>(count);
        for (var i = 0; i < count; i++)
        {
            previous[i] = i - 1;
            next[i] = i + 1 < count ? i + 1 : -1;
            Offer(queue, ids, i, next[i]);
        }
        while (queue.TryDequeue(out var at, out var priority))
        {
            var right = next[at];
            // An entry is stale when a neighbour was merged away since it was queued.
            if (
                ids[at] < 0
                || right < 0
                || !Find(ids[at], ids[right], out var rank, out var merged)
                || rank != (int)(priority >> 32)
            )
                continue;
            ids[at] = merged;
            ids[right] = -1;
            next[at] = next[right];
            if (next[at] >= 0)
                previous[next[at]] = at;
            if (previous[at] >= 0)
                Offer(queue, ids, previous[at], at);
            Offer(queue, ids, at, next[at]);
        }
        return Compact(ids, next);
    }

    private void Offer(PriorityQueue<int, long> queue, ReadOnlySpan<int> ids, int left, int right)
    {
        if (right >= 0 && Find(ids[left], ids[right], out var rank, out _))
            queue.Enqueue(left, ((long)rank << 32) | (uint)left);
    }

    private bool Find(int left, int right, out int rank, out int merged)
    {
        var found = _merges.TryGetValue(Key(left, right), out var merge);
        (rank, merged) = merge;
        return found;
    }

    private static int Compact(Span<int> ids, int[] next)
    {
        var kept = 0;
        for (var i = 0; i >= 0; i = next[i])
            ids[kept++] = ids[i];
        return kept;
    }

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;
}
