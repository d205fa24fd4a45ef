namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// What stands out among values that are printed alike: a word or nothing at all among numbers, one state among others
/// that share another. It needs no word for what is wrong, in whatever language the device prints it.
/// </summary>
internal static class UnlikeAnswers
{
    private const int Fewest = 3;
    private const int Most = 3;
    private const int OneIn = 3;
    private const string AnyNumber = "#";

    /// <summary>The rows that stand out, with what they print; <c>unknown</c> where none do.</summary>
    public static string Of(Signal[] rows)
    {
        var unlike = Among([.. rows.Select(row => row.Value)]);
        return QueryEvaluator.Or(
            string.Join(", ", rows.Where((_, i) => unlike[i]).Select(QueryEvaluator.Named)),
            "unknown"
        );
    }

    /// <summary>
    /// Which of some values are unlike the others: three at most, and no more than a third of all; none where that many
    /// have nothing in common.
    /// </summary>
    public static bool[] Among(IReadOnlyList<SignalValue> values)
    {
        if (values.Count < Fewest)
            return new bool[values.Count];
        string[] kinds = [.. values.Select(Kind)];
        var common = kinds.GroupBy(kind => kind, StringComparer.Ordinal).MaxBy(group => group.Count())!;
        var unlike = kinds.Length - common.Count();
        return common.Key.Length == 0 || unlike > Most || unlike * OneIn > kinds.Length
            ? new bool[kinds.Length]
            : [.. kinds.Select(kind => kind != common.Key)];
    }

    private static string Kind(SignalValue value) =>
        value.IsNumber ? AnyNumber
        : value.Kind == SignalKind.Missing ? ""
        : value.Text.Trim().ToLowerInvariant();
}
