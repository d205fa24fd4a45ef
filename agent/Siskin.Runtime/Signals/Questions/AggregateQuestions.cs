using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about several signals at once: means, sums, extremes, numbers of them.</summary>
internal static class AggregateQuestions
{
    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count > 0)
            return null;
        var direction = asked.Direction;
        if (question.Has("average", "mean", "avg", "on average"))
            return Named(asked, ["average", "mean", "avg"])
                ?? Listed(asked, Average)
                ?? Several(asked, Average, "average", "mean", "avg");
        if (
            question.Has("sum|total|altogether|combined|together|add up|added up|in all|overall|summed|plus")
            || question.Lower.Contains(" + ", StringComparison.Ordinal)
        )
        {
            var all =
                question.Lower.Contains(" + ", StringComparison.Ordinal)
                || question.Has("both|all|sum|altogether|combined|together|add|added|of the two|summed|across|plus");
            if (
                !(question.Starts("which") && direction != 0)
                && (all || question.Has("total") && Named(asked, ["total"]) is null && IsOneKind(asked))
                && !(asked.IsPolar && !question.Has("total", "sum"))
            )
                return Listed(asked, Sum)
                    ?? Several(
                        asked,
                        Sum,
                        "sum",
                        "total",
                        "altogether",
                        "combined",
                        "together",
                        "both",
                        "overall",
                        "summed",
                        "add",
                        "added",
                        "plus"
                    );
        }

        if (direction != 0 && (!asked.IsPolar || asked.IsWhich) && !question.Has("than"))
            return Extreme(asked, direction);
        if (question.Has("how many", "number of", "count of") && !asked.IsPolar)
            return Different(asked) ?? ListedRecords.Count(asked) ?? Number(asked);
        return null;
    }

    private static QuestionReading? Extreme(Asked asked, int direction)
    {
        // "max temp?" where a signal is itself called so is a look-up.
        string[] own =
        [
            .. asked.Text.Tokens.Where(word => Lexicon.Directions.ContainsKey(word) && asked.Names.Has(word)),
        ];
        if (own.Length > 0 && Named(asked, own) is { } named)
            return named;
        // "The warmest it has been": what keeps its own extremes says so.
        if (
            asked.Text.Has("has been|have been|ever|on record|recorded|so far|has seen|was reached|reached")
            && !asked.IsSeries
        )
            return Kept(asked, direction);
        // "the worst air (highest co2)": what says which way is more than what says good or bad.
        string[] spent =
        [
            .. asked.Text.Tokens.Where(word => Lexicon.Directions.ContainsKey(word) && !asked.Index.HasConcept(word)),
            "peak",
            "extreme",
            "overall",
            .. asked.Text.Starts("which") ? (string[])["total", "used", "use"] : [],
        ];
        // "The coldest room" is none outside.
        var isInside =
            asked.Text.Has("room|rooms|house|indoors|inside|home") && !asked.Text.Has("outside|outdoor|outdoors");
        // "Which node comes in strongest?"
        var isStrength =
            asked.Text.Has("strongest|weakest")
            && asked.Text.Has("comes in|come in|came in|signal|reception|received|heard|reaches")
            && asked.Table.Signals.Count(IsStrength) > 1;
        var group = asked.Group(
            direction > 0 ? Highest : Lowest,
            one => one.Value.IsNumber && !(isInside && asked.Index.IsOutdoor(one)) && (!isStrength || IsStrength(one)),
            spent
        );
        return
            group.Query.Operation is Highest or Lowest
            && asked.Text.Has("most", "least")
            && asked.Subjects.Content.Count == 0
            && asked.Table.Signals.Count > 1
            ? group with
            {
                Confidence = group.Confidence - 0.02,
            }
            : group;
    }

    // How well something is received.
    private static bool IsStrength(Signal one) =>
        one.Value.IsNumber
        && Words
            .OfName(Paths.Leaf(one.Path))
            .Exists(word => word is "rssi" or "snr" or "ss" or "cno" or "cn0" or "lqi" or "linkquality" or "strength");

    private static QuestionReading? Kept(Asked asked, int direction)
    {
        string[] side = direction > 0 ? ["max", "maximum", "peak", "highest"] : ["min", "minimum", "lowest"];
        string[] spent =
        [
            .. asked.Text.Tokens.Where(Lexicon.Directions.ContainsKey),
            "record",
            "recorded",
            "reached",
            "seen",
        ];
        var kept = asked.On(
            Value,
            one => one.Value.IsNumber && Words.OfName(Paths.Leaf(one.Path)).Exists(side.Contains),
            spent
        );
        return kept.Query.Operation == Value ? kept with { Confidence = kept.Confidence - 0.1 } : null;
    }

    // A signal that has all the words of the question in its name: a look-up.
    private static QuestionReading? Named(Asked asked, IReadOnlyList<string> own)
    {
        string[] all = [.. asked.Subjects.Content.Union(own)];
        if (!own.All(asked.Names.Has))
            return null;
        int[] rows =
        [
            .. Enumerable
                .Range(0, asked.Table.Signals.Count)
                .Where(i =>
                    all.Where(word => !Lexicon.Things.Contains(word) || asked.Index.IsMet(word))
                        .All(word =>
                            own.Contains(word)
                                ? asked.Names.Likeness(word) is { } likeness
                                    && asked.Names.Paths[i].Any(id => likeness[id] > 0.9)
                                : asked.Index.Match(word, i) > SignalIndex.Met
                        )
                ),
        ];
        return rows.Length == 1 && !asked.Table.Signals[rows[0]].IsSeries
            ? new QuestionReading(new Query(Value, asked.Table.Signals[rows[0]].Path), 0.93)
            : null;
    }

    // Several rows that differ by the thing only: "total power" of three sockets.
    private static bool IsOneKind(Asked asked)
    {
        var many = asked.Subjects.Many(one => one.Value.IsNumber, "total");
        return many.Rows.Count > 1
            && !many.IsLacking
            && many.Rows.Select(i =>
                    SignalIndex
                        .Leaf(asked.Table.Signals[i].Path)
                        .TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')
                )
                .Distinct()
                .Count() == 1;
    }

    // "attic, kids' room and cellar": each of them, and what all are asked for behind or before the list.
    private static QuestionReading? Listed(Asked asked, QueryOperation operation)
    {
        var parts = asked.Text.Lower.Split(
            [", ", " and ", " plus ", " + ", " & "],
            StringSplitOptions.RemoveEmptyEntries
        );
        if (parts.Length < 2)
            return null;
        List<string>[] words = [.. parts.Select(asked.Subjects.Of).Where(part => part.Count > 0)];
        // "Total import, tariff 1 + tariff 2": what all are called, before them.
        if (words.Length > 2 && words[0].TrueForAll(word => words.Skip(1).All(part => part.Contains(word))))
            words = words[1..];
        if (words.Length < 2)
            return null;
        var rows = new List<int>();
        double doubt = 0;
        List<string> all = [.. words.SelectMany(part => part)];
        foreach (var part in words)
        {
            // The quantity that another part names holds for this one too.
            var own = part.Aggregate(UInt128.Zero, (bits, word) => bits | asked.Index.Concepts(word));
            string[] shared =
            [
                .. all.Where(word =>
                    !part.Contains(word)
                    && asked.Index.HasConcept(word)
                    && (own == 0 || part.Count == 1 && part.All(asked.Index.HasConcept))
                ),
            ];
            var ranked = asked.Index.Rank([.. part, .. shared], one => one.Value.IsNumber, out var unmet);
            if (ranked.Count == 0 || ranked[0].Score <= 0)
                return null;
            doubt += unmet.Count(word => !Lexicon.Things.Contains(word)) * 0.13;
            var close = ranked
                .Where(one => one.Score >= ranked[0].Score * 0.98)
                .OrderBy(one => asked.Index.Spare(one.Index, all))
                .ToList();
            doubt +=
                close.Count > 1 && asked.Index.Spare(close[0].Index, all) == asked.Index.Spare(close[1].Index, all)
                    ? 0.3
                    : 0;
            if (rows.Contains(close[0].Index))
                return null;
            rows.Add(close[0].Index);
        }

        return new QuestionReading(
            new Query(operation, [.. rows.Select(i => asked.Table.Signals[i].Path)]),
            RuleQuestionReader.Sure - 0.04 - doubt
        );
    }

    private static QuestionReading Several(Asked asked, QueryOperation operation, params IReadOnlyList<string> without)
    {
        var group = asked.Group(operation, one => one.Value.IsNumber, without);
        if (group.Query.Operation != operation)
            return group;
        var alike = IsAlike(asked, group.Query.Rows);
        return group with
        {
            Confidence = group.Confidence - (alike ? 0 : 0.3) - (group.Query.Rows.Count < 2 ? 0.2 : 0),
        };
    }

    // Whether values may be added up: of one unit, or of one name where none has a unit.
    private static bool IsAlike(Asked asked, IReadOnlyList<string> rows)
    {
        string[] units =
        [
            .. rows.Select(path =>
                    asked.Table.Find(path)!.Unit is { Length: > 0 } unit ? unit.ToLowerInvariant() : NamedUnit.Of(path)
                )
                .Distinct(),
        ];
        var stems = rows.Select(Stem).Distinct().Count();
        return units.Length == 1 && (units[0].Length > 0 || stems == 1 || stems == rows.Count);

        static string Stem(string path) =>
            string.Concat(SignalIndex.Leaf(path).Where(letter => !char.IsAsciiDigit(letter) && letter != '_'));
    }

    // Whether a state is printed as a value.
    private static bool IsPrinted(Asked asked, string word) =>
        States.IsWord(word)
        && asked.Table.Signals.Any(one =>
            one.Value.Kind == SignalKind.Text && Words.Split(one.Value.Text).Contains(word)
        );

    // "How many gateways heard this?" of things that each have an id of that name.
    private static QuestionReading? Different(Asked asked)
    {
        var tokens = asked.Text.Tokens;
        var at = tokens.FindIndex(word => word is "many" or "of");
        if (at < 0 || tokens.Exists(States.IsWord))
            return null;
        string[] nouns =
        [
            .. tokens.Skip(at + 1).Take(3).Where(word => !Lexicon.Stop.Contains(word)).Select(Words.Stem),
        ];
        foreach (var noun in nouns)
        {
            Signal[] ids =
            [
                .. asked.Table.Signals.Where(one =>
                    Words.OfName(Paths.Leaf(one.Path)) is var own
                    && own.Count == 2
                    && Words.Stem(own[0]) == noun
                    && own[1] is "id" or "ids" or "name" or "eui" or "addr" or "serial"
                ),
            ];
            if (ids.Length > 1 && ids.Select(one => one.Value.Text).Distinct().Count() == ids.Length)
                return new QuestionReading(
                    new Query(QueryOperation.Count, [.. ids.Select(one => one.Path)]),
                    RuleQuestionReader.Sure - 0.15
                );
        }

        return null;
    }

    // "How many pumps are there?"; what counts itself ("how many cycles?") is a value.
    private static QuestionReading? Number(Asked asked)
    {
        var question = asked.Text;
        if (
            !question.Has(
                "are there|do we have|are listed|are connected|are reported|are present|does it have|"
                    + "in total|are in|have a|report a|are monitored"
            )
        )
            return null;
        if (
            question.Tokens.Any(States.IsWord)
            && (!question.Has("are connected", "are present") || question.Tokens.Exists(word => IsPrinted(asked, word)))
        )
            return null;
        if (
            asked.Subjects.One(_ => true) is { Rows.Count: 1, Doubt: < 0.05, Others.Count: 0 } one
            && asked.Table.Signals[one.Rows[0]].Value.IsNumber
            && asked.Index.Spare(one.Rows[0], asked.Subjects.Content) == 0
        )
            return new QuestionReading(new Query(Value, asked.Table.Signals[one.Rows[0]].Path), 0.9);
        var plain = asked.Subjects.Content.All(word => Lexicon.Things.Contains(word));
        return plain
            ? asked.All(QueryOperation.Count) is var all
                ? all with
                {
                    Confidence = 0.85,
                }
                : null
            : asked.Group(QueryOperation.Count, _ => true) is var group
                ? group with
                {
                    Confidence = group.Confidence - 0.15,
                }
                : null;
    }
}
