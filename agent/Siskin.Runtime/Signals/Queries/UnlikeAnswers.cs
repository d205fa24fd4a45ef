namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// What stands out among values that are printed alike: a word or nothing at all among numbers, one state among others
/// that share another. It needs no word for what is wrong, in whatever language the device prints it.
/// </summary>
internal static class UnlikeAnswers
{
    private const int Fewest = 3;
    private const string AnyNumber = "#";

    /// <summary>The rows that stand out, with what they print; <c>unknown</c> where most have nothing in common.</summary>
    public static string Of(Signal[] rows)
    {
        var unlike = Among([.. rows.Select(row => row.Value)]);
        return QueryEvaluator.Or(
            string.Join(", ", rows.Where((_, i) => unlike[i]).Select(QueryEvaluator.Named)),
            "unknown"
        );
    }

    /// <summary>Which of some values are unlike more than half of them; none where there is no such half.</summary>
    public static bool[] Among(IReadOnlyList<SignalValue> values)
    {
        string[] kinds = [.. values.Select(Kind)];
        var most = kinds.GroupBy(kind => kind, StringComparer.Ordinal).MaxBy(group => group.Count());
        return values.Count < Fewest || most is null || most.Key.Length == 0 || most.Count() * 2 <= kinds.Length
            ? new bool[kinds.Length]
            : [.. kinds.Select(kind => kind != most.Key)];
    }

    private static string Kind(SignalValue value) =>
        value.IsNumber ? AnyNumber
        : value.Kind == SignalKind.Missing ? ""
        : value.Text.Trim().ToLowerInvariant();
}
