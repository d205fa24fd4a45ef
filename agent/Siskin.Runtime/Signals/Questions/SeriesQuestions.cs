using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about values over time.</summary>
internal static class SeriesQuestions
{
    private static readonly string[] Trends =
    [
        "trend",
        "trending",
        "rising",
        "falling",
        "steady",
        "going up",
        "going down",
        "which way",
        "direction",
        "heading",
        "how does the value change",
        "how is the value changing",
        "develop",
        "going anywhere",
        "counting up",
        "increasing",
        "decreasing",
        "climbing",
        "dropping",
        "growing",
        "shrinking",
        "stable",
        "rise, fall",
        "up or down",
        "declining",
        "warming up",
        "cooling down",
        "going higher",
        "getting warmer",
        "getting colder",
        "getting hotter",
        "getting higher",
        "getting lower",
        "moving up",
        "moving down",
        "drifting",
        "filling",
        "draining",
        "cooling off",
        "heating up",
        "creeping up",
        "levelling off",
        "picking up",
        "speeding up",
        "slowing down",
        "calming down",
        "drying out",
        "ramping up",
        "ramping down",
        "building up",
        "tailing off",
        "easing",
        "recovering",
        "improving",
        "getting better",
        "getting worse",
        "worsening",
        "rise or fall",
        "go up or down",
        "moved up",
        "came down",
        "coming down",
        "coming up",
        "constant or",
        "upward",
        "downward",
        "upwards",
        "downwards",
    ];

    // "Getting warmer", "going lower".
    private static bool IsTurning(QuestionText question)
    {
        for (var i = 1; i < question.Tokens.Count; i++)
            if (
                Lexicon.Directions.ContainsKey(question.Tokens[i])
                && question.Tokens[i].EndsWith("er", StringComparison.Ordinal)
                && question.Tokens[i - 1]
                    is "getting"
                        or "becoming"
                        or "going"
                        or "growing"
                        or "turning"
                        or "get"
                        or "become"
                        or "any"
                && !question.Has("than")
            )
                return true;
        return false;
    }

    private static readonly string[] Spent =
    [
        .. (
            "trend,trending,rising,falling,steady,going,way,direction,heading,develop,counting,"
            + "increasing,decreasing,climbing,dropping,growing,stable,rise,fall,declining,moving,getting,"
            + "warming,cooling,drifting,stuck,frozen,constant,hung,flatline,flat,flatlined,change,changed,"
            + "changes,peak,peaked,overall,period,cover,covers,span,series,start,started,beginning,began,"
            + "end,ended,repeats,varied,vary,spike,jump,hour,hours,minutes,often,reading,readings,history,"
            + "samples,sample,entire,whole,died,dead,hit,reach,reached,climb,climbed,drop,dropped,rose,"
            + "fell,grow,grew,ever,longer,throughout,picking,speeding,slowing,calming,ramping,building,"
            + "tailing,easing,recovering,upward,downward,upwards,downwards,coming,becoming,turning,better,"
            + "worse,month,day,week,year,date"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Has(
                "stuck|frozen|never change|never changes|constant|hung|the same|"
                    + "always report the same|flatline|flatlined|flat|not change|always reads the same|"
                    + "repeats one value|froze|not changed|not changing|unchanged"
            )
            && question.Numbers.Count == 0
        )
            return asked.Table.Signals.Count == 1 ? asked.On(Stuck, Spent)
                : asked.IsWhich ? asked.All(Stuck)
                : asked.On(Stuck, Spent);
        if (
            (asked.Direction == 0 && question.Has(Trends) || IsTurning(question))
            && question.Numbers.Count == 0
            && !question.Has("how much|when|how fast|how quickly|how many|per minute|per hour")
        )
            return Trending(asked);
        // Both ends are asked for.
        if (question.Numbers.Count == 0 && PairQuestions.IsEnds(question))
            return null;
        var direction = asked.Direction;
        if (
            direction != 0
            && question.Numbers.Count == 0
            && question.Has("month|day|hour|date|week|year")
            && question.Tokens.Exists(word =>
                word is "which" or "what" or "best" or "worst" || Lexicon.Directions.ContainsKey(word)
            )
            && IsNounOf(question, "month", "day", "hour", "date", "week", "year")
        )
            return When(asked, direction);
        if (question.Has("when|at what time|at which time|first time|since when|from when|what time|which time"))
            return When(asked, direction);
        if (question.Has("how long|how many hours|how many minutes|what period|time span|for how long|duration"))
            return Length(asked);
        if (question.Numbers.Count > 0 || asked.Comparison is not null && !question.Has("than"))
            return Numbers(asked);
        if (asked.Comparison is not null)
            return null;
        return Aggregate(asked, direction);
    }

    // "Best month", "on which day".
    private static bool IsNounOf(QuestionText question, params ReadOnlySpan<string> nouns)
    {
        foreach (var noun in nouns)
            if (
                question.Tokens.IndexOf(noun) is > 0 and var at
                && (
                    question.Tokens[at - 1] is "which" or "what"
                    || Lexicon.Directions.ContainsKey(question.Tokens[at - 1])
                )
            )
                return true;
        return false;
    }

    private static QuestionReading Trending(Asked asked)
    {
        var question = asked.Text;
        var trend = asked.On(Trend, one => one.Points.Count(point => point.Value.IsNumber) > 1, Spent);
        if (trend.Query.Operation != Trend || !asked.IsPolar)
            return trend;
        // "Is it rising?" wants a yes or no where one way only is asked about.
        var turning = IsTurning(question) ? asked.Direction : 0;
        var up =
            turning > 0
            || question.Has(
                "picking up|speeding up|ramping up|building up|coming up|upward|upwards|moved up|rising|going up|increasing|climbing|growing|warming up|getting warmer|"
                    + "getting hotter|getting higher|counting up|moving up|heating up|creeping up|filling|"
                    + "going higher|trending up"
            );
        var down =
            turning < 0
            || question.Has(
                "slowing down|calming down|ramping down|tailing off|easing|coming down|came down|downward|downwards|falling|going down|decreasing|dropping|shrinking|declining|cooling down|"
                    + "getting colder|getting lower|moving down|draining|trending down|cooling off"
            );
        var flat = question.Has("steady", "stable", "going anywhere");
        if ((up ? 1 : 0) + (down ? 1 : 0) + (flat ? 1 : 0) != 1 || question.Has("or"))
            return trend;
        return trend with
        {
            Query = trend.Query with
            {
                Words =
                    up ? "rising"
                    : down ? "falling"
                    : question.Has("going anywhere") ? "moving"
                    : "steady",
            },
            Confidence = trend.Confidence - 0.02,
        };
    }

    private static QuestionReading? When(Asked asked, int direction)
    {
        var question = asked.Text;
        if (question.Numbers.Count == 1)
            return asked.Comparison is Below or AtMost ? asked.On(SinceBelow, Spent)
                : asked.Comparison is Above or AtLeast || question.Has("hit") ? asked.On(SinceAbove, Spent)
                : QuestionReading.Unknown(0.5);
        if (question.Has("positive", "above zero", "negative", "below zero"))
            return
                asked.On(
                    question.Has("positive", "above zero") ? SinceAbove : SinceBelow,
                    ["positive", "negative", .. Spent]
                )
                    is var sign
                ? sign with
                {
                    Query = sign.Query with { Numbers = [0] },
                }
                : null;
        return direction > 0 ? asked.On(WhenHighest, Spent)
            : direction < 0 ? asked.On(WhenLowest, Spent)
            : QuestionReading.Unknown(0.5);
    }

    private static QuestionReading Length(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count == 1 && asked.Comparison is Above or Below or AtLeast or AtMost)
            return asked.On(asked.Comparison is Above or AtLeast ? DurationAbove : DurationBelow, Spent) is var held
                ? held with
                {
                    Confidence = held.Confidence - 0.1,
                }
                : QuestionReading.None;
        return
            question.Numbers.Count == 0
            && question.Has(
                "cover|covers|span|log|period|data|series|last|recording|recorded|readings|" + "measurements|table"
            )
            ? asked.On(Duration, _ => true, [.. asked.Subjects.Content])
            : QuestionReading.Unknown(0.5);
    }

    private static QuestionReading? Numbers(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count == 0)
            return null;
        var many = asked.Table.Signals.Count > 1;
        if (many && question.Has("which|any|anything|anywhere|where") && !question.Has("at any time"))
            return null;
        if (asked.IsCount)
        {
            var subject = asked.Subjects.One(
                one => one.IsSeries && one.Points.Any(point => point.Value.IsNumber),
                Spent
            );
            if (subject.Rows.Count == 0 || many && subject.Doubt > 0.3)
                return null;
            return asked.Comparison switch
            {
                // "How many readings had the light at 100?"
                null when question.Numbers.Count == 1 && question.Has("at|of|with|were|was|show|shows") => That(
                    asked.On(CountThat, Spent),
                    QueryNames.Of(Equal)
                )
                    is var equal
                    ? equal with
                    {
                        Confidence = equal.Confidence - 0.12,
                    }
                    : null,
                null => QuestionReading.Unknown(0.5),
                Above => asked.On(CountAbove, Spent),
                Below => asked.On(CountBelow, Spent),
                { } other => That(asked.On(CountThat, Spent), QueryNames.Of(other)),
            };
        }

        if (question.Has("all|always|every|throughout|the whole time") && asked.Comparison is Above or Below)
            return asked.On(asked.Comparison == Above ? AllAbove : AllBelow, ["always", "whole", .. Spent]);
        // Now, not ever.
        if (
            asked.Comparison is { } now
            && question.Has("now|currently|at the moment|right now|last|latest|at present|still")
        )
            return asked.On(now, Spent) is var one
                ? one with
                {
                    Query = one.Query with { Words = "now" },
                    Confidence = one.Confidence - 0.02,
                }
                : null;
        return asked.Comparison is { } comparison ? asked.On(comparison, Spent) : null;
    }

    // What counts up by itself is not summed: its last value less its first.
    private static Query Counting(Asked asked, QuestionReading sum)
    {
        if (sum.Query.Operation != Sum || asked.Table.Find(sum.Query.Rows[0]) is not { IsSeries: true } row)
            return sum.Query;
        decimal[] values = [.. row.Points.Where(point => point.Value.IsNumber).Select(point => point.Value.Number)];
        var counts =
            values.Length > 2
            && values[0] > 0
            && values.Zip(values.Skip(1)).All(pair => pair.First <= pair.Second)
            && values[^1] - values[0] < values[0]
            && Words
                .OfName(row.Path)
                .Exists(word =>
                    word.StartsWith("total", StringComparison.Ordinal)
                    || word is "count" or "counter" or "meter" or "sum" or "odometer" or "energy" or "yield"
                );
        return counts ? sum.Query with { Operation = Difference } : sum.Query;
    }

    private static QuestionReading That(QuestionReading reading, string comparison) =>
        reading.Query.Operation == CountThat
            ? reading with
            {
                Query = reading.Query with { Words = comparison },
            }
            : reading;

    private static QuestionReading? Aggregate(Asked asked, int direction)
    {
        var question = asked.Text;
        if (
            question.Has("per minute|per hour|per second|per day|a minute|an hour|rate of change")
            && question.Has(
                "rise|rising|go up|going up|fall|falling|dropping|drop|change|changing|climb|"
                    + "climbing|increase|decrease|how fast|how quickly|rate"
            )
        )
            return
                asked.On(Rate, ["rate", "quickly", "fast", "minute", "hour", "second", "day", "per", .. Spent])
                    is var paced
                ? paced with
                {
                    Query = paced.Query with
                    {
                        Unit =
                            question.Has("minute") ? "min"
                            : question.Has("second") ? "s"
                            : question.Has("day") ? "d"
                            : "h",
                    },
                    Confidence = paced.Confidence - 0.1,
                }
                : null;
        if (question.Has("average|mean|on average|avg|averaged"))
            return asked.On(Average, ["average", "mean", .. Spent]);
        if (
            question.Has("how many", "count", "number of")
            && question.Has("readings|values|rows|samples|measurements|points|entries|records|data points|lines")
        )
            return asked.On(Count, _ => true, [.. asked.Subjects.Content]) is var count
                ? count with
                {
                    Confidence = count.Confidence - 0.05,
                }
                : null;
        if (
            question.Has(
                "first|earliest|oldest|start at|started at|beginning|began|initial|start with|" + "start out|starting"
            )
        )
            return asked.On(First, ["initial", "starting", .. Spent]);
        if (
            question.Has(
                "last|latest|newest|most recent|current value|now|came last|currently|at the end|"
                    + "end at|final|ended"
            )
        )
            return direction != 0 && question.Has("which") ? null
                : question.Has("valid|usable|good|non-missing")
                    ? asked.On(Last, ["final", "valid", "usable", "good", .. Spent]) is var valid
                            ? valid with
                            {
                                Query = valid.Query with { Words = "valid" },
                                Confidence = valid.Confidence - 0.04,
                            }
                        : null
                : asked.On(Last, ["final", .. Spent]);
        if (
            question.Has("rain|rained|rainfall|snow|precipitation")
            && question.Has("how much", "total")
            && !question.Has("rate")
        )
            return asked.On(Sum, ["much", "total", "altogether", .. Spent]) is var rained
                ? rained with
                {
                    Query = Counting(asked, rained),
                    Confidence = rained.Confidence - 0.1,
                }
                : null;
        if (
            question.Has("how much")
            && question.Has(
                "change|changed|rise|risen|rose|fall|fallen|fell|drop|dropped|increase|increased|"
                    + "decrease|decreased|climb|climbed|grow|grown|gone up|go up|went up|gone down|go down|"
                    + "went down|warm up|warmed up|cool down|cooled down|heat up|heated up|used|produced|"
                    + "went thru|went through|gone through|consumed|gained|lost"
            )
        )
            return asked.On(
                question.Has(
                    "fall|fallen|fell|drop|dropped|decrease|decreased|gone down|go down|went down|used|lost|consumed"
                )
                    ? Distance
                    : Difference,
                [
                    .. (
                        "increase,increased,decrease,decreased,risen,fallen,gone,went,warm,warmed,cool,cooled,heat,"
                        + "gained,lost"
                    ).Split(','),
                    .. Spent,
                ]
            );
        if (question.Has("range|spread|vary|variation|fluctuate|swing") && asked.Table.Signals.Any(one => one.IsSeries))
            return asked.On(Spread, ["range", "spread", "variation", "fluctuate", "swing", .. Spent]) is var spread
                ? spread with
                {
                    Confidence = spread.Confidence - 0.05,
                }
                : null;
        if (question.Has("rate of change|per hour|how quickly|how fast is it|how fast did|how fast does"))
            return asked.On(Rate, ["rate", "quickly", "fast", .. Spent]) is var rate
                ? rate with
                {
                    Confidence = rate.Confidence - 0.15,
                }
                : null;
        if (direction != 0 || question.Has("how high did|how low did|how hot did|how cold did|how warm did"))
        {
            // Of several signals of one kind the highest of all is asked for.
            if (question.Has("which", "where", "who"))
                return null;
            var up = direction > 0 || direction == 0 && !question.Has("how low did", "how cold did");
            return asked.On(up ? Highest : Lowest, Spent);
        }

        if (question.Has("total", "sum", "altogether", "in all") && asked.Subjects.Content.Any(asked.Index.IsMet))
            return asked.On(Sum, ["total", "sum", "altogether", .. Spent]) is var sum
                ? sum with
                {
                    Query = Counting(asked, sum),
                    Confidence = sum.Confidence - 0.1,
                }
                : null;
        return question.Has("change", "changed", "difference") && !question.Has("between")
            ? asked.On(Difference, Spent)
            : null;
    }
}
