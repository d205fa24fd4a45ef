using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>The rows that a question may be about: single ones, best first, and groups of them.</summary>
internal sealed class RowGroups
{
    private const int MaxRows = 16;
    private const int MaxGroups = 40;
    private const int MaxMeanings = 6;
    private const int MaxNear = 6;

    private readonly Asked _asked;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public RowGroups(Asked asked, WordVectors vectors)
    {
        _asked = asked;
        Likeness = new RowLikeness(asked, vectors);
        Meanings = new RowMeanings(asked);
        Siblings = new Siblings(asked, [.. asked.Text.Tokens.Where(States.IsWord).Distinct()], Meanings.Direction);
        Words =
        [
            .. asked
                .Text.Tokens.Where(word =>
                    asked.Subjects.Content.Contains(word)
                    || word.Length > 1 && !Lexicon.Stop.Contains(word) && asked.Index.IsMet(word)
                )
                .Distinct(),
        ];
        var ranked = asked.Index.Rank(Words, _ => true, out var unmet, asked.Text);
        Unmet = unmet;
        Ranked = ranked;
        Inner = [.. Words.Where(word => word.Length > 2)];
        Best =
        [
            .. ranked
                .Take(MaxRows)
                .Select(one => one.Index)
                .Concat(Rows(i => Inner.Any(word => IsInside(word, i))).Take(MaxRows / 2))
                .Concat(Meant().Take(MaxRows / 2))
                .Concat(Likeness.Best.Take(MaxNear))
                .Distinct(),
        ];
        var meant = Rows(_ => true).SelectMany(Meanings.All).ToHashSet();
        MeaningsMet = Meanings.Asked.Count(meant.Contains);
        Unexplained = [.. Unmet.Where(word => !MeaningIndex.OfPhrase(word).Any(meant.Contains))];
        Find();
    }

    /// <summary>The words of the question that may name something.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Those that name nothing.</summary>
    public IReadOnlyList<string> Unmet { get; }

    /// <summary>Words that may be a part of a word of a name.</summary>
    public IReadOnlyList<string> Inner { get; }

    /// <summary>What its everyday words mean.</summary>
    public RowMeanings Meanings { get; }

    /// <summary>How near rows are to it by word vectors.</summary>
    public RowLikeness Likeness { get; }

    /// <summary>Which things it picks out by one of their values.</summary>
    public Siblings Siblings { get; }

    /// <summary>Whether a word is a part of a signal's path: "co2" of "rco2".</summary>
    public bool IsInside(string word, int i) =>
        _asked.Table.Signals[i].Path.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>All rows with their scores, best first.</summary>
    public IReadOnlyList<(int Index, double Score)> Ranked { get; }

    /// <summary>The best rows.</summary>
    public int[] Best { get; }

    /// <summary>Groups of two rows at least.</summary>
    public List<(RowOrigin Origin, int[] Rows)> All { get; } = [];

    /// <summary>Words that name nothing, and that have no meaning which a row has.</summary>
    public IReadOnlyList<string> Unexplained { get; }

    /// <summary>How many meanings of the question a row has.</summary>
    public int MeaningsMet { get; }

    private void Find()
    {
        var index = _asked.Index;
        var met = new List<(string Word, int[] Rows)>();
        foreach (var word in Words)
        {
            int[] rows = [.. Rows(i => index.Match(word, i) > SignalIndex.Met)];
            if (rows.Length > 1)
                met.Add((word, rows));
            Add(RowOrigin.Word, rows);
        }

        for (var i = 0; i < met.Count; i++)
        for (var j = i + 1; j < met.Count; j++)
            Add(RowOrigin.Words, [.. met[i].Rows.Intersect(met[j].Rows)]);
        foreach (var meaning in Meanings.Asked.Take(MaxMeanings))
        {
            int[] alike = [.. Rows(i => Meanings.Own(i).Contains(meaning))];
            Add(RowOrigin.Meaning, alike);
            foreach ((_, var rows) in met)
                if (rows.Length < alike.Length)
                    Add(RowOrigin.Meaning, [.. alike.Intersect(rows)]);
        }

        Add(RowOrigin.All, [.. Rows(_ => true)]);
        Add(RowOrigin.All, [.. Rows(i => _asked.Table.Signals[i].Value.IsNumber)]);
        Add(RowOrigin.All, [.. Rows(i => States.IsState(_asked.Table.Signals[i]))]);
        Add(RowOrigin.All, [.. Rows(i => _asked.Table.Signals[i] is { High: not null } or { Low: not null })]);
        foreach (var i in Best.Take(4))
        {
            var leaf = SignalIndex.Leaf(_asked.Table.Signals[i].Path);
            int[] alike = [.. Rows(j => SignalIndex.Leaf(_asked.Table.Signals[j].Path) == leaf)];
            Add(RowOrigin.Leaf, alike);
            foreach (var rows in Siblings.Of(Paths.Leaf(_asked.Table.Signals[i].Path)))
                Add(RowOrigin.Filtered, rows);
            foreach ((_, var rows) in met)
                Add(RowOrigin.Leaf, [.. alike.Intersect(rows)]);
            if (index.UnitOf(i) is { Length: > 0 } unit)
                Add(RowOrigin.Unit, [.. Rows(j => index.UnitOf(j) == unit)]);
            var parent = Paths.Parent(_asked.Table.Signals[i].Path);
            if (parent.Length > 0)
                Add(RowOrigin.Parent, [.. Rows(j => Paths.Parent(_asked.Table.Signals[j].Path) == parent)]);
        }
    }

    // Rows that mean what the question does, those first that mean most of it.
    private IEnumerable<int> Meant() =>
        Meanings.Asked.Length == 0
            ? []
            : Rows(i => Meanings.Met(i).All > 0).OrderByDescending(i => 2 * Meanings.Met(i).Own + Meanings.Met(i).All);

    private IEnumerable<int> Rows(Func<int, bool> fits) => Enumerable.Range(0, _asked.Table.Signals.Count).Where(fits);

    private void Add(RowOrigin origin, int[] rows)
    {
        if (rows.Length < 2 || All.Count >= MaxGroups || !_seen.Add(string.Join(',', rows)))
            return;
        All.Add((origin, rows));
    }
}
