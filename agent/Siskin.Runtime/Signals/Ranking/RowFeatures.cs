using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>How well the words of a question name a row, whatever is asked of it; found once a row.</summary>
internal sealed class RowFeatures
{
    private const int ShortestWord = 3;

    private readonly Asked _asked;
    private readonly RowGroups _groups;
    private readonly Dictionary<int, int> _rank = [];
    private readonly Dictionary<int, Row> _rows = [];
    private readonly string[] _numbers;
    private readonly string[] _units;

    public RowFeatures(Asked asked, RowGroups groups)
    {
        (_asked, _groups) = (asked, groups);
        _numbers = [.. NumberedNames.In(asked.Text.Lower)];
        _units = [.. asked.Text.Tokens.Select(UnitScale.Known).Where(unit => unit.Length > 1).Distinct()];
        for (var i = 0; i < groups.Ranked.Count; i++)
            _rank[groups.Ranked[i].Index] = i;
    }

    /// <summary>What is known of a row.</summary>
    /// <param name="Better">How many rows are named better; those that are named as well do not count.</param>
    /// <param name="Against">Words of the question that name others.</param>
    /// <param name="Place">Where the question first names it.</param>
    /// <param name="Alone">Features that count whatever is asked of it.</param>
    /// <param name="Asked">Features that are mixed with what is asked.</param>
    public sealed record Row(int Better, int Against, int Place, uint[] Alone, uint[] Asked);

    /// <summary>How well a row is named.</summary>
    public double Score(int i) => _groups.Ranked[_rank[i]].Score;

    /// <summary>A row of the table.</summary>
    public Row Of(int i) => _rows.TryGetValue(i, out var row) ? row : _rows[i] = Made(i);

    private Row Made(int i)
    {
        int met = 0,
            against = 0;
        foreach (var word in _groups.Words)
        {
            if (_asked.Index.Match(word, i) > SignalIndex.Met)
                met++;
            else if (_asked.Index.IsMet(word))
                against++;
        }

        var signal = _asked.Table.Signals[i];
        var better = Better(i);
        var near = _groups.Likeness;
        var spare = _asked.Index.Spare(i, _groups.Words);
        string[] leaf = [.. Words.OfName(Paths.Leaf(signal.Path))];
        return new Row(
            better,
            against,
            Place(i),
            [
                Hash("rank", Math.Min(6, better)),
                Hash("met", Share(met)),
                Hash("against", Math.Min(4, against)),
                Hash("spare", Math.Min(5, spare)),
                Hash("spare and against", Math.Min(3, spare) * 4 + Math.Min(3, against)),
                Hash("derived", _asked.Index.IsDerived(i, _asked.Text.Tokens) ? 1 : 0),
                Hash("gap", Gap(i)),
                Hash("number", Numbered(i)),
                Hash("unit", Measured(i)),
                Hash("inside", Math.Min(2, Inside(i))),
                Hash("like", Likeness(i)),
                Hash("concepts", Concepts(i)),
                Hash("of the extreme", _groups.Siblings.IsOfExtreme(i) ? 1 : 0),
                Hash("picked", Picked(i)),
                Hash("near rank", Math.Min(8, near.Ranks[i])),
                Hash("near share", NearShare(i)),
                Hash("near", Nearness(near.Cosine(i))),
                Hash("near below", NearBelow(i)),
                Hash("near and rank", Math.Min(3, near.Ranks[i]) * 10 + Math.Min(6, better)),
                .. Named(i, leaf),
                .. Meant(i),
            ],
            [
                Hash("rank", Math.Min(6, better)),
                Hash("against", Math.Min(2, against)),
                Hash("near rank", Math.Min(3, near.Ranks[i])),
                Hash("near", Nearness(near.Cosine(i)) / 2),
                Hash("value", (int)signal.Value.Kind * 2 + (States.IsState(signal) ? 1 : 0)),
                .. leaf.Select(name => FeatureHash.Of("leaf", name)),
            ]
        );
    }

    /// <summary>The share of a row by word vectors, in steps of its logarithm; 8 for next to nothing.</summary>
    public int NearShare(int i) => StepOf(-Math.Log(_groups.Likeness.Share(i) + 1e-6));

    /// <summary>How much less near it is than the nearest row, in steps.</summary>
    public int NearBelow(int i) => StepOf(10 * (_groups.Likeness.Nearest - _groups.Likeness.Cosine(i)));

    /// <summary>A cosine in twentieths.</summary>
    public static int Nearness(double cosine) => (int)Math.Round(20 * cosine);

    private static int StepOf(double number) =>
        number switch
        {
            < 0.05 => 0,
            < 0.2 => 1,
            < 0.5 => 2,
            < 1 => 3,
            < 1.75 => 4,
            < 2.75 => 5,
            < 4 => 6,
            < 6 => 7,
            _ => 8,
        };

    /// <summary>
    /// "Three" is said, and the row has it (2, 3 in part), another number (4), or none (1); 0 where none is said.
    /// </summary>
    public int Numbered(int i)
    {
        if (_numbers.Length == 0)
            return 0;
        string[] own = [.. NumberedNames.Digits(_asked.Table.Signals[i].Path)];
        return own.Length == 0 ? 1
            : _numbers.All(own.Contains) ? 2
            : own.Any(_numbers.Contains) ? 3
            : 4;
    }

    /// <summary>
    /// A unit is said, and the row is in it (2), in one of the same kind (3), in another (4) or in none (1); 0 where
    /// none is said.
    /// </summary>
    public int Measured(int i)
    {
        if (_units.Length == 0)
            return 0;
        var own = NamedUnit.Stated(_asked.Table.Signals[i]);
        return own.Length == 0 ? 1
            : _units.Contains(UnitScale.Known(own)) ? 2
            : _units.Any(unit => UnitScale.Differ(own, unit)) ? 3
            : 4;
    }

    /// <summary>Whether the row is of a thing that the question picks out, 0 or 1; 2 where it picks out none.</summary>
    public int Picked(int i) =>
        _groups.Siblings.Picked.Count == 0 ? 2
        : _groups.Siblings.IsPicked(i) ? 1
        : 0;

    private static uint Hash(string kind, int number) => FeatureHash.Of(kind, number);

    private IEnumerable<uint> Meant(int i)
    {
        var (own, all) = _groups.Meanings.Met(i);
        yield return Hash("own meanings", Math.Min(3, own));
        yield return Hash("all meanings", Math.Min(4, all));
        foreach (var feature in Pairs(_groups.Meanings.Own(i)))
            yield return feature;
    }

    /// <summary>Each meaning of the question, and each word that names nothing, beside each of some rows.</summary>
    public IEnumerable<uint> Pairs(int[] meanings)
    {
        foreach (var meaning in meanings)
        {
            foreach (var asked in _groups.Meanings.Asked)
                yield return Hash(asked == meaning ? "same meaning" : "meanings", asked * 1000 + meaning);
            foreach (var word in _groups.Unmet)
                yield return Hash(word, meaning);
        }
    }

    // A word of the question beside a word of a name that it is not like: "driest" and "moisture".
    private IEnumerable<uint> Named(int i, string[] leaf)
    {
        var unit = _asked.Index.UnitOf(i);
        foreach (var word in _asked.Text.Tokens)
        {
            if (word.Length < ShortestWord)
                continue;
            if (_asked.Index.Match(word, i) <= SignalIndex.Met)
                foreach (var name in leaf)
                    yield return FeatureHash.Of("pair", word, name);
            if (unit.Length > 0)
                yield return FeatureHash.Of("unit", word, unit);
        }
    }

    /// <summary>How many of the words of a question a number of them is, in fifths.</summary>
    public int Share(int met) => _groups.Words.Count == 0 ? 9 : (int)Math.Round(4.0 * met / _groups.Words.Count);

    private int Better(int i)
    {
        var score = Score(i);
        var better = 0;
        while (better < _groups.Ranked.Count && _groups.Ranked[better].Score > score + 1e-9)
            better++;
        return better;
    }

    /// <summary>How well a row is named, beside the one that is named best: in eighths; 9 where none is.</summary>
    public int Gap(int i)
    {
        var best = _groups.Ranked[0].Score;
        return best <= 0 ? 9 : (int)(8 * Math.Max(0, Score(i)) / best);
    }

    /// <summary>How many words that name nothing are a part of the row's path.</summary>
    public int Inside(int i) =>
        _groups.Inner.Count(word => _asked.Index.Match(word, i) <= SignalIndex.Met && _groups.IsInside(word, i));

    /// <summary>How like the words that name nothing are to this row, in tenths; -1 where there is none.</summary>
    public int Likeness(int i) =>
        _groups.Unmet.Count == 0 ? -1 : (int)(10 * _groups.Unmet.Max(word => _asked.Index.Match(word, i)));

    /// <summary>Of the words that stand for a quantity: whether the row has one of theirs, or another.</summary>
    public int Concepts(int i)
    {
        UInt128 asked = 0;
        foreach (var word in _asked.Text.Tokens)
            asked |= _asked.Index.Concepts(word);
        var own = _asked.Index.OwnConcepts(i);
        return asked == 0 ? 0
            : own == 0 ? 1
            : (asked & own) != 0 ? 2
            : (asked & _asked.Index.ConceptsOf(i)) != 0 ? 3
            : 4;
    }

    private int Place(int i)
    {
        for (var at = 0; at < _asked.Text.Tokens.Count; at++)
        {
            var word = _asked.Text.Tokens[at];
            if (
                _groups.Words.Contains(word)
                && _asked.Index.Match(word, i) > SignalIndex.Met
                && !_groups.Best.All(other => _asked.Index.Match(word, other) > SignalIndex.Met)
            )
                return at;
        }

        return int.MaxValue;
    }
}
