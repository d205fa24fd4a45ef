using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Phrases that say what is to be done, and the operations that do it.</summary>
internal static class UnreadCues
{
    /// <summary>Phrases between bars, and what does as one of them says.</summary>
    /// <param name="Words">Phrases of questions.</param>
    /// <param name="Does">Operations that do what they say.</param>
    /// <param name="IsTimed">Whether a query with a time does so too.</param>
    public sealed record Cue(string Words, QueryOperation[] Does, bool IsTimed = false);

    private static readonly QueryOperation[] Comparisons =
    [
        Above,
        Below,
        AtMost,
        AtLeast,
        Equal,
        NotEqual,
        Between,
        Outside,
        Within,
        AnyAbove,
        AnyBelow,
        AllAbove,
        AllBelow,
        AnyThat,
        AllThat,
        CountThat,
        CountAbove,
        CountBelow,
        SinceAbove,
        SinceBelow,
        DurationAbove,
        DurationBelow,
        BeyondLimits,
        WithinLimits,
        WhichPairs,
        CountPairs,
        AllPairs,
    ];

    private static readonly QueryOperation[] Gaps = [Difference, Distance, Spread, Headroom, TimeBetween, Rate, Ratio];

    private static readonly QueryOperation[] Counts =
    [
        CountThat,
        CountAre,
        CountAbove,
        CountBelow,
        Count,
        CountIs,
        CountPairs,
        CountMissing,
        CountErrors,
        CountWarnings,
        CountActive,
        CountAbout,
        CountEvents,
    ];

    private static readonly QueryOperation[] Times =
    [
        SinceAbove,
        SinceBelow,
        WhenHighest,
        WhenLowest,
        WhenLast,
        Since,
        WhenIs,
        WhenLastIs,
        TimeBetween,
        WhenMissing,
        WhenEvent,
        WhenLastEvent,
        FirstEvent,
        LastEvent,
    ];

    private static readonly QueryOperation[] Extremes =
    [
        Highest,
        Lowest,
        WhenHighest,
        WhenLowest,
        Spread,
        Difference,
        Distance,
    ];

    private static readonly QueryOperation[] Lengths =
    [
        Duration,
        DurationAbove,
        DurationBelow,
        DurationIs,
        EventDuration,
        TimeBetween,
    ];

    /// <summary>Operations about several signals.</summary>
    public static readonly QueryOperation[] Several =
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
        CountThat,
        CountAre,
        CountAbove,
        CountBelow,
        Count,
        CountPairs,
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
        Events,
        CountEvents,
        AnyErrors,
        AnyWarnings,
        ActiveEvents,
        CountActive,
        CountErrors,
        CountWarnings,
        CountAbout,
    ];

    /// <summary>Operations that say "not", or that a comparison under "not" becomes.</summary>
    public static readonly QueryOperation[] Negative =
    [
        IsNot,
        NotEqual,
        AtMost,
        AtLeast,
        Below,
        Above,
        Outside,
        Missing,
        CountMissing,
        WhenMissing,
        Stuck,
        AllThat,
        AllPairs,
        ActiveEvents,
        CountActive,
        EventIsActive,
        Trend,
    ];

    public static readonly Cue[] All =
    [
        new("average|mean|averaged|median|typical|on average", [Average, Value]),
        new(
            "highest|lowest|largest|smallest|biggest|maximum|minimum|max|min|peak|hottest|coldest|warmest|coolest|most|least|"
                + "fullest|emptiest|fastest|slowest|loudest|quietest|brightest|darkest|weakest|strongest|busiest|worst|best",
            [.. Extremes, AtMost, AtLeast, AnyThat, AllThat, CountThat, Headroom, Last, First, LastEvent, EventAbout]
        ),
        new(
            "more than|less than|fewer than|higher than|lower than|warmer than|colder than|hotter than|cooler than|greater than|"
                + "above|below|exceed|exceeds|exceeded|exceeding|at least|at most",
            [.. Comparisons, .. Gaps]
        ),
        new("between", [.. Comparisons, .. Gaps, Count], IsTimed: true),
        new(
            "within",
            [
                Within,
                Between,
                Outside,
                AnyThat,
                AllThat,
                CountThat,
                BeyondLimits,
                WithinLimits,
                AllPairs,
                AtMost,
                AtLeast,
            ],
            IsTimed: true
        ),
        new(
            "difference|differ|minus|gap|delta|apart|how far|how much more|how much less|how much higher|how much lower|"
                + "how much warmer|how much colder|how much hotter|how much cooler",
            [.. Gaps, Equal, NotEqual, WhichPairs]
        ),
        new("total|sum|altogether|combined|together|in all|added up|add up", [Sum, Average, .. Counts, .. Lengths]),
        new(
            "how many times more|how many times higher|how many times as|times as much|twice|double|half of|half the|a third|"
                + "a quarter|times more|times higher",
            [Ratio]
        ),
        new("percent of|percentage of|fraction of|share of|ratio|divided by|proportion of", [Ratio, Value, Last]),
        new("all|every|each|both|none of|everything", [.. Several, Equal, NotEqual]),
        new(
            "always|throughout|the whole time|all the time|constantly",
            [AllAbove, AllBelow, AllThat, AllAre, Stuck, Trend, Between, Outside]
        ),
        new(
            "per hour|per minute|per second|per day|how fast is it rising|how fast is it falling|rate of change",
            [Rate, Value, Last, Ratio, Average, Highest, Lowest, Above, Below, AnyAbove, AnyBelow]
        ),
        new(
            "except|excluding|apart from|other than|besides|instead of|ignoring|not counting|without the|another|the other|"
                + "others|else|the rest",
            []
        ),
        new(
            "second highest|second lowest|second largest|second hottest|second coldest|second warmest|third highest|"
                + "third lowest|next highest|next lowest|runner up|top two|top three|two highest|two lowest|three highest|"
                + "three lowest|top 2|top 3|2 highest|3 highest|2 lowest|3 lowest|second most|second best|second worst",
            []
        ),
        new(
            "more than one|exactly one|at least one|only one|at least two|more than two|more than half|most of|majority|"
                + "half the|any two|two or more|in a row|consecutive|consecutively|simultaneously|at the same time|if|assuming",
            []
        ),
        new(
            "last hour|last minute|last day|last few|last two|last three|last five|last ten|last half|past hour|past day|"
                + "first hour|first half|second half|last 24|overnight|during the night|at night|in the morning|in the evening|"
                + "in the afternoon|this morning|so far today",
            [],
            IsTimed: true
        ),
        new("how long", [.. Lengths, Value, Last, WhenLastIs, Since]),
        new(
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
        new(
            "how many|number of",
            [.. Counts, .. Gaps, .. Lengths, Value, Last, Sum, Average, Highest, Lowest],
            IsTimed: true
        ),
        new("when|what time|which time|since when", [.. Times, Value, Last, First, Lengths[0], EventAbout]),
        new(
            "change|changed|changing|rise|rose|risen|fell|fallen|drop|dropped|increase|increased|decrease|decreased|grew|"
                + "climbed|went up|went down|gone up|gone down",
            [
                Trend,
                .. Gaps,
                Stuck,
                CountIs,
                WhenIs,
                WhenLastIs,
                WhenLast,
                Since,
                .. Lengths,
                .. Comparisons,
                WhenEvent,
                WhenLastEvent,
                EventAbout,
                FirstAbout,
            ]
        ),
        new(
            "first|earliest|initial|initially|at the start|at the beginning",
            [First, FirstEvent, FirstAbout, WhenIs, WhenEvent, SinceAbove, SinceBelow, Difference, WhenMissing],
            IsTimed: true
        ),
        new(
            "before|after|until|while|during|whenever|at the time",
            [Duration, DurationAbove, DurationBelow, EventDuration, Headroom, Difference, Distance],
            IsTimed: true
        ),
        // What is worst depends on what it is.
        new("worst|best", [LastEvent, FirstEvent]),
        new("each other", [Equal, NotEqual, Distance, Difference]),
        new("same|equal|equals|identical|equally", [Equal, NotEqual, Stuck, .. Comparisons, Distance, Difference]),
        new(
            "change since|compared to|compared with|versus|relative to",
            [.. Gaps, .. Comparisons, Highest, Lowest, Status]
        ),
    ];

    /// <summary>Whether a question is turned round by a "not".</summary>
    public static bool IsNegated(QuestionText question) =>
        (question.Has("not|never|neither|nor|without") || question.Starts("no"))
        && !question.Has("or not|whether or not|why not");
}
