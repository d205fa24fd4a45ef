using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// How two rows go together: whether they are called alike, belong to one thing or share a unit, what only one of them
/// is called, such as "limit" or "setpoint", and which of them the question names.
/// </summary>
internal sealed class PairFeatures(Asked asked, RowGroups groups)
{
    private const int MaxWords = 4;

    /// <summary>The features of a pair in its order.</summary>
    public IEnumerable<uint> Of(int one, int other)
    {
        string first = asked.Table.Signals[one].Path,
            second = asked.Table.Signals[other].Path;
        string firstUnit = asked.Index.UnitOf(one),
            secondUnit = asked.Index.UnitOf(other);
        var unit =
            firstUnit != secondUnit ? 0
            : firstUnit.Length == 0 ? 1
            : 2;
        var kin =
            (SignalIndex.Leaf(first) == SignalIndex.Leaf(second) ? 6 : 0)
            + (Paths.Parent(first) == Paths.Parent(second) ? 3 : 0)
            + unit;
        yield return FeatureHash.Of("kin", kin);
        string[] ofFirst = [.. Words.OfName(first)],
            ofSecond = [.. Words.OfName(second)];
        foreach (var word in ofFirst.Except(ofSecond).Take(MaxWords))
            yield return FeatureHash.Of("first is", word);
        foreach (var word in ofSecond.Except(ofFirst).Take(MaxWords))
            yield return FeatureHash.Of("second is", word);
        int both = 0,
            onlyFirst = 0,
            onlySecond = 0;
        foreach (var word in groups.Words)
        {
            bool meetsFirst = asked.Index.Match(word, one) > SignalIndex.Met,
                meetsSecond = asked.Index.Match(word, other) > SignalIndex.Met;
            both += meetsFirst && meetsSecond ? 1 : 0;
            onlyFirst += meetsFirst && !meetsSecond ? 1 : 0;
            onlySecond += meetsSecond && !meetsFirst ? 1 : 0;
        }

        yield return FeatureHash.Of(
            "named",
            Math.Min(3, both) * 9 + Math.Min(2, onlyFirst) * 3 + Math.Min(2, onlySecond)
        );
        yield return FeatureHash.Of("kin and named", kin * 16 + Math.Min(1, onlyFirst) * 2 + Math.Min(1, onlySecond));
    }
}
