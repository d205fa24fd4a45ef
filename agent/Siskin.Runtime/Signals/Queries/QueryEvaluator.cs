using System.Globalization;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Answers queries on a table, exactly: decimal arithmetic on what is printed.</summary>
public static class QueryEvaluator
{
    /// <summary>
    /// Answers a query; what the table cannot answer is <c>unknown</c>, a signal without a value <c>missing</c>.
    /// </summary>
    public static QueryResult Evaluate(Query query, SignalTable table)
    {
        if (
            query.Operation
            is Events
                or CountErrors
                or CountWarnings
                or FirstEvent
                or LastEvent
                or AnyErrors
                or AnyWarnings
                or CountEvents
                or EventAbout
                or FirstAbout
                or WhenEvent
                or WhenLastEvent
                or ActiveEvents
                or EventDuration
                or EventIsActive
                or CountActive
                or CountAbout
                or AnyAbout
                or EventIs
        )
            return EventAnswers.Of(query, table);
        Signal[] rows = [.. query.Rows.Select(table.Find).OfType<Signal>()];
        if (rows.Length == 0 || rows.Length != query.Rows.Count || query.Operation == QueryOperation.Unknown)
            return QueryResult.Unknown;
        if (query.Where.Length > 0 && !TryFilter(ref rows, query, table))
            return QueryResult.Unknown;
        if (query.Time.Contains("..", StringComparison.Ordinal) && !TryCut(ref rows, query.Time))
            return QueryResult.Unknown;
        if (query.Operation == Which)
            return new QueryResult(Records.Of(query, rows), rows);
        if (rows.Length > 1 && table.Form != "pairs")
            Shorten(rows);
        var isSeries =
            rows.Length == 1
            && (
                rows[0].IsSeries
                || query.Operation is At or WhenIs or SinceAbove or SinceBelow or WhenHighest or WhenLowest
            );
        return new QueryResult(isSeries ? SeriesAnswers.Of(query, rows[0]) : Row(query, rows), rows);
    }

    // "attic/battery" and "cellar/battery" are told apart by what stands before.
    private static void Shorten(Signal[] rows)
    {
        var tail = rows[0].Label[Math.Max(0, rows[0].Label.LastIndexOf('/'))..];
        if (
            tail.Length == 0
            || tail[0] != '/'
            || !rows.All(row => row.Label.Length > tail.Length && row.Label.EndsWith(tail, StringComparison.Ordinal))
        )
            return;
        for (var i = 0; i < rows.Length; i++)
            rows[i] = rows[i] with { Label = rows[i].Label[..^tail.Length] };
    }

    // Only the records that the query asks about.
    private static bool TryFilter(ref Signal[] rows, Query query, SignalTable table)
    {
        if (table.Find(query.Where) is not { } key)
            return false;
        Signal[] cut = [.. rows.Select(row => Records.Where(row, key, query.WhereWords)).OfType<Signal>()];
        var isWhole = cut.Length == rows.Length;
        rows = cut;
        return isWhole;
    }

    // Only the values of a window of time.
    private static bool TryCut(ref Signal[] rows, string window)
    {
        var cut = new List<Signal>();
        foreach (var row in rows)
        {
            var points =
                PrintedTime.Opened(row.Points, window)
                ?? [.. row.Points.Where(point => PrintedTime.IsWithin(point.Time, window))];
            if (points.Length > 0)
                cut.Add(row with { Points = points });
        }

        rows = [.. cut];
        return rows.Length > 0;
    }

    private static string Row(Query query, Signal[] rows)
    {
        var first = rows[0];
        switch (query.Operation)
        {
            case Value or Last or First or Trend when rows.Length == 1:
                return query.Operation == Trend ? "unknown" : Shown(first, first.Value, query.Unit);
            case Missing:
                return Or(string.Join(", ", rows.Where(IsMissing).Select(row => row.Label)), "none");
            case CountMissing:
                return query.Words.Length > 0
                    ? $"{rows.Count(IsMissing)}"
                    : $"{rows.Sum(row => row.Points.Count(point => point.Value.Kind == SignalKind.Missing))}";
            case Stuck:
                return Or(
                    string.Join(
                        ", ",
                        rows.Where(row => row.IsSeries && SeriesAnswers.IsStuck(row)).Select(row => row.Label)
                    ),
                    "none"
                );
            case Status:
                return string.Join(", ", rows.Select(Named));
            case WithinLimits:
                return AllBut(rows.Where(row => IsBeyond(row, query.Words)));
            case BeyondLimits:
                return Any(rows.Where(row => IsBeyond(row, query.Words)));
            case WhichPairs or CountPairs or AllPairs:
                return PairAnswers.Of(query, rows);
            case WhichHighest or WhichLowest or WhichAbove or WhichBelow:
                return Records.Of(query, rows);
            case RoseMost or FellMost or ChangedMost:
                return Movers.Of(query, rows);
            case TimeBetween:
                return PairAnswers.Between(rows);
            case Count:
                return $"{rows.Length}";
            case Headroom:
                return first.Value.IsNumber && first.High is { } high
                    ? Exact(high - first.Value.Number) + first.Value.Unit
                    : "unknown";
            case UnitOf:
                return Or(first.Unit, "unknown");
            case WhenLast:
                return Or(first.Points[^1].Time, "unknown");
            case Since:
                return States.Is(first, query.Words) == true ? Or(first.Points[^1].Time, "unknown") : "unknown";
            case Is or IsNot or Either or AnyIs or AllAre or WhichAre or CountAre:
                return StateAnswers.Of(query, rows);
            default:
                break;
        }

        return rows is [{ Value.Kind: SignalKind.Missing }] or [{ Value.Kind: SignalKind.Missing }, _]
            ? "missing"
            : Numbers(query, rows);
    }

    private static bool IsMissing(Signal row) => row.Points.Any(point => point.Value.Kind == SignalKind.Missing);

    private static string Numbers(Query query, Signal[] rows)
    {
        Signal[] numbers = [.. rows.Where(row => row.Value.IsNumber)];
        if (numbers.Length == 0)
            return "unknown";
        var unit = numbers[0].Value.Unit;
        var value = numbers[0].Value.Number;
        decimal? other =
            query.Numbers.Count > 0 ? query.Numbers[0]
            : numbers.Length > 1 ? Alike(numbers[1], numbers[0])
            : null;
        switch (query.Operation)
        {
            case Highest:
                return Named(numbers.MaxBy(row => Alike(row, numbers[0]))!);
            case Lowest:
                return Named(numbers.MinBy(row => Alike(row, numbers[0]))!);
            case Sum:
                return Plain(numbers.Sum(row => Alike(row, numbers[0]))) + unit;
            case Average:
                return Mean(numbers.Average(row => Alike(row, numbers[0])), numbers.Select(row => row.Value)) + unit;
            case Difference when rows.Length > 2 && query.Numbers.Count == 0:
                return Exact(numbers.Max(row => Alike(row, numbers[0])) - numbers.Min(row => Alike(row, numbers[0])))
                    + unit;
            default:
                break;
        }

        if (query.Operation is ShareAbove or ShareBelow)
            return Share(query, numbers);
        return other is null
            ? "unknown"
            : query.Operation switch
            {
                AnyAbove => Any(numbers.Where(row => row.Value.Number > other)),
                AnyBelow => Any(numbers.Where(row => row.Value.Number < other)),
                AnyThat => Any(numbers.Where(Compares)),
                AllThat => AllBut(numbers.Where(row => !Compares(row))),
                CountThat => $"{numbers.Count(Compares)}",
                AllAbove => AllBut(numbers.Where(row => row.Value.Number <= other)),
                AllBelow => AllBut(numbers.Where(row => row.Value.Number >= other)),
                CountAbove => $"{numbers.Count(row => row.Value.Number > other)}",
                CountBelow => $"{numbers.Count(row => row.Value.Number < other)}",
                Difference => Exact(value - other.Value) + unit,
                Distance => Exact(Math.Abs(value - other.Value)) + unit,
                Ratio when other == 0 => "unknown",
                Ratio when query.Unit == "%" => Plain(Math.Round(100 * value / other.Value, 2)) + " %",
                Ratio => Plain(Math.Round(value / other.Value, 4)),
                _ => Holds(query, value, other.Value) is { } holds ? YesNo(holds) : "unknown",
            };

        bool Compares(Signal row) => QueryEvaluator.Compares(query, row.Value.Number);
    }

    // "More than half of it": the percentage is shown.
    private static string Share(Query query, Signal[] rows)
    {
        if (rows.Length != 2 || query.Numbers.Count != 1 || rows[1].Value.Number == 0)
            return "unknown";
        var share = 100 * Alike(rows[0], rows[1]) / rows[1].Value.Number;
        var holds = query.Operation == ShareAbove ? share > query.Numbers[0] : share < query.Numbers[0];
        return $"{YesNo(holds)}: {Plain(Math.Round(share, 2))} %";
    }

    /// <summary>Whether a value compares with the query's numbers as its word says.</summary>
    internal static bool Compares(Query query, decimal value) =>
        QueryNames.TryParse(query.Words, out var operation)
        && Holds(query with { Operation = operation }, value, query.Numbers[0]) == true;

    // In the unit of the other row.
    internal static decimal Alike(Signal row, Signal other) =>
        UnitScale.Differ(row.Unit, other.Unit)
            ? UnitScale.Convert(row.Value.Number, row.Unit, other.Unit)!.Value
            : row.Value.Number;

    internal static bool? Holds(Query query, decimal value, decimal other) =>
        query.Operation switch
        {
            Above => value > other,
            Below => value < other,
            AtMost => value <= other,
            AtLeast => value >= other,
            Equal => value == other,
            NotEqual => value != other,
            Between when query.Numbers.Count == 2 => value >= Math.Min(other, query.Numbers[1])
                && value <= Math.Max(other, query.Numbers[1]),
            Outside when query.Numbers.Count == 2 => value < Math.Min(other, query.Numbers[1])
                || value > Math.Max(other, query.Numbers[1]),
            Within when query.Numbers.Count == 2 => Math.Abs(value - other) <= query.Numbers[1],
            _ => null,
        };

    // A number without a unit has that of its signal's name where it is wanted in one: "uptime_s", "tempf".
    internal static string Shown(Signal row, SignalValue value, string unit)
    {
        var named = unit.Length > 0 && value is { IsNumber: true, Unit: "" } ? Questions.NamedUnit.Of(row) : "";
        return named.Length == 0 ? Shown(value, unit)
            : named == unit ? $"{value.Text} {unit}"
            : Shown(value with { Unit = named }, unit);
    }

    // In the unit that was asked for, which the signal's own is another one of.
    internal static string Shown(SignalValue value, string unit) =>
        unit.Length > 0 && value.IsNumber && UnitScale.Convert(value.Number, value.Unit, unit) is { } converted
            ? $"{Plain(Math.Round(converted, 4))} {unit}"
            : value.Shown;

    /// <summary>A mean, with a decimal more than what it is made of, and two at least.</summary>
    internal static string Mean(decimal mean, IEnumerable<SignalValue> of) =>
        Plain(Math.Round(mean, Math.Max(2, 1 + of.Max(value => SeriesTrend.Decimals(value.Text)))));

    internal static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    // A difference keeps the decimals of what it was made from.
    private static string Exact(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string YesNo(bool yes) => yes ? "yes" : "no";

    /// <summary>Whether a row is beyond its limits, or beyond the one on a side: "high" or "low".</summary>
    internal static bool IsBeyond(Signal row, string side) =>
        row.Value.IsNumber
        && (side != "low" && row.Value.Number > row.High || side != "high" && row.Value.Number < row.Low);

    internal static string Named(Signal row) => $"{row.Label} {row.Value.Shown}";

    internal static string Any(IEnumerable<Signal> rows) =>
        string.Join(", ", rows.Select(Named)) is { Length: > 0 } list ? "yes: " + list : "no";

    internal static string AllBut(IEnumerable<Signal> rows) =>
        string.Join(", ", rows.Select(Named)) is { Length: > 0 } list ? "no: " + list : "yes";

    internal static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
