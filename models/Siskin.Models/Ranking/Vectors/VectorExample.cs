using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking.Vectors;

/// <summary>A question, the words that name each row, and which rows it asks for.</summary>
/// <param name="Question">Words of the question.</param>
/// <param name="Rows">Words of each row.</param>
/// <param name="IsRight">Whether a row is asked for.</param>
internal sealed record VectorExample(IReadOnlyList<string> Question, string[][] Rows, bool[] IsRight)
{
    // Answers that many rows have by chance tell nothing of the row.
    private static readonly string[] Common = ["yes", "no", "unknown", "none", "rising", "falling", "steady", "0", "1"];

    /// <summary>
    /// A question about one row whose answer says which: the rows of such right candidates are asked for. Null where
    /// there is none, or no other row.
    /// </summary>
    public static VectorExample? Of(RankedExample example)
    {
        var right = example
            .Candidates.Where((one, i) => example.IsRight[i] && one.Query.Rows.Count == 1 && IsTelling(one))
            .Select(one => one.Query.Rows[0])
            .ToHashSet(StringComparer.Ordinal);
        bool[] isRight = [.. example.Table.Signals.Select(one => right.Contains(one.Path))];
        return isRight.Contains(true) && isRight.Contains(false)
            ? new VectorExample(Words(example.Prompt, example.Table), Names(example.Table), isRight)
            : null;
    }

    private static bool IsTelling(RankedCandidate one) =>
        one.Query.Operation == QueryOperation.Value || !Common.Contains(one.Answer.Split([' ', ':'], 2)[0]);

    /// <summary>The words of a question about a table, as they are looked up.</summary>
    public static IReadOnlyList<string> Words(string prompt, SignalTable table) =>
        RowLikeness.QuestionWords(new QuestionText(prompt, new NameWords(table)));

    /// <summary>The words of each row of a table, as they are looked up.</summary>
    public static string[][] Names(SignalTable table) => RowLikeness.RowWords(table, new NameWords(table));
}
