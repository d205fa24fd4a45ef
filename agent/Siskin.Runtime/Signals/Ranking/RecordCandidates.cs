using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Queries about the records of a table whose columns are series: which cell is weakest, what shot 12 took.
/// </summary>
internal sealed class RecordCandidates(Asked asked, RowGroups groups, IReadOnlyList<string> states)
{
    private const int MaxKeys = 3;
    private const int MaxMeasures = 6;
    private const int MaxFilters = 4;
    private const int MaxPoints = 400;

    private static readonly QueryOperation[] OfSome =
    [
        Value,
        Highest,
        Lowest,
        Average,
        Sum,
        Count,
        Trend,
        Difference,
        Spread,
    ];
    private static readonly QueryOperation[] OfKey = [WhichHighest, WhichLowest];
    private static readonly QueryOperation[] OfKeyAndNumber = [WhichAbove, WhichBelow];

    /// <summary>The queries, each with the numbers of its rows.</summary>
    public IEnumerable<(Query Query, int[] Rows, RowOrigin Origin)> All()
    {
        var signals = asked.Table.Signals;
        int[] series =
        [
            .. Enumerable
                .Range(0, signals.Count)
                .Where(i => signals[i].IsSeries && signals[i].Points.Count <= MaxPoints),
        ];
        if (series.Length < 2)
            yield break;
        int[] keys =
        [
            .. series
                .Where(i =>
                    Records.AreNamedBy(signals[i])
                    && (signals[i].Value.Kind == SignalKind.Text || i == series[0] || IsNamed(i) > 0)
                )
                .OrderByDescending(IsNamed)
                .Take(MaxKeys),
        ];
        int[] measures = [.. groups.Best.Where(i => signals[i].IsSeries).Take(MaxMeasures)];
        foreach (var key in keys)
        foreach (var measure in measures.Where(i => signals[i].Value.IsNumber))
            if (Records.AreAligned(signals[key], signals[measure]))
                foreach (var query in OfMeasure(signals[key], signals[measure]))
                    yield return (query, [measure], RowOrigin.Record);
        foreach ((var field, var words) in Filters(series))
        {
            foreach (var key in keys)
                if (Records.AreAligned(signals[key], signals[field]))
                    yield return (
                        new Query(Which, signals[key].Path) { Where = signals[field].Path, WhereWords = words },
                        [field],
                        RowOrigin.Record
                    );
            foreach (var measure in measures.Append(field).Distinct())
                if (measure == field || Records.AreAligned(signals[measure], signals[field]))
                    foreach (var operation in measure == field ? [Count] : OfSome)
                        yield return (
                            new Query(operation, signals[measure].Path)
                            {
                                Where = signals[field].Path,
                                WhereWords = words,
                            },
                            [measure],
                            RowOrigin.Where
                        );
        }
    }

    private IEnumerable<Query> OfMeasure(Signal key, Signal measure)
    {
        foreach (var operation in OfKey)
            yield return new Query(operation, key.Path, measure.Path);
        if (asked.Text.Numbers.Count != 1)
            yield break;
        double doubt = 0;
        var numbers = asked.NumbersFor(measure, ref doubt);
        foreach (var operation in OfKeyAndNumber)
            yield return new Query(operation, key.Path, measure.Path) { Numbers = numbers };
    }

    private int IsNamed(int i) => asked.Text.Tokens.Exists(word => asked.Index.IsCalled(word, i)) ? 1 : 0;

    // Columns and words of the question that some records print, and not all.
    private IEnumerable<(int Field, string Words)> Filters(int[] series)
    {
        var found = 0;
        foreach (var i in series)
        {
            var signal = asked.Table.Signals[i];
            foreach (var words in Words(signal))
            {
                var meets = Records.Meets(signal, words).Count(one => one);
                if (meets == 0 || meets == signal.Points.Count || ++found > MaxFilters)
                    continue;
                yield return (i, words);
            }
        }
    }

    private IEnumerable<string> Words(Signal signal)
    {
        var isKey = Records.AreNamedBy(signal);
        var printed = signal
            .Points.Where(point => point.Value.Kind == SignalKind.Text || isKey && point.Value.IsNumber)
            .Select(point => point.Value.Text.ToLowerInvariant())
            .Distinct()
            .Where(text => text.Length > 0 && (asked.Text.Has(text) || text == "/" && asked.Text.Has("root")));
        if (signal.Value.Kind is SignalKind.Text or SignalKind.Boolean)
            printed = printed.Concat(states).Distinct();
        return asked.Text.Has("no|not|missing|without|lack|lacks|yet|blank") ? printed.Append("missing") : printed;
    }
}
