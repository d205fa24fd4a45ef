using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Things with several values each, such as outlets with a state and a power: which of them a question picks out by
/// what another of their values is. "The outlets that are on", "the serial of the inverter that delivers most".
/// </summary>
internal sealed class Siblings
{
    private const int MaxPicks = 4;
    private const int MaxThings = 64;

    private readonly Asked _asked;
    private readonly Dictionary<string, List<int>> _byLeaf = new(StringComparer.Ordinal);
    private readonly string[] _parents;
    private readonly HashSet<string> _extreme = new(StringComparer.Ordinal);

    public Siblings(Asked asked, IReadOnlyList<string> states, int direction)
    {
        _asked = asked;
        var signals = asked.Table.Signals;
        _parents = [.. signals.Select(one => Paths.Parent(one.Path))];
        for (var i = 0; i < _parents.Length; i++)
        {
            if (_parents[i].Length == 0)
                continue;
            var leaf = Paths.Leaf(signals[i].Path);
            if (!_byLeaf.TryGetValue(leaf, out var rows))
                _byLeaf[leaf] = rows = [];
            rows.Add(i);
        }

        foreach (var rows in _byLeaf.Values)
        {
            if (rows.Count is < 2 or > MaxThings)
                continue;
            if (direction != 0 && rows.All(i => signals[i].Value.IsNumber) && IsNamed(rows[0]))
                _extreme.Add(
                    _parents[
                        direction > 0
                            ? rows.MaxBy(i => signals[i].Value.Number)
                            : rows.MinBy(i => signals[i].Value.Number)
                    ]
                );
            foreach (var word in Words(rows, states))
                Pick(rows, word);
        }
    }

    /// <summary>Groups of things, by their paths.</summary>
    public List<HashSet<string>> Picked { get; } = [];

    /// <summary>Whether a row is of the thing that has most, or least, of what the question names.</summary>
    public bool IsOfExtreme(int i) => _extreme.Contains(_parents[i]);

    /// <summary>Whether a row is of a thing that is picked out.</summary>
    public bool IsPicked(int i) => Picked.Exists(parents => parents.Contains(_parents[i]));

    /// <summary>The rows of a name that are picked out.</summary>
    public IEnumerable<int[]> Of(string leaf) =>
        _byLeaf.TryGetValue(leaf, out var rows)
            ? Picked.Select(parents => rows.Where(i => parents.Contains(_parents[i])).ToArray())
            : [];

    private bool IsNamed(int i) =>
        _asked.Text.Tokens.Exists(word =>
            !Lexicon.Stop.Contains(word)
                && _asked.Index.OwnWords(i).Any(own => Questions.Words.Likeness(word, own) > SignalIndex.Met)
            || (_asked.Index.Concepts(word) & _asked.Index.OwnConcepts(i)) != 0
        );

    // What some of them print and the question says, and states that some of them are in. A number or a single letter
    // counts behind its name only: "channel C", "slot 3".
    private IEnumerable<string> Words(List<int> rows, IReadOnlyList<string> states)
    {
        var signals = _asked.Table.Signals;
        foreach (var state in states)
            yield return state;
        foreach (var i in rows)
        {
            var value = signals[i].Value;
            var word = value.Text.ToLowerInvariant();
            if (
                word.Length < 40
                && (
                    value.Kind == SignalKind.Text && word.Length > 1
                        ? _asked.Text.Has(word)
                        : (value.Kind == SignalKind.Text || value is { IsNumber: true, Unit: "" } && IsWhole(word))
                            && CalledBy.IsSaid(_asked.Text, signals[i], word)
                )
            )
                yield return word;
        }
    }

    // "Slot 3", and no temperature of 20.5.
    private static bool IsWhole(string word) => word.All(char.IsAsciiDigit);

    private void Pick(List<int> rows, string word)
    {
        var signals = _asked.Table.Signals;
        HashSet<string> picked =
        [
            .. rows.Where(i =>
                    signals[i].Value.Text.Equals(word, StringComparison.OrdinalIgnoreCase)
                    || signals[i].Value.Kind is SignalKind.Text or SignalKind.Boolean
                        && States.Is(signals[i], word) == true
                )
                .Select(i => _parents[i]),
        ];
        if (
            picked.Count > 0
            && picked.Count < rows.Count
            && Picked.Count < MaxPicks
            && !Picked.Exists(picked.SetEquals)
        )
            Picked.Add(picked);
    }
}
