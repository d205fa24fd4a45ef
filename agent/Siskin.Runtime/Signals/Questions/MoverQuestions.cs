using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions for which of several series changed most: "Which tank lost most?", "which room cooled down fastest?"
/// </summary>
internal static class MoverQuestions
{
    private const string Up =
        "rose|risen|rise|gained|gain|gains|grew|grown|climbed|climb|increased|increase|went up|gone up|warmed|warmed up|heated up|biggest rise|largest rise|put on";
    private const string Down =
        "fell|fallen|fall|lost|lose|loses|dropped|drop|sank|sunk|decreased|decrease|declined|shrank|shrunk|went down|gone down|cooled|cooled down|cooled off|drained|biggest drop|largest drop";
    private const string Either = "changed|change|varied|moved|swung|drifted";

    // Fewer cannot be compared.
    private const int Least = 2;

    private static readonly string[] Spent =
    [
        .. "gained lost warmed heated cooled grew grown climbed increased decreased declined shrank shrunk sank sunk drained moved swung drifted fastest quickest much readings reading between start end".Split(
            ' '
        ),
        .. SeriesQuestions.Spent,
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count > 0
            || !question.Has("which|what|who|whose|where")
            || !question.Has("most|fastest|quickest|biggest|largest|strongest|hardest")
            || question.Has("how much|when|hour|day|month")
            || asked.Table.Signals.Count(one => one.IsNumericSeries) < Least
        )
            return null;
        var operation =
            question.Has(Down) ? FellMost
            : question.Has(Up) ? RoseMost
            : question.Has(Either) ? ChangedMost
            : Unknown;
        if (operation == Unknown)
            return null;
        var group = asked.Group(
            operation,
            one => one.IsNumericSeries,
            [.. question.Tokens.Where(Lexicon.Directions.ContainsKey), .. Spent]
        );
        return group.Query.Operation == operation && group.Query.Rows.Count >= Least
            ? group with
            {
                Confidence = group.Confidence - 0.1,
            }
            : null;
    }
}
