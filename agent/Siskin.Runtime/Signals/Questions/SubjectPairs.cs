using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Finds the two signals that two halves of a question name.</summary>
internal sealed class SubjectPairs(Subjects subjects, SignalTable table, SignalIndex index)
{
    /// <summary>The signals of two halves of a question; null where one half names none.</summary>
    public (Subject Left, Subject Right)? Of(string left, string right)
    {
        List<string> first = subjects.Of(left),
            second = subjects.Of(right);
        if (second.Count == 0 && first.Count == 0)
            return null;
        // "The tank below its refill level": whose it is says less than what it is.
        var isOwn = right.TrimStart().StartsWith("its ", StringComparison.Ordinal) && second.Count > first.Count;
        var b = isOwn ? Half(second, first, []) : null;
        var a = Half(first, second, b is null ? [] : [b.Value]);
        b ??= Half(second, first, a is null ? [] : [a.Value]);
        if (a is null || b is null)
            return null;
        var doubt =
            subjects.Unmet([.. subjects.Content.Where(word => !index.IsMet(word))])
            + Loose(first, a.Value, b.Value)
            + Loose(second, b.Value, a.Value);
        var shared = index.ConceptsOf(a.Value) & index.ConceptsOf(b.Value);
        string one = table.Signals[a.Value].Unit,
            other = table.Signals[b.Value].Unit;
        if (shared == 0 || UnitScale.Clash(one, other))
            doubt += 0.2;
        return (new Subject([a.Value], doubt), new Subject([b.Value], doubt));
    }

    private double Loose(List<string> half, int own, int other) =>
        half.Count(word =>
            index.Match(word, own) <= SignalIndex.Met
            && index.Match(word, other) <= SignalIndex.Met
            && index.IsMet(word)
        ) * Subjects.Conflict;

    // The words of this half name it; a tie is decided by those of the other, and by the quantity that both share.
    private int? Half(List<string> own, List<string> other, IReadOnlyList<int> taken)
    {
        var all = own.Count > 0 ? own : other;
        List<(int Index, double Score)> ranked =
        [
            .. index
                .Rank(all, one => one.Points.Any(point => point.Value.IsNumber), out var unmet)
                .Where(one => !taken.Contains(one.Index)),
        ];
        if (ranked.Count == 0 || ranked[0].Score <= 0 || unmet.Count(word => !Lexicon.Things.Contains(word)) > 2)
            return null;
        var close = ranked
            .Where(one => one.Score >= ranked[0].Score * 0.97)
            .Select(one =>
                (
                    one.Index,
                    Score: other.Sum(word =>
                        SignalIndex.IsDerived(word) ? -index.Match(word, one.Index) : index.Match(word, one.Index)
                    ) + (taken.Count > 0 && (index.ConceptsOf(taken[0]) & index.ConceptsOf(one.Index)) != 0 ? 0.5 : 0),
                    Spare: index.Spare(one.Index, own)
                )
            )
            .OrderByDescending(one => one.Score)
            .ThenBy(one => one.Spare)
            .ToList();
        return close.Count > 1 && close[0].Score == close[1].Score && close[0].Spare == close[1].Spare
            ? null
            : close[0].Index;
    }
}
