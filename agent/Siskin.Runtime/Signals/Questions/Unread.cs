using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Lowers the confidence of readings that leave out what a question says: a mean that was not taken, a time that was
/// not looked up, an "all" that was answered by one.
/// </summary>
internal static class Unread
{
    private const double Most = 0.82;

    // A word, and the operations that do what it says.
    private static readonly (string Words, QueryOperation[] Does)[] Cues =
    [
        ("average|mean|averaged|median|typical", [Average, Value]),
        (
            "how many times more|how many times higher|how many times as|times as much|twice|double|half of|half the|a third|a quarter",
            [Ratio]
        ),
        ("percent of|percentage of|fraction of|share of|ratio|divided by|proportion of", [Ratio, Value, Last]),
        (
            "all|every|each|both|none of|everything",
            [
                AllAbove,
                AllBelow,
                AllThat,
                AllAre,
                AllPairs,
                AnyAbove,
                AnyBelow,
                AnyThat,
                AnyIs,
                WhichAre,
                WhichPairs,
                CountAbove,
                CountBelow,
                CountThat,
                CountAre,
                CountPairs,
                Count,
                CountMissing,
                Missing,
                Highest,
                Lowest,
                Sum,
                Average,
                Difference,
                Distance,
                Spread,
                Stuck,
                BeyondLimits,
                Status,
                Equal,
                NotEqual,
                Events,
                CountEvents,
                AnyErrors,
                AnyWarnings,
                ActiveEvents,
                CountActive,
                CountErrors,
                CountWarnings,
                CountAbout,
            ]
        ),
        (
            "per hour|per minute|per second|per day|how fast is it rising|how fast is it falling",
            [Rate, Value, Last, Ratio, Average, Highest, Lowest, Above, Below, AnyAbove, AnyBelow]
        ),
        ("except|excluding|apart from|other than|besides|instead of|ignoring|not counting|without the", []),
        (
            "second highest|second lowest|second largest|third highest|next highest|runner up|top two|top three|two highest|two lowest|three highest|three lowest",
            []
        ),
        (
            "how long",
            [
                Duration,
                DurationAbove,
                DurationBelow,
                DurationIs,
                EventDuration,
                TimeBetween,
                Value,
                Last,
                WhenLastIs,
                Since,
            ]
        ),
        (
            "how often|how many times",
            [
                CountIs,
                CountAbove,
                CountBelow,
                CountThat,
                CountAbout,
                CountErrors,
                CountWarnings,
                CountEvents,
                Ratio,
                Value,
                CountMissing,
                Last,
                CountActive,
            ]
        ),
        (
            "before|after|until|while|during|whenever|at the time",
            [Duration, DurationAbove, DurationBelow, EventDuration, Headroom, Difference, Distance]
        ),
        ("each other", [Equal, NotEqual, Distance, Difference]),
    ];

    /// <summary>The reading, less sure where it does not do what the question says.</summary>
    public static QuestionReading Weighed(QuestionReading reading, QuestionText question)
    {
        if (reading.Query.Operation == QueryOperation.Unknown || reading.Confidence <= Most)
            return reading;
        var query = reading.Query;
        foreach ((var words, var does) in Cues)
            if (question.Has(words) && Array.IndexOf(does, query.Operation) < 0 && query.Time.Length == 0)
                return reading with { Confidence = Most };
        // A time that was asked for and not used.
        return question.Times.Count > 0 && query.Time.Length == 0
            ? reading with
            {
                Confidence = Math.Min(reading.Confidence, 0.6),
            }
            : reading;
    }
}
