using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Limits in percent about what a text prints as a share of 1: "above 50 %" of 0.8. Such a number may be eight tenths of
/// a percent as well, so the reading whose value lies nearer to the limit is taken, and it is not sure where the other
/// would say something else.
/// </summary>
internal static class Fractions
{
    private const decimal Hundred = 100;

    // Half way, by ratio, between a number as it is printed and a hundred times it.
    private const decimal HalfWay = 10;

    // What the other reading denies, and what is read about another quantity than a share.
    private const double Ambiguous = 0.8;
    private const double Other = 0.5;

    private static readonly QueryOperation[] Compared =
    [
        Above,
        Below,
        AtLeast,
        AtMost,
        Between,
        Outside,
        AnyAbove,
        AnyBelow,
        AllAbove,
        AllBelow,
    ];

    /// <summary>The reading with limits as the text counts; the same one where no share of 1 is meant.</summary>
    public static QuestionReading Meant(QuestionReading reading, QuestionText question, SignalTable table)
    {
        var query = reading.Query;
        if (
            Array.IndexOf(Compared, query.Operation) < 0
            || query.Numbers.Count == 0
            || query.Numbers.Count != question.Numbers.Count
            || !question.Units.TrueForAll(unit => unit is "%" or "percent")
        )
            return reading;
        Signal[] rows = [.. query.Rows.Select(table.Find).OfType<Signal>()];
        if (Array.Exists(rows, IsOther))
            return AtMostSure(reading, Other);
        if (rows.Length == 0 || !Array.TrueForAll(rows, IsShare))
            return reading;
        var largest = rows.Max(row => row.Value.Number);
        // 0 is nothing, however it is counted; 1 is all of it, or hardly anything.
        if (largest == 0)
            return reading;
        if (largest == 1)
            return AtMostSure(reading, Other);
        var isShareOfOne = query.Numbers.Max() > HalfWay * largest;
        var scaled = query with { Numbers = [.. query.Numbers.Select(limit => limit / Hundred)] };
        if (QueryEvaluator.Evaluate(query, table).Text == QueryEvaluator.Evaluate(scaled, table).Text)
            return reading;
        return AtMostSure(isShareOfOne ? reading with { Query = scaled } : reading, Ambiguous);
    }

    private static QuestionReading AtMostSure(QuestionReading reading, double confidence) =>
        reading with
        {
            Confidence = Math.Min(reading.Confidence, confidence),
        };

    private static bool IsShare(Signal row) =>
        row.Value is { IsNumber: true, Number: >= 0 and <= 1 } && Unit(row).Length == 0;

    // A voltage has no percents.
    private static bool IsOther(Signal row) => UnitScale.Clash(Unit(row), "%");

    private static string Unit(Signal row) => NamedUnit.Stated(row).Trim();
}
