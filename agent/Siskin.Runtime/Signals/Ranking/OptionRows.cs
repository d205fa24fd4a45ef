using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>How well the words of a question name the rows of an option, and what is left of them.</summary>
internal sealed class OptionRows
{
    // Of more rows these stand for all.
    private const int MaxRows = 16;

    // What is added to a share before its logarithm.
    private const double Little = 1e-5;

    private readonly RankedQuestion _ranked;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _leaves = new(StringComparer.Ordinal);

    public OptionRows(RankedQuestion ranked)
    {
        _ranked = ranked;
        var signals = ranked.Asked.Table.Signals;
        for (var i = 0; i < signals.Count; i++)
        {
            _places[signals[i].Path] = i;
            var leaf = SignalIndex.Leaf(signals[i].Path);
            _leaves[leaf] = _leaves.GetValueOrDefault(leaf) + 1;
        }
    }

    /// <summary>The names of the features, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "rows",
        "words-in-answer",
        "words-in-query",
        "where",
        "where-named",
        "numbers-left",
        "words-left",
        "met-by-one",
        "met-by-all",
        "against",
        "gap",
        "row-score",
        "spare",
        "own-meanings",
        "all-meanings",
        "concepts",
        "same-leaf",
        "row-series",
        "row-state",
        "row-number",
        "row-unit",
        "row-picked",
        "row-inside",
        "row-like",
        "row-derived",
        "row-near-share",
        "row-near-least",
        "row-near",
        "row-near-below",
        "row-near-rank",
    ];

    /// <summary>Those of an option.</summary>
    public float[] Of(string answer, Query query)
    {
        int[] rows =
        [
            .. query.Rows.Take(MaxRows).Select(path => _places.GetValueOrDefault(path, -1)).Where(i => i >= 0),
        ];
        var words = _ranked.Groups.Words;
        var left = words.Count(word => !IsIn(word, answer) && !rows.Any(i => IsMet(word, i)));
        float[] said =
        [
            query.Rows.Count,
            words.Count(word => IsIn(word, answer)),
            query.Words.Length == 0 ? -1 : words.Count(word => IsIn(word, query.Words)),
            query.Where.Length == 0 ? 0 : 1,
            query.Where.Length == 0 ? -1
            : IsCalled(query) ? 1
            : 0,
            _ranked.Asked.Text.Numbers.Count - query.Numbers.Count,
            rows.Length == 0 ? -1 : left,
        ];
        return rows.Length == 0
            ? [.. said, .. Enumerable.Repeat(-1f, Names.Count - said.Length)]
            : [.. said, .. Met(rows), .. Named(rows)];
    }

    // Shares of the words that one of the rows meets, and that all do; and how many only others do.
    private float[] Met(int[] rows)
    {
        int one = 0,
            all = 0,
            against = 0;
        var words = _ranked.Groups.Words;
        foreach (var word in words)
        {
            var count = rows.Count(i => IsMet(word, i));
            one += count > 0 ? 1 : 0;
            all += count == rows.Length ? 1 : 0;
            against += count == 0 && _ranked.Asked.Index.IsMet(word) ? 1 : 0;
        }

        var most = Math.Max(1f, words.Count);
        return [one / most, all / most, against];
    }

    private float[] Named(int[] rows)
    {
        (var asked, var groups, var named) = (_ranked.Asked, _ranked.Groups, _ranked.Features.Rows);
        var first = asked.Table.Signals[rows[0]];
        return
        [
            rows.Min(named.Gap),
            (float)rows.Max(named.Score),
            rows.Min(i => asked.Index.Spare(i, groups.Words)),
            rows.Min(i => groups.Meanings.Met(i).Own),
            rows.Max(i => groups.Meanings.Met(i).All),
            named.Concepts(rows[0]),
            _leaves[SignalIndex.Leaf(first.Path)],
            first.IsSeries ? 1 : 0,
            States.IsState(first) ? 1 : 0,
            rows.Max(named.Numbered),
            rows.Max(named.Measured),
            rows.Max(named.Picked),
            rows.Max(named.Inside),
            rows.Max(named.Likeness),
            rows.Count(i => asked.Index.IsDerived(i, asked.Text.Tokens)),
            (float)Math.Log(rows.Sum(groups.Likeness.Share) + Little),
            (float)Math.Log(rows.Min(groups.Likeness.Share) + Little),
            (float)rows.Max(groups.Likeness.Cosine),
            (float)(groups.Likeness.Nearest - rows.Min(groups.Likeness.Cosine)),
            rows.Max(i => groups.Likeness.Ranks[i]) - rows.Length + 1,
        ];
    }

    private bool IsCalled(Query query) =>
        _ranked.Asked.Table.Find(query.Where) is { } where
        && CalledBy.IsSaid(_ranked.Asked.Text, where, query.WhereWords);

    private bool IsMet(string word, int i) => _ranked.Asked.Index.Match(word, i) > SignalIndex.Met;

    private static bool IsIn(string word, string text) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
