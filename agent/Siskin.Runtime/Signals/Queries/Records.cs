namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// Series that are the columns of one table: what stands at one place of them is a record, such as a cell of a battery
/// with its number and its voltage.
/// </summary>
internal static class Records
{
    /// <summary>Whether two signals are columns of one table: of as many values.</summary>
    public static bool AreAligned(Signal one, Signal other) =>
        one.IsSeries && one.Points.Count == other.Points.Count && !ReferenceEquals(one, other);

    /// <summary>
    /// Whether a column may name records: by texts that are mostly different, or by whole numbers without a unit of
    /// which each is there once.
    /// </summary>
    public static bool AreNamedBy(Signal one)
    {
        if (!one.IsSeries)
            return false;
        var different = one.Points.Select(point => point.Value.Text).Distinct(StringComparer.Ordinal).Count();
        return one.Points.All(point => point.Value.Kind == SignalKind.Text)
                && different > 1
                && different * 5 >= one.Points.Count * 3
            || one.Unit.Length == 0
                && different == one.Points.Count
                && one.Points.All(point =>
                    point.Value.IsNumber && !point.Value.Text.Contains('.', StringComparison.Ordinal)
                );
    }

    /// <summary>A column without the records whose key prints none of some words; null where none is left.</summary>
    public static Signal? Where(Signal row, Signal key, string words)
    {
        if (row.Points.Count != key.Points.Count)
            return null;
        var meets = Meets(key, words);
        SignalPoint[] points = [.. row.Points.Where((_, i) => meets[i])];
        return points.Length > 0 ? row with { Points = points } : null;
    }

    /// <summary>Which records print some words, are in a state, or have no value.</summary>
    public static bool[] Meets(Signal key, string words)
    {
        bool[] exact =
        [
            .. key.Points.Select(point =>
                point.Value.Kind == SignalKind.Missing
                    ? words == "missing"
                    : point.Value.Text.Equals(words, StringComparison.OrdinalIgnoreCase)
            ),
        ];
        if (Array.Exists(exact, one => one))
            return exact;
        return
        [
            .. key.Points.Select(point =>
                point.Value.Kind != SignalKind.Missing
                && (
                    point.Value.Kind == SignalKind.Text
                        && $" {point.Value.Text} ".Contains($" {words} ", StringComparison.OrdinalIgnoreCase)
                    || States.Is(key with { Points = [point] }, words) == true
                )
            ),
        ];
    }

    /// <summary>The keys of records by what another column of them has; <c>none</c> where there are none.</summary>
    public static string Of(Query query, Signal[] rows)
    {
        var key = rows[0];
        if (query.Operation == QueryOperation.Which)
            return QueryEvaluator.Or(
                string.Join(", ", key.Points.Select(point => point.Value.Shown).Distinct()),
                "none"
            );
        if (rows.Length != 2 || !AreAligned(key, rows[1]))
            return "unknown";
        (string Key, SignalValue Value)[] records =
        [
            .. key
                .Points.Zip(rows[1].Points, (one, other) => (one.Value.Shown, other.Value))
                .Where(record => record.Value.IsNumber),
        ];
        if (records.Length == 0)
            return "unknown";
        decimal? bound = query.Numbers.Count > 0 ? query.Numbers[0] : null;
        return query.Operation switch
        {
            QueryOperation.WhichHighest => Named(records.MaxBy(record => record.Value.Number)),
            QueryOperation.WhichLowest => Named(records.MinBy(record => record.Value.Number)),
            _ when bound is null => "unknown",
            QueryOperation.WhichAbove => All(records.Where(record => record.Value.Number > bound)),
            _ => All(records.Where(record => record.Value.Number < bound)),
        };
    }

    private static string All(IEnumerable<(string Key, SignalValue Value)> records) =>
        QueryEvaluator.Or(string.Join(", ", records.Select(Named)), "none");

    private static string Named((string Key, SignalValue Value) record) => $"{record.Key}: {record.Value.Shown}";
}
