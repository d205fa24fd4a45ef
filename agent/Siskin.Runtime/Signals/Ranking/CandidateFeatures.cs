using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What speaks for or against a candidate, as hashed indicators: words of the question beside the operation, how well
/// its rows are named, which words name other rows, and what kind of answer it gives.
/// </summary>
internal sealed class CandidateFeatures
{
    private readonly Asked _asked;
    private readonly RowGroups _groups;
    private readonly uint[] _grams;
    private readonly uint[] _openings;
    private readonly Dictionary<int, int> _rank = [];
    private readonly double _total;
    private readonly string[][] _leaves;
    private readonly List<uint> _out = [];

    public CandidateFeatures(Asked asked, RowGroups groups)
    {
        (_asked, _groups) = (asked, groups);
        string[] tokens = [.. Delexicalised()];
        string[] raw = [.. asked.Text.Tokens];
        _grams =
        [
            .. raw.Where(word => word.Length > 1).Select(word => Of("u", word)),
            .. Pairs(tokens).Select(pair => Of("b", pair)),
            .. Triples(tokens).Select(three => Of("t", three)),
            .. new[] { Of("n", asked.Text.Numbers.Count), Of("z", asked.Text.Times.Count) },
        ];
        _grams = [.. _grams.Distinct()];
        _openings =
        [
            Of("o1", tokens.Length > 0 ? tokens[0] : ""),
            Of("o2", string.Join(' ', tokens.Take(2))),
            Of("p", asked.IsPolar ? 1 : 0),
            Of("q", asked.Text.IsQuestion ? 1 : 0),
            Of("w", asked.IsWhich ? 1 : 0),
            Of("c", asked.IsCount ? 1 : 0),
            Of("d", asked.Direction),
            Of("cmp", asked.Comparison?.ToString() ?? ""),
        ];
        for (var i = 0; i < groups.Ranked.Count; i++)
            _rank[groups.Ranked[i].Index] = i;
        _total = groups.Words.Count;
        _leaves = new string[asked.Table.Signals.Count][];
    }

    /// <summary>The features of a candidate.</summary>
    public uint[] Of(Candidate candidate)
    {
        _out.Clear();
        var operation = (int)candidate.Query.Operation;
        uint op = Of("op", operation),
            kind = Of("kind", AnswerKind(candidate.Answer));
        Add(op);
        Add(kind);
        Add(Mix(op, kind));
        foreach (var gram in _grams)
        {
            Add(Mix(op, gram));
            Add(Mix(kind, gram));
        }

        foreach (var opening in _openings)
        {
            Add(Mix(op, opening));
            Add(Mix(kind, opening));
            Add(Mix(Of("origin", (int)candidate.Origin), opening));
        }

        Add(Mix(op, Of("origin", (int)candidate.Origin)));
        Text();
        if (candidate.Rows.Length == 1)
            Row(candidate, op);
        else if (candidate.Rows.Length > 1)
            Rows(candidate, op);
        Said(candidate, op);
        return [.. _out];
    }

    private void Text()
    {
        // Words that name nothing speak for "unknown": the features of the others have them as well.
        Add(Mix(_out[0], Of("unmet", Math.Min(4, _groups.Unmet.Count))));
        Add(Mix(_out[0], Of("words", Math.Min(4, _groups.Words.Count))));
        Add(Mix(_out[0], Of("size", Bin(_asked.Table.Signals.Count))));
        Add(Mix(_out[0], Of("best", Score(_groups.Ranked.Count > 0 ? _groups.Ranked[0].Score : -1))));
        foreach (var word in _groups.Unmet)
            Add(Mix(_out[0], Of("unmetword", word)));
        foreach (var word in _groups.Unmet)
            Add(Mix(_out[0], Of("unmetconcept", _asked.Index.HasConcept(word) ? 1 : 0)));
    }

    private void Row(Candidate candidate, uint op)
    {
        var i = candidate.Rows[0];
        var row = _asked.Table.Signals[i];
        (var met, var against) = Met(i);
        Add(Of("rank", Math.Min(6, Ties(i))));
        Add(Mix(op, Of("rank", Math.Min(6, Ties(i)))));
        Add(Of("met", Share(met)));
        Add(Of("against", Math.Min(4, against)));
        Add(Mix(op, Of("against", Math.Min(2, against))));
        var spare = _asked.Index.Spare(i, _groups.Words);
        Add(Of("spare", Math.Min(5, spare)));
        Add(Of("spareagainst", Math.Min(3, spare) * 4 + Math.Min(3, against)));
        Add(Mix(op, Of("value", (int)row.Value.Kind * 2 + (States.IsState(row) ? 1 : 0))));
        Add(Of("derived", _asked.Index.IsDerived(i, _asked.Text.Tokens) ? 1 : 0));
        Add(Of("gap", Gap(i)));
        var inside = _groups.Inner.Count(word =>
            _asked.Index.Match(word, i) <= SignalIndex.Met && _groups.IsInside(word, i)
        );
        Add(Of("inside", Math.Min(2, inside)));
        Add(Of("like", Likeness(i)));
        Add(Of("concepts", Concepts(i)));
        Named(i, op);
    }

    // How like the words that name nothing are to this row.
    private int Likeness(int i) =>
        _groups.Unmet.Count == 0 ? -1 : (int)(10 * _groups.Unmet.Max(word => _asked.Index.Match(word, i)));

    // Of the words that stand for a quantity: whether the row has one of theirs, or another.
    private int Concepts(int i)
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

    // A word of the question beside a word of a name that it is not like: "driest" and "moisture".
    private void Named(int i, uint op)
    {
        var leaf = _leaves[i] ??= [.. Words.OfName(Paths.Leaf(_asked.Table.Signals[i].Path))];
        foreach (var word in _asked.Text.Tokens)
        {
            if (word.Length < 3)
                continue;
            var isMet = _asked.Index.Match(word, i) > SignalIndex.Met;
            foreach (var name in leaf)
                if (!isMet)
                    Add(Of("pair", word, name));
            if (_asked.Index.UnitOf(i) is { Length: > 0 } unit)
                Add(Of("unit", word, unit));
        }

        foreach (var name in leaf)
            Add(Mix(op, Of("leaf", name)));
    }

    private void Rows(Candidate candidate, uint op)
    {
        int met = 0,
            against = 0,
            all = 0;
        foreach (var word in _groups.Words)
        {
            var count = candidate.Rows.Count(i => _asked.Index.Match(word, i) > SignalIndex.Met);
            met += count > 0 ? 1 : 0;
            all += count == candidate.Rows.Length ? 1 : 0;
            against += count == 0 && _asked.Index.IsMet(word) ? 1 : 0;
        }

        var origin = Of("origin", (int)candidate.Origin);
        Add(Mix(origin, Of("met", Share(met))));
        Add(Mix(origin, Of("allmet", Share(all))));
        Add(Mix(origin, Of("against", Math.Min(4, against))));
        Add(Mix(origin, Of("count", Bin(candidate.Rows.Length))));
        Add(Mix(op, Of("against", Math.Min(2, against))));
        Add(Mix(op, Of("allmet", Share(all))));
        var units = candidate.Rows.Select(_asked.Index.UnitOf).Distinct().Count();
        Add(Mix(op, Of("units", Math.Min(3, units))));
        var kinds = candidate.Rows.Select(i => _asked.Table.Signals[i].Value.Kind).Distinct().ToArray();
        Add(Mix(op, Of("kinds", kinds.Length == 1 ? (int)kinds[0] : 9)));
        if (candidate.Origin == RowOrigin.Pair)
        {
            Add(Mix(op, Of("ranks", Math.Min(4, Ties(candidate.Rows[0])) * 8 + Math.Min(4, Ties(candidate.Rows[1])))));
            Add(Mix(op, Of("order", Place(candidate.Rows[0]).CompareTo(Place(candidate.Rows[1])))));
        }

        var leaf = candidate.Rows.Select(i => SignalIndex.Leaf(_asked.Table.Signals[i].Path)).Distinct().ToArray();
        if (leaf.Length == 1)
            foreach (var word in _asked.Text.Tokens)
                if (word.Length > 2)
                    Add(Of("pair", word, leaf[0]));
    }

    // Numbers, times and states of the question that the query has or leaves out.
    private void Said(Candidate candidate, uint op)
    {
        var query = candidate.Query;
        Add(Of("numbersleft", _asked.Text.Numbers.Count - query.Numbers.Count));
        Add(Of("timesleft", _asked.Text.Times.Count - (query.Time.Length > 0 ? 1 : 0)));
        if (query.Words.Length == 0)
            return;
        Add(Mix(op, Of("said", query.Words.Split(' ').Length)));
        foreach (var word in query.Words.Split(' '))
        {
            Add(Of("stated", word));
            Add(Mix(op, Of("isstate", States.IsWord(word) ? 1 : 0)));
        }

        if (candidate.Rows.Length == 1)
            Add(Of("printed", States.Prints(_asked.Table.Signals[candidate.Rows[0]], query.Words) ? 1 : 0));
        Add(Of("namesrow", candidate.Rows.Any(i => _asked.Index.Match(query.Words, i) > SignalIndex.Met) ? 1 : 0));
        var about = query.Words.Split(' ').Length;
        Add(Mix(op, Of("left", Math.Clamp(_asked.Text.Content.Count - about, 0, 4))));
    }

    private (int Met, int Against) Met(int i)
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

        return (met, against);
    }

    // How many rows are named better; those that are named as well do not count.
    private int Ties(int i)
    {
        var score = _groups.Ranked[_rank[i]].Score;
        var better = 0;
        while (better < _groups.Ranked.Count && _groups.Ranked[better].Score > score + 1e-9)
            better++;
        return better;
    }

    private int Gap(int i)
    {
        var best = _groups.Ranked[0].Score;
        return best <= 0 ? 9 : (int)(8 * Math.Max(0, _groups.Ranked[_rank[i]].Score) / best);
    }

    // Where the question first names a row.
    private int Place(int i)
    {
        for (var at = 0; at < _asked.Text.Tokens.Count; at++)
        {
            var word = _asked.Text.Tokens[at];
            if (_groups.Words.Contains(word) && _asked.Index.Match(word, i) > SignalIndex.Met && !EachMeets(word))
                return at;
        }

        return int.MaxValue;
    }

    private bool EachMeets(string word) => _groups.Best.All(i => _asked.Index.Match(word, i) > SignalIndex.Met);

    private int Share(int met) => _total == 0 ? 9 : (int)Math.Round(4 * met / _total);

    private static int Score(double score) => score < 0 ? -1 : (int)Math.Min(6, score * 2);

    private static int Bin(int count) =>
        count switch
        {
            < 4 => count,
            < 7 => 4,
            < 13 => 5,
            < 30 => 6,
            _ => 7,
        };

    // The question with what names a row as one sign and numbers as another.
    private IEnumerable<string> Delexicalised()
    {
        foreach (var word in _asked.Text.Lower.Split([' ', '?', ',', '!'], StringSplitOptions.RemoveEmptyEntries))
            yield return char.IsAsciiDigit(word[0]) || word.Length > 1 && word[0] is '-' or '+' ? "#"
                : Lexicon.Stop.Contains(word) || Lexicon.Directions.ContainsKey(word) || States.IsWord(word) ? word
                : _asked.Names.Has(word) || _asked.Index.IsMet(word) ? "@"
                : word;
    }

    private static IEnumerable<string> Pairs(string[] tokens)
    {
        yield return "^ " + (tokens.Length > 0 ? tokens[0] : "");
        for (var i = 0; i + 1 < tokens.Length; i++)
            yield return $"{tokens[i]} {tokens[i + 1]}";
        yield return (tokens.Length > 0 ? tokens[^1] : "") + " $";
    }

    private static IEnumerable<string> Triples(string[] tokens)
    {
        for (var i = 0; i + 2 < tokens.Length; i++)
            yield return $"{tokens[i]} {tokens[i + 1]} {tokens[i + 2]}";
    }

    /// <summary>What kind of answer a text is.</summary>
    internal static string AnswerKind(string answer)
    {
        if (answer is "unknown" or "missing" or "none" or "steady" or "rising" or "falling")
            return answer is "rising" or "falling" or "steady" ? "trend" : answer;
        if (answer.StartsWith("yes", StringComparison.Ordinal) || answer.StartsWith("no", StringComparison.Ordinal))
            return answer.Length < 4 ? "polar" : "polar list";
        if (PrintedTime.TryRead(answer, out _) && answer.Contains(':', StringComparison.Ordinal))
            return "time";
        if (char.IsAsciiDigit(answer[0]) || answer.Length > 1 && answer[0] is '-' && char.IsAsciiDigit(answer[1]))
            return answer.All(c => char.IsAsciiDigit(c) || c is '-' or '.') ? "number"
                : answer.Any(char.IsAsciiLetter) && answer.Contains(' ', StringComparison.Ordinal) ? "number and words"
                : "number and unit";
        return answer.Contains(", ", StringComparison.Ordinal) ? "list"
            : answer.Any(char.IsAsciiDigit) ? "words and number"
            : "words";
    }

    private void Add(uint feature) => _out.Add(feature);

    private static uint Mix(uint a, uint b) => (a * 0x9E3779B1u ^ b) * 0x85EBCA77u + (b >> 15);

    private static uint Of(string kind, int number) => Mix(Hash(kind), (uint)number + 0x51ED270Bu);

    private static uint Of(string kind, string text) => Mix(Hash(kind), Hash(text));

    private static uint Of(string kind, string one, string other) => Mix(Mix(Hash(kind), Hash(one)), Hash(other));

    // FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
