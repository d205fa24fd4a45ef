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
        Signal[] rows = [.. query.Rows.Select(table.Find).OfType<Signal>()];
        if (query.Operation is Events or CountErrors or CountWarnings or FirstEvent or LastEvent)
            return EventAnswers.Of(query.Operation, table);
        if (rows.Length == 0 || rows.Length != query.Rows.Count || query.Operation == QueryOperation.Unknown)
            return QueryResult.Unknown;
        var text = rows.Length == 1 && rows[0].IsSeries ? SeriesAnswers.Of(query, rows[0]) : Row(query, rows);
        return new QueryResult(text, rows);
    }

    private static string Row(Query query, Signal[] rows)
    {
        var first = rows[0];
        switch (query.Operation)
        {
            case Value or Last or First or Trend when rows.Length == 1:
                return query.Operation == Trend ? "unknown" : first.Value.Shown;
            case Missing:
                return Or(
                    string.Join(", ", rows.Where(row => row.Value.Kind == SignalKind.Missing).Select(row => row.Label)),
                    "none"
                );
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
            case BeyondLimits:
                return Any(rows.Where(IsBeyond));
            case On or Off:
                return first.Value.Kind == SignalKind.Missing ? "missing"
                    : States.IsOn(first.Value) is { } on ? YesNo(on == (query.Operation == On))
                    : "unknown";
            case AnyOn:
                return Any(rows.Where(row => States.IsOn(row.Value) == true));
            case Count:
                return $"{rows.Length}";
            default:
                break;
        }

        return rows is [{ Value.Kind: SignalKind.Missing }] or [{ Value.Kind: SignalKind.Missing }, _]
            ? "missing"
            : Numbers(query, rows);
    }

    private static string Numbers(Query query, Signal[] rows)
    {
        Signal[] numbers = [.. rows.Where(row => row.Value.IsNumber)];
        if (numbers.Length == 0)
            return "unknown";
        var value = numbers[0].Value.Number;
        decimal? other =
            query.Numbers.Count > 0 ? query.Numbers[0]
            : numbers.Length > 1 ? numbers[1].Value.Number
            : null;
        switch (query.Operation)
        {
            case Highest:
                return Named(numbers.MaxBy(row => row.Value.Number)!);
            case Lowest:
                return Named(numbers.MinBy(row => row.Value.Number)!);
            case Sum:
                return Plain(numbers.Sum(row => row.Value.Number)) + numbers[0].Value.Unit;
            case Average:
                return Plain(Math.Round(numbers.Average(row => row.Value.Number), 4)) + numbers[0].Value.Unit;
            default:
                break;
        }

        return other is null
            ? "unknown"
            : query.Operation switch
            {
                AnyAbove => Any(numbers.Where(row => row.Value.Number > other)),
                AnyBelow => Any(numbers.Where(row => row.Value.Number < other)),
                CountAbove => $"{numbers.Count(row => row.Value.Number > other)}",
                CountBelow => $"{numbers.Count(row => row.Value.Number < other)}",
                Difference => Exact(value - other.Value) + numbers[0].Value.Unit,
                Distance => Exact(Math.Abs(value - other.Value)) + numbers[0].Value.Unit,
                Ratio => other == 0 ? "unknown" : Plain(Math.Round(value / other.Value, 4)),
                _ => Holds(query, value, other.Value) is { } holds ? YesNo(holds) : "unknown",
            };
    }

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

    internal static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    // A difference keeps the decimals of what it was made from.
    private static string Exact(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string YesNo(bool yes) => yes ? "yes" : "no";

    private static bool IsBeyond(Signal row) =>
        row.Value.IsNumber && (row.Value.Number > row.High || row.Value.Number < row.Low);

    private static string Named(Signal row) => $"{row.Label} {row.Value.Shown}";

    private static string Any(IEnumerable<Signal> rows) =>
        string.Join(", ", rows.Select(Named)) is { Length: > 0 } list ? "yes: " + list : "no";

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
