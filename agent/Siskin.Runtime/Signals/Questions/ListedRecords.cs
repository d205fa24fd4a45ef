using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions for how many things a text lists, where it says the same of each: "How many pumps are listed?" counts
/// neither all values nor those of one pump.
/// </summary>
internal static class ListedRecords
{
    private const double Doubt = 0.12;

    /// <summary>The number of records; null where a text has none or something else is counted.</summary>
    public static QuestionReading? Count(Asked asked)
    {
        if (
            !asked.Text.Has("listed|in the list|on the list|in this list|in the table|does the list|does it list")
            || asked.Text.Tokens.Exists(States.IsWord)
            || Rows(asked.Table) is not { } rows
        )
            return null;
        var leaves =
            rows.Count == 1
                ? asked.Table.Signals.Select(one => Paths.Leaf(one.Path))
                : Leaves(asked.Table).Select(group => group.Key);
        // "How many temperatures are listed?"
        var own = leaves.SelectMany(Words.OfName).ToHashSet(StringComparer.Ordinal);
        return asked.Subjects.Content.Any(word => own.Contains(Words.Stem(word)) || own.Contains(word))
            ? null
            : new QuestionReading(new Query(QueryOperation.Count, [.. rows]), RuleQuestionReader.Sure - Doubt);
    }

    // One row of each record, or the one series of which each value is one.
    private static List<string>? Rows(SignalTable table)
    {
        var first = table.Signals[0];
        if (first.IsSeries)
            return table.Signals.All(one => one.Points.Count == first.Points.Count) ? [first.Path] : null;
        var leaves = Leaves(table);
        var most = leaves.Max(group => group.Count());
        return most > 1 && leaves.All(group => group.Count() == most) && Parents(table) == most
            ? [.. leaves[0].Select(one => one.Path)]
            : null;
    }

    private static int Parents(SignalTable table) =>
        table.Signals.Select(one => Paths.Parent(one.Path)).Distinct(StringComparer.Ordinal).Count();

    private static List<IGrouping<string, Signal>> Leaves(SignalTable table) =>
        [.. table.Signals.GroupBy(one => Paths.Leaf(one.Path), StringComparer.Ordinal)];
}
