using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Queries;

/// <summary>Which of several series changed most from its first number to its last.</summary>
internal static class Movers
{
    /// <summary>
    /// Its name and its change with a sign, in the first one's unit; <c>none</c> where none moved that way,
    /// <c>unknown</c> where fewer than two have two numbers.
    /// </summary>
    public static string Of(Query query, Signal[] rows)
    {
        (Signal Row, decimal Change)[] changes =
        [
            .. rows.Where(row => row.IsNumericSeries).Select(row => (row, Change(row, rows[0]))),
        ];
        if (changes.Length < 2)
            return "unknown";
        var most =
            query.Operation == FellMost ? changes.MinBy(one => one.Change)
            : query.Operation == RoseMost ? changes.MaxBy(one => one.Change)
            : changes.MaxBy(one => Math.Abs(one.Change));
        var holds =
            query.Operation == FellMost ? most.Change < 0
            : query.Operation == RoseMost ? most.Change > 0
            : most.Change != 0;
        return holds
            ? $"{most.Row.Label} {(most.Change > 0 ? "+" : "")}{QueryEvaluator.Plain(most.Change)}{rows[0].Points[0].Value.Unit}"
            : "none";
    }

    private static decimal Change(Signal row, Signal other)
    {
        SignalPoint[] numbers = [.. row.Points.Where(point => point.Value.IsNumber)];
        return QueryEvaluator.Alike(row with { Points = [numbers[^1]] }, other)
            - QueryEvaluator.Alike(row with { Points = [numbers[0]] }, other);
    }
}
