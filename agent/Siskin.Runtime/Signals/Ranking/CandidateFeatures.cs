using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using static Siskin.Runtime.Signals.Ranking.FeatureHash;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What speaks for or against a candidate, as hashed indicators: words of the question beside the operation, how well
/// its rows are named, which words name other rows, and what kind of answer it gives.
/// </summary>
internal sealed partial class CandidateFeatures(Asked asked, RowGroups groups)
{
    private readonly QuestionFeatures _question = new(asked, groups);
    private readonly RowFeatures _rows = new(asked, groups);
    private readonly AnswerWording _wording = new(asked.Text.Lower);
    private readonly Dictionary<int[], (uint[] Alone, uint[] Asked)> _groups = [];
    private readonly List<uint> _out = [];
    private readonly int[] _ends = new int[PartNames.Count];
    private readonly bool _isSpanAsked = asked.Text.Has(
        "how long|how much longer|how much time|how many minutes|how many hours|how many seconds|how many days|duration|uptime|time left|remaining time"
    );

    /// <summary>What the features are about, in their order.</summary>
    public static IReadOnlyList<string> PartNames { get; } = ["kind", "words", "opening", "whole", "rows", "rest"];

    /// <summary>How the rows are named.</summary>
    public RowFeatures Rows => _rows;

    /// <summary>What each part of a candidate's features adds to its score.</summary>
    public float[] Parts(Candidate candidate, RankingWeights weights)
    {
        var features = Of(candidate);
        var parts = new float[_ends.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = (float)weights.Score(features[(i == 0 ? 0 : _ends[i - 1]).._ends[i]]);
        return parts;
    }

    /// <summary>The features of a candidate; they are there until the next one is asked about.</summary>
    public ReadOnlySpan<uint> Of(Candidate candidate)
    {
        _out.Clear();
        uint operation = FeatureHash.Of("operation", (int)candidate.Query.Operation),
            kind = FeatureHash.Of("kind", AnswerKind(candidate.Answer)),
            origin = FeatureHash.Of("origin", (int)candidate.Origin);
        _out.AddRange([operation, kind, Mix(operation, kind), Mix(operation, origin)]);
        _ends[0] = _out.Count;
        foreach (var gram in _question.Grams)
        {
            _out.Add(Mix(operation, gram));
            _out.Add(Mix(kind, gram));
        }

        _ends[1] = _out.Count;
        foreach (var opening in _question.Openings)
        {
            _out.Add(Mix(operation, opening));
            _out.Add(Mix(kind, opening));
            _out.Add(Mix(origin, opening));
        }

        _ends[2] = _out.Count;
        Add(operation, _question.Whole);
        _ends[3] = _out.Count;
        if (candidate.Rows.Length == 1)
        {
            var row = _rows.Of(candidate.Rows[0]);
            _out.AddRange(row.Alone);
            Add(operation, row.Asked);
        }
        else if (candidate.Rows.Length > 1)
        {
            (var alone, var asked) = Group(candidate);
            Add(origin, alone);
            Add(operation, asked);
        }

        _ends[4] = _out.Count;
        if (_isSpanAsked)
            _out.Add(FeatureHash.Of("span asked", IsSpan(candidate) ? 1 : 0));
        Said(candidate, operation);
        Worded(candidate, operation, kind);
        if (candidate.Origin is RowOrigin.Record or RowOrigin.Where)
            Recorded(candidate, origin);
        _ends[5] = _out.Count;
        return CollectionsMarshal.AsSpan(_out);
    }

    // An answer that is a length of time, by its unit, its form or its row's name.
    private bool IsSpan(Candidate candidate) =>
        Lasting().IsMatch(candidate.Answer)
        || candidate.Rows.Length == 1
            && char.IsAsciiDigit(candidate.Answer[0])
            && NamedUnit.OfTime(asked.Table.Signals[candidate.Rows[0]].Path).Length > 0;

    [GeneratedRegex(
        @"^[\d.,]+ ?(?:s|sec|secs|seconds?|min|mins|minutes?|h|hrs?|hours?|d|days?|weeks?)\b|^(?:\d+[dDtT :]+)?\d{1,3}:\d{2}(?::\d{2})?$|^\d+[wdhm]\d",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Lasting();

    private void Add(uint of, uint[] features)
    {
        foreach (var feature in features)
            _out.Add(Mix(of, feature));
    }

    // Found once for all operations on the same rows.
    private (uint[] Alone, uint[] Asked) Group(Candidate candidate) =>
        _groups.TryGetValue(candidate.Rows, out var found)
            ? found
            : _groups[candidate.Rows] = Group(candidate.Rows, candidate.Origin == RowOrigin.Pair);

    // The share that word vectors give to all of them together, in steps of its logarithm.
    private int GroupNear(int[] rows) => (int)Math.Round(-2 * Math.Log(rows.Sum(groups.Likeness.Share) + 1e-4));

    private (uint[] Alone, uint[] Asked) Group(int[] rows, bool isPair)
    {
        int met = 0,
            against = 0,
            all = 0;
        foreach (var word in groups.Words)
        {
            var count = rows.Count(i => asked.Index.Match(word, i) > SignalIndex.Met);
            met += count > 0 ? 1 : 0;
            all += count == rows.Length ? 1 : 0;
            against += count == 0 && asked.Index.IsMet(word) ? 1 : 0;
        }

        var kinds = rows.Select(i => asked.Table.Signals[i].Value.Kind).Distinct().ToArray();
        string[] leaves = [.. rows.Select(i => SignalIndex.Leaf(asked.Table.Signals[i].Path)).Distinct().Take(2)];
        return (
            [
                FeatureHash.Of("met", _rows.Share(met)),
                FeatureHash.Of("all met", _rows.Share(all)),
                FeatureHash.Of("against", Math.Min(4, against)),
                FeatureHash.Of("near", GroupNear(rows)),
                FeatureHash.Of("near least", Math.Min(8, rows.Max(i => groups.Likeness.Ranks[i]) - rows.Length + 1)),
                FeatureHash.Of("near most", Math.Min(6, rows.Min(i => groups.Likeness.Ranks[i]))),
                FeatureHash.Of("count", QuestionFeatures.Bin(rows.Length)),
                .. isPair ? [] : _rows.Pairs(groups.Meanings.OfAll(rows)),
                .. leaves.Length == 1
                    ? asked
                        .Text.Tokens.Where(word => word.Length > 2)
                        .Select(word => FeatureHash.Of("pair", word, leaves[0]))
                    : [],
            ],
            [
                FeatureHash.Of("against", Math.Min(2, against)),
                FeatureHash.Of("all met", _rows.Share(all)),
                FeatureHash.Of("units", Math.Min(3, rows.Select(asked.Index.UnitOf).Distinct().Count())),
                FeatureHash.Of("kinds", kinds.Length == 1 ? (int)kinds[0] : 9),
                .. isPair ? Pair(_rows.Of(rows[0]), _rows.Of(rows[1])) : [],
                .. isPair ? [FeatureHash.Of("one thing", IsOneThing(rows) ? 1 : 0)] : (uint[])[],
            ]
        );
    }

    private bool IsOneThing(int[] rows) =>
        Paths.Parent(asked.Table.Signals[rows[0]].Path) == Paths.Parent(asked.Table.Signals[rows[1]].Path);

    private static uint[] Pair(RowFeatures.Row one, RowFeatures.Row other) =>
        [
            FeatureHash.Of("ranks", Math.Min(4, one.Better) * 8 + Math.Min(4, other.Better)),
            FeatureHash.Of("order", one.Place.CompareTo(other.Place)),
        ];

    // Numbers, times and states of the question that the query has or leaves out.
    private void Said(Candidate candidate, uint operation)
    {
        var query = candidate.Query;
        _out.Add(FeatureHash.Of("numbers left", asked.Text.Numbers.Count - query.Numbers.Count));
        _out.Add(
            FeatureHash.Of(
                "times left",
                asked.Text.Times.Count
                    - query.Time.Split("..", StringSplitOptions.RemoveEmptyEntries).Distinct().Count()
            )
        );
        if (query.Time.Contains("..", StringComparison.Ordinal))
            foreach (var word in asked.Text.Tokens)
                _out.Add(
                    FeatureHash.Of(
                        "window",
                        query.Time.StartsWith('.') ? "until"
                            : query.Time.EndsWith('.') ? "from"
                            : "between",
                        word
                    )
                );
        if (query.Words.Length == 0)
            return;
        var words = query.Words.Split(' ');
        // Which way it goes is said in many words.
        if (query.Operation == QueryOperation.Trend)
            foreach (var gram in _question.Grams)
                _out.Add(Mix(FeatureHash.Of("way", query.Words), gram));
        _out.Add(Mix(operation, FeatureHash.Of("said", words.Length)));
        foreach (var word in words)
        {
            _out.Add(FeatureHash.Of("stated", word));
            _out.Add(Mix(operation, FeatureHash.Of("is a state", States.IsWord(word) ? 1 : 0)));
        }

        var isPrinted = Array.Exists(candidate.Rows, i => States.Prints(asked.Table.Signals[i], query.Words));
        _out.Add(FeatureHash.Of(candidate.Rows.Length == 1 ? "printed" : "printed by one", isPrinted ? 1 : 0));
        var names = candidate.Rows.Any(i => asked.Index.Match(query.Words, i) > SignalIndex.Met);
        _out.Add(FeatureHash.Of("names its row", names ? 1 : 0));
        _out.Add(Mix(operation, FeatureHash.Of("left", Math.Clamp(asked.Text.Content.Count - words.Length, 0, 4))));
    }

    // Yes and no are words of no question.
    private void Worded(Candidate candidate, uint operation, uint kind)
    {
        var named = FeatureHash.Of("alternatives", _wording.Named(candidate.Answer));
        var said = FeatureHash.Of("answer is said", _wording.IsSaid(candidate.Answer) ? 1 : 0);
        _out.AddRange([Mix(operation, said), Mix(named, said), Mix(kind, named), Mix(operation, named)]);
    }

    // What names the records, and which of them count.
    private void Recorded(Candidate candidate, uint origin)
    {
        var query = candidate.Query;
        if (candidate.Origin == RowOrigin.Record)
        {
            var key = asked.Table.Find(query.Rows[0])!;
            var name = SignalIndex.Leaf(key.Path);
            _out.Add(
                FeatureHash.Of(
                    "key is named",
                    asked.Text.Tokens.Exists(word => Words.Likeness(word, name) > SignalIndex.Met) ? 1 : 0
                )
            );
            _out.Add(FeatureHash.Of("key", name));
            _out.Add(FeatureHash.Of("key is first", ReferenceEquals(key, asked.Table.Signals[0]) ? 1 : 0));
            _out.Add(FeatureHash.Of("key is a number", key.Value.IsNumber ? 1 : 0));
        }

        if (query.Where.Length == 0)
            return;
        var where = asked.Table.Find(query.Where)!;
        _out.Add(Mix(origin, FeatureHash.Of("where", query.WhereWords.Split(' ').Length)));
        _out.Add(Mix(origin, FeatureHash.Of("where state", States.IsWord(query.WhereWords) ? 1 : 0)));
        _out.Add(Mix(origin, FeatureHash.Of("where number", where.Value.IsNumber ? 1 : 0)));
        var isCalled = CalledBy.IsSaid(asked.Text, where, query.WhereWords);
        _out.Add(Mix(origin, FeatureHash.Of("where is called", isCalled ? 1 : 0)));
        _out.Add(
            Mix(
                origin,
                FeatureHash.Of(
                    "where prints",
                    where.Points.Any(point =>
                        point.Value.Text.Equals(query.WhereWords, StringComparison.OrdinalIgnoreCase)
                    )
                        ? 1
                        : 0
                )
            )
        );
        _out.Add(
            FeatureHash.Of("where left", QuestionFeatures.Bin(Records.Meets(where, query.WhereWords).Count(one => one)))
        );
    }

    /// <summary>What kind of answer a text is.</summary>
    internal static string AnswerKind(string answer)
    {
        if (answer is "unknown" or "missing" or "none")
            return answer;
        if (answer is "rising" or "falling" or "steady")
            return "trend";
        if (answer.StartsWith("yes", StringComparison.Ordinal) || answer.StartsWith("no", StringComparison.Ordinal))
            return answer.Length < 4 ? "polar" : "polar list";
        if (
            answer.IndexOfAny([':', '-', '/']) > 0
            && (answer.Contains(':', StringComparison.Ordinal) || answer.Length is 8 or 10)
            && PrintedTime.TryRead(answer, out _)
        )
            return "time";
        if (char.IsAsciiDigit(answer[0]) || answer.Length > 1 && answer[0] == '-' && char.IsAsciiDigit(answer[1]))
            return answer.All(c => char.IsAsciiDigit(c) || c is '-' or '.') ? "number"
                : answer.Any(char.IsAsciiLetter) && answer.Contains(' ', StringComparison.Ordinal) ? "number and words"
                : "number and unit";
        return answer.Contains(", ", StringComparison.Ordinal) ? "list"
            : answer.Any(char.IsAsciiDigit) ? "words and number"
            : "words";
    }
}
