using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Queries that compare two values of each of several things, such as what a room has and what it should have: which
/// tank is above its limit, how many rooms are below their setpoint.
/// </summary>
internal sealed class TwinCandidates(Asked asked, RowGroups groups)
{
    private const int MaxNamed = 4;
    private const int MaxOthers = 4;
    private const int MaxThings = 64;

    private static readonly QueryOperation[] Operations = [WhichPairs, CountPairs, AllPairs];
    private static readonly string[] Comparisons = ["above", "below"];

    /// <summary>The queries, each with the numbers of its rows: a value and what it is compared with by turns.</summary>
    public IEnumerable<(Query Query, int[] Rows)> All()
    {
        var signals = asked.Table.Signals;
        var things = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        for (var i = 0; i < signals.Count; i++)
        {
            if (!signals[i].Value.IsNumber || Paths.Parent(signals[i].Path) is not { Length: > 0 } parent)
                continue;
            if (!things.TryGetValue(parent, out var values))
                things[parent] = values = new Dictionary<string, int>(StringComparer.Ordinal);
            values.TryAdd(Paths.Leaf(signals[i].Path), i);
        }

        if (things.Count is < 2 or > MaxThings)
            yield break;
        string[] named =
        [
            .. groups
                .Best.Where(i => signals[i].Value.IsNumber && Paths.Parent(signals[i].Path).Length > 0)
                .Select(i => Paths.Leaf(signals[i].Path))
                .Distinct()
                .Take(MaxNamed),
        ];
        foreach (var leaf in named)
        foreach (var rows in Twins([.. things.Values], leaf).Take(MaxOthers))
        {
            string[] paths = [.. rows.Select(i => signals[i].Path)];
            foreach (var operation in Operations)
            foreach (var comparison in Comparisons)
                yield return (new Query(operation, paths) { Words = comparison }, rows);
        }
    }

    // What is measured in one unit can be compared; without one, what is called alike, such as "T air" and "T set".
    private static bool IsBound(string name, string leaf, string unit) =>
        name != leaf && (unit.Length > 0 || Words.OfName(name).Intersect(Words.OfName(leaf)).Any());

    // The values of a name beside each other name that two things at least have, of the same unit.
    private IEnumerable<int[]> Twins(IReadOnlyList<Dictionary<string, int>> things, string leaf)
    {
        Dictionary<string, int>[] having = [.. things.Where(values => values.ContainsKey(leaf))];
        if (having.Length < 2)
            yield break;
        var unit = asked.Index.UnitOf(having[0][leaf]);
        foreach (
            var other in having.SelectMany(values => values.Keys).Distinct().Where(name => IsBound(name, leaf, unit))
        )
        {
            int[] rows =
            [
                .. having
                    .Where(values => values.TryGetValue(other, out var i) && asked.Index.UnitOf(i) == unit)
                    .SelectMany(values => new[] { values[leaf], values[other] }),
            ];
            if (rows.Length >= 4)
                yield return rows;
        }
    }
}
