using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Tells words of a question that its reading does not use: they name none of its signals, no state of it, and are no
/// frame of a sentence.
/// </summary>
internal static class UnreadWords
{
    // From here on a word is met by more than its letters in another order.
    private const double Told = 0.76;

    private static readonly QueryOperation[] OfStates =
    [
        Is,
        IsNot,
        Either,
        AnyIs,
        AllAre,
        WhichAre,
        CountAre,
        DurationIs,
        WhenIs,
        WhenLastIs,
        CountIs,
        Since,
    ];

    private static readonly QueryOperation[] Naming =
    [
        Highest,
        Lowest,
        WhichAre,
        CountAre,
        AllAre,
        AnyIs,
        AnyAbove,
        AnyBelow,
        AnyThat,
        CountThat,
        CountAbove,
        CountBelow,
        AllAbove,
        AllBelow,
        AllThat,
        WhichPairs,
        CountPairs,
        AllPairs,
        Missing,
        CountMissing,
        Stuck,
        BeyondLimits,
        Sum,
        Average,
        Count,
    ];

    // What sentences say besides what they are about.
    private static readonly HashSet<string> Frame =
    [
        .. (
            "trend trending rising falling steady increasing decreasing climbing dropping growing stable declining moving "
            + "getting warming cooling drifting stuck frozen constant change changed changes changing rise rose risen fall "
            + "fell fallen drop dropped increase increased decrease decreased climb climbed grow grew gain gained lose lost "
            + "start started starting beginning began end ended final initial period overall whole entire cover covers span "
            + "vary varied difference minus plus gap delta apart average mean median sum total altogether combined peak "
            + "limit limits threshold thresholds alarm range band tolerance target setpoint normal allowed safe fine "
            + "ratio share percent percentage fraction part portion divided times relative rate speed fast quickly slowly "
            + "long often duration elapsed time day hour minute second week month year date night morning evening noon "
            + "missing unavailable valid invalid empty nan null gap gaps offline dead blank reading readings value values "
            + "compare compared versus against same equal equals identical different higher lower above below "
            + "minimum maximum least most first last latest newest oldest "
            + "state status mode condition doing currently now today still already again yet only really actually "
            + "name called list tell show give report check find see look know need want please number count counts "
            + "summary overview summarize summarise happened wrong problem problems issue issues event events message "
            + "messages line lines log entry entries error errors warning warnings fault faults alarms critical occur occurred "
            + "freezing zero negative positive sub away off until left remaining far close near reach reached hit exceed "
            + "hot cold warm cool high low full differ added add up back without set signed never way sample samples "
            + "made picking start end died unavailable valid stored eats eating switched w k quickly "
            + "terabytes gigabytes megabytes trace record packet loop using uses drawing out "
            + "stats export slightly much more less reported current"
        ).Split(' '),
    ];

    /// <summary>Whether a word with content is left over.</summary>
    public static bool Any(QuestionText question, Query query, SignalTable table, SignalIndex? index) =>
        First(question, query, table, index) is not null;

    /// <summary>The first such word, or null.</summary>
    public static string? First(QuestionText question, Query query, SignalTable table, SignalIndex? index)
    {
        if (index is null || index.IsPlain)
            return null;
        var rows = AnswerKinds.RowsOf(query, table);
        var isOfStates = Array.IndexOf(OfStates, query.Operation) >= 0;
        return rows.Length == 0 ? null : question.Tokens.Find(word => IsLeft(word, query, rows, isOfStates, index));
    }

    private static bool IsLeft(string word, Query query, int[] rows, bool isOfStates, SignalIndex index)
    {
        if (Lexicon.Stop.Contains(word) || Lexicon.Directions.ContainsKey(word))
            return false;
        if (query.Words.Contains(word, StringComparison.Ordinal) && query.Words.Length > 0)
            return false;
        if (rows.Any(i => index.Match(word, i) > Told))
            return false;
        if (States.IsWord(word))
            return !isOfStates;
        return !Frame.Contains(word) && !Lexicon.Things.Contains(word) && UnitScale.Known(word).Length < 2;
    }
}
