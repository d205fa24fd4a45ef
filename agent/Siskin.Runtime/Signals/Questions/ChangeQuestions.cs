using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for one value of many over time: a mean, an end, an extreme, a change, a rate.</summary>
internal static class ChangeQuestions
{
    private static readonly string[] Ends =
    [
        .. "row,rows,record,records,gain,gained,lose,lost,lighter,heavier,produced,generated,warm,cool,heat".Split(','),
    ];

    public static QuestionReading? Read(Asked asked, int direction)
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
                asked.On(
                    Rate,
                    ["rate", "quickly", "fast", "minute", "hour", "second", "day", "per", .. SeriesQuestions.Spent]
                )
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
            return asked.On(Average, ["average", "mean", .. SeriesQuestions.Spent]);
        if (
            question.Has("how many", "count", "number of")
            && question.Has("readings|values|rows|samples|measurements|points|entries|records|data points|lines")
            && IsCounted(question)
        )
            return Counted(asked);
        // "From the first to the last record"
        if (
            question.Has("first", "start", "beginning")
            && question.Has("last", "end")
            && !question.Has("when|how long|what time")
            && question.Has("between|from|to|until|difference|change|how much|rise|gain|over")
        )
            return asked.On(
                question.Has("fall|fell|drop|dropped|lose|lost|lighter|lower|less|used") ? Distance : Difference,
                [.. Ends, .. SeriesQuestions.Spent]
            );
        if (
            question.Has(
                "first|earliest|oldest|start at|started at|beginning|began|initial|start with|" + "start out|starting"
            )
        )
            return asked.On(First, ["initial", "starting", .. SeriesQuestions.Spent]);
        if (
            question.Has(
                "last|latest|newest|most recent|current value|now|came last|currently|at the end|"
                    + "end at|final|ended"
            )
        )
            return direction != 0 && question.Has("which") ? null
                : question.Has("valid|usable|good|non-missing")
                    ? asked.On(Last, ["final", "valid", "usable", "good", .. SeriesQuestions.Spent]) is var valid
                            ? valid with
                            {
                                Query = valid.Query with { Words = "valid" },
                                Confidence = valid.Confidence - 0.04,
                            }
                        : null
                : asked.On(Last, ["final", .. SeriesQuestions.Spent]);
        if (
            question.Has("rain|rained|rainfall|snow|precipitation")
            && question.Has("how much", "total")
            && !question.Has("rate")
        )
            return asked.On(Sum, ["much", "total", "altogether", .. SeriesQuestions.Spent]) is var rained
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
                    + "went thru|went through|gone through|consumed|gained|lost|gain|lose"
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
                        + "gained,lost,gain,lose"
                    ).Split(','),
                    .. SeriesQuestions.Spent,
                ]
            );
        if (question.Has("range|spread|vary|variation|fluctuate|swing") && asked.Table.Signals.Any(one => one.IsSeries))
            return
                asked.On(Spread, ["range", "spread", "variation", "fluctuate", "swing", .. SeriesQuestions.Spent])
                    is var spread
                ? spread with
                {
                    Confidence = spread.Confidence - 0.05,
                }
                : null;
        if (question.Has("rate of change|per hour|how quickly|how fast is it|how fast did|how fast does"))
            return asked.On(Rate, ["rate", "quickly", "fast", .. SeriesQuestions.Spent]) is var rate
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
            var extreme = asked.On(up ? Highest : Lowest, SeriesQuestions.Spent);
            // Several that are called the same: of all of them.
            return
                extreme.Others.Count > 0
                && extreme.Others.All(other =>
                    SignalIndex.Leaf(other.Rows[0]) == SignalIndex.Leaf(extreme.Query.Rows[0])
                    && Paths.Parent(other.Rows[0]).Length > 0
                )
                && asked.Group(up ? Highest : Lowest, one => one.Value.IsNumber, SeriesQuestions.Spent)
                    is { Query.Rows.Count: > 1 } all
                ? all with
                {
                    Confidence = all.Confidence - 0.15,
                }
                : extreme;
        }

        if (question.Has("total", "sum", "altogether", "in all") && asked.Subjects.Content.Any(asked.Index.IsMet))
            return asked.On(Sum, ["total", "sum", "altogether", .. SeriesQuestions.Spent]) is var sum
                ? sum with
                {
                    Query = Counting(asked, sum),
                    Confidence = sum.Confidence - 0.1,
                }
                : null;
        return question.Has("change", "changed", "difference") && !question.Has("between")
            ? asked.On(Difference, SeriesQuestions.Spent)
            : null;
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

    // "How many readings are there?"; a word that says which of them is counted by nothing here.
    private static QuestionReading Counted(Asked asked)
    {
        // "In how many rows was there no flow?"
        if (
            asked.Text.Has("no|zero|without any")
            && asked.On(CountThat, ["rows", "row", "samples", .. SeriesQuestions.Spent])
                is { Query.Operation: CountThat } none
        )
            return none with
            {
                Query = none.Query with { Words = QueryNames.Of(Equal), Numbers = [0] },
                Confidence = none.Confidence - 0.1,
            };
        var count = asked.On(Count, _ => true, [.. asked.Subjects.Content]);
        var says = asked.Subjects.Content.Count(word =>
            !Lexicon.Things.Contains(word)
            && word
                is not ("rows" or "samples" or "entries" or "records" or "row" or "sample" or "recorded" or "logged")
            && !count.Query.Rows.Any(path => Words.OfName(path).Exists(one => Words.Likeness(word, one) > 0.8))
        );
        return count with { Confidence = count.Confidence - 0.05 - 0.15 * says };
    }

    // "How many cycles between the two samples" counts no samples: the noun follows "how many", maybe behind a word.
    private static bool IsCounted(QuestionText question)
    {
        var at = question.Tokens.FindIndex(word => word is "many" or "count" or "number");
        return at < 0
            || question
                .Tokens.Skip(at + 1)
                .Take(4)
                .Any(word =>
                    word
                        is "readings"
                            or "values"
                            or "rows"
                            or "samples"
                            or "measurements"
                            or "points"
                            or "entries"
                            or "records"
                            or "lines"
                );
    }
}
