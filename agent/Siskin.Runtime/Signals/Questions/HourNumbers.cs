namespace Siskin.Runtime.Signals.Questions;

/// <summary>Hours that a question gives as bare numbers: "temp at 10", "between 9 and 12", where times are printed.</summary>
internal static class HourNumbers
{
    // What stands before the end of a window.
    private static readonly HashSet<string> Bounds = [.. "since after before until till by from".Split(' ')];

    private static readonly string[] Spelled =
    [
        .. "one two three four five six seven eight nine ten eleven twelve".Split(' '),
    ];

    /// <summary>Turns such numbers into times.</summary>
    public static void Read(QuestionText question, SignalTable table)
    {
        if (question.Times.Count == 0 && question.Numbers.Count == 0 && Bound(question) is { } bound)
        {
            if (IsPrinted(table, bound))
                question.Times.Add(bound);
            return;
        }

        if (
            question.Times.Count > 0
            || question.Numbers.Count is 0 or > 2
            || !question.Numbers.TrueForAll(number => number is >= 0 and < 24 && number == decimal.Truncate(number))
            || !question.Units.TrueForAll(unit => unit.Length == 0)
            || !IsSaid(question)
        )
            return;
        string[] hours = [.. question.Numbers.Select(number => $"{number:00}:00")];
        if (!IsPrinted(table, hours))
            return;
        question.Times.AddRange(hours);
        question.Numbers.Clear();
        question.Units.Clear();
    }

    private static bool IsPrinted(SignalTable table, params string[] hours) =>
        table.Signals.Any(one =>
            one.IsSeries
            && Array.TrueForAll(hours, hour => one.Points.Any(point => Queries.PrintedTime.Meets(point.Time, hour)))
        );

    // "Since five": the hour at the end of it, or null.
    private static string? Bound(QuestionText question)
    {
        var at = question.Tokens.FindIndex(Bounds.Contains);
        return
            at >= 0
            && at == question.Tokens.Count - 2
            && Array.IndexOf(Spelled, question.Tokens[^1]) is >= 0 and var hour
            ? $"{hour + 1:00}:00"
            : null;
    }

    // "At 10" where nothing is compared, "between 9 and 12" where something changes or ends are asked for.
    private static bool IsSaid(QuestionText question) =>
        question.Numbers.Count == 1
            ? (
                question.Has($"at {question.Numbers[0]:0}")
                || Bounds.Any(bound =>
                    question
                        .Lower.TrimEnd(' ', '?', '.')
                        .EndsWith($" {bound} {question.Numbers[0]:0}", StringComparison.Ordinal)
                )
            ) && !question.Has("above|below|over|under|more|less|than|exceed|least|most|count|how many")
            : (
                question.Has($"between {question.Numbers[0]:0} and {question.Numbers[1]:0}")
                || question.Has($"from {question.Numbers[0]:0} to {question.Numbers[1]:0}")
            )
                && question.Has(
                    "how much|change|changed|climb|climbed|rise|rose|fall|fell|drop|dropped|average|mean|highest|lowest|maximum|minimum|max|min|per hour|gain|peak|total"
                );
}
