using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about states.</summary>
internal static class StateQuestions
{
    private static readonly Dictionary<string, string> Phrases = new(StringComparer.Ordinal)
    {
        ["running on battery"] = "onbattery",
        ["running on mains"] = "mains",
        ["on battery"] = "onbattery",
        ["on mains"] = "mains",
        ["mains power"] = "mains",
        ["on grid"] = "mains",
        ["up and running"] = "running",
        ["switched on"] = "on",
        ["turned on"] = "on",
        ["switched off"] = "off",
        ["turned off"] = "off",
        ["shut down"] = "off",
        ["powered on"] = "on",
        ["powered off"] = "off",
        ["standing still"] = "stopped",
        ["lit up"] = "on",
        ["in alarm"] = "alarm",
        ["gone off"] = "alarm",
        ["in order"] = "ok",
        ["all right"] = "ok",
        ["hand mode"] = "manual",
    };

    private static readonly string[] Aux =
    [
        .. (
            "currently,mode,state,status,still,really,properly,correctly,signal,reported,switched,turned,"
            + "battery,been,left"
        ).Split(','),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (!asked.IsPolar && !asked.IsWhich && !asked.IsCount && !question.Has("or"))
            return null;
        if (question.Numbers.Count > 0)
            return null;
        // Who did it is told by names of people only.
        if (
            question.Starts("who")
            && !asked.Names.HasAny(
                "user",
                "operator",
                "person",
                "driver",
                "owner",
                "by",
                "login",
                "badge",
                "card",
                "employee"
            )
        )
            return QuestionReading.Unknown(0.8);
        if (Either(asked) is { } either)
            return either;
        (var word, var spent) = PrintedStates.Of(asked, Aux) ?? Word(asked);
        if (word.Length == 0)
            return Other(asked);
        var negated = Questions.Comparison.IsNegated(question);
        // What has no value answers only where nothing has one.
        var some = asked.Table.Signals.Any(one =>
            one.Value.Kind != SignalKind.Missing && States.Is(one, word) is not null
        );
        var several = asked.IsCount || asked.IsWhich || asked.IsEvery;
        // What is printed in so many words is said by values of that name only.
        var leaves = several ? StateSigns.Printing(asked.Table, word) : [];
        Func<Signal, bool> answers = one =>
            (leaves.Count == 0 || leaves.Contains(SignalIndex.Leaf(one.Path)))
            && (one.Value.Kind == SignalKind.Missing ? !(some && several) : States.Is(one, word) is not null);
        // Any fault is one of what tells of faults, where something does.
        if (States.IsSeverity(word) && asked.Table.Signals.Any(one => StateSigns.TellsFaults(one, word)))
        {
            var all = answers;
            answers = one =>
                all(one)
                && (
                    StateSigns.TellsFaults(one, word)
                    || asked.Subjects.Content.Any(said => StateSigns.IsNamed(asked, said, one))
                );
        }

        var many = negated ? $"not {word}" : word;
        if (asked.IsCount)
            return With(Things(asked, asked.Group(CountAre, answers, spent)), CountAre, many, 0.02);
        if (
            question.Has("which|what|list|name|find|whose|who")
            && !question.Starts("what is the state", "is", "are", "does")
        )
            return StateSigns.IsGone(asked, word, answers)
                ? asked.All(Missing) with
                {
                    Confidence = 0.85,
                }
                : With(Things(asked, asked.Group(WhichAre, answers, spent)), WhichAre, many, 0.02);
        if (asked.IsEvery)
            return With(Things(asked, asked.Group(AllAre, answers, spent)), AllAre, many, 0.02);
        if (question.Has("any|anything|anywhere|one of|some|either"))
            return With(asked.Group(AnyIs, answers, spent), AnyIs, many, 0.02);
        return Single(asked, word, spent, negated, answers);
    }

    // Things that have several values each are one each: the state of a pump, not its speed and power besides.
    private static QuestionReading Things(Asked asked, QuestionReading group)
    {
        // A temperature says nothing of what is idle.
        if (
            group.Query.Rows.Any(path =>
                asked.Table.Find(path) is { } row && !States.IsState(row) && row.Value.IsNumber
            )
        )
            group = group with { Confidence = group.Confidence - 0.1 };
        var things = group.Query.Rows.GroupBy(Paths.Parent).ToArray();
        if (things.Length < 2 || things.Length == group.Query.Rows.Count || things.Any(one => one.Key.Length == 0))
            return group;
        string[] shared =
        [
            .. things[0]
                .Select(SignalIndex.Leaf)
                .Where(leaf => things.All(one => one.Select(SignalIndex.Leaf).Contains(leaf))),
        ];
        var state =
            shared.FirstOrDefault(leaf =>
                group.Query.Rows.All(path => SignalIndex.Leaf(path) != leaf || States.IsState(asked.Table.Find(path)!))
            ) ?? shared.FirstOrDefault();
        return state is null
            ? group with
            {
                Confidence = group.Confidence - 0.2,
            }
            : group with
            {
                Query = group.Query with
                {
                    Rows = [.. group.Query.Rows.Where(path => SignalIndex.Leaf(path) == state)],
                },
                Confidence = group.Confidence - 0.03,
            };
    }

    // "Is it charging or discharging?"
    private static QuestionReading? Either(Asked asked)
    {
        string[] words =
            asked.Text.Has("or") && asked.Text.Has("mains|grid|line") && asked.Text.Has("on battery|battery")
                ? ["mains", "onbattery"]
                : [.. asked.Text.Tokens.Where(States.IsWord)];
        if (!asked.Text.Has("or") || words.Length < 2 || !States.AreOpposite(words[^2], words[^1]))
            return null;
        var reading = asked.On(
            Is,
            one => States.IsState(one) && States.Is(one, words[^1]) is not null,
            [words[^2], words[^1], .. Aux]
        );
        if (words[^1] == "onbattery" && StateSigns.Supplies(asked, words[^1]) is [var sole])
            reading = new QuestionReading(new Query(Is, sole.Path), RuleQuestionReader.Sure - 0.06);
        else if (reading.Query.Operation != Is || reading.Confidence < 0.6)
            reading = asked.On(
                Is,
                one =>
                    States.Is(one, words[^1]) is not null
                    && (
                        one.Unit.Trim() is "A" or "W"
                        || Words.Split(one.Path).Any(part => part is "current" or "power" or "speed" or "flow" or "rpm")
                    ),
                [words[^2], words[^1], .. Aux]
            );
        return With(reading, QueryOperation.Either, $"{words[^2]} {words[^1]}", 0.05);
    }

    private static QuestionReading? Single(
        Asked asked,
        string word,
        string[] spent,
        bool negated,
        Func<Signal, bool> answers
    )
    {
        QuestionReading state = asked.On(Is, one => answers(one) && States.IsState(one), spent),
            reading = state;
        // A speed says that a motor runs; a state says it better.
        if (state.Query.Operation != Is || state.Confidence < 0.6)
        {
            var any = asked.On(Is, answers, spent);
            reading =
                any.Query.Operation == Is && any.Confidence > state.Confidence
                    ? any with
                    {
                        Confidence = any.Confidence - 0.05,
                    }
                    : state;
        }

        if (
            reading.Query.Operation != Is
            && word is "onbattery" or "mains"
            && StateSigns.Supplies(asked, word) is [var sole]
        )
            return With(
                new QuestionReading(new Query(Is, sole.Path), RuleQuestionReader.Sure - 0.06),
                negated ? IsNot : Is,
                word,
                0
            );
        if ((reading.Query.Operation != Is || reading.Confidence < 0.6) && Only(asked, word) is { } only)
            return With(only, negated ? IsNot : Is, word, 0);
        if (reading.Query.Operation != Is)
            return asked.Text.Has("there") && reading.Confidence < 0.6 ? null : reading;
        var row = asked.Table.Find(reading.Query.Rows[0])!;
        var names = Words.Split(row.Path).Any(one => Words.Likeness(word, one) > 0.6);
        // A bare boolean under a name that says nothing of the state asked about, a contact that says true for closed.
        var doubt =
            row.Value.Kind == SignalKind.Text || names ? 0
            : word is "on" or "off" ? 0.02
            : 0.08;
        if (Words.Split(row.Path).Contains("contact"))
            doubt += 0.08;
        return With(reading, negated ? IsNot : Is, word, doubt);
    }

    // The one state of a device whose name goes without saying.
    private static QuestionReading? Only(Asked asked, string word)
    {
        Signal[] states =
        [
            .. asked.Table.Signals.Where(one =>
                SignalIndex.Leaf(one.Path)
                    is "state"
                        or "output"
                        or "ison"
                        or "power"
                        or "status"
                        or "relay"
                        or "switch"
                && States.IsState(one)
                && States.Is(one, word) is not null
            ),
        ];
        if (states.Length != 1 || asked.Subjects.Content.Count > 2)
            return null;
        var doubt =
            asked.Subjects.Content.Count(one =>
                !Lexicon.Things.Contains(one)
                && !States.IsWord(one)
                && one is not ("light" or "lamp" or "bulb" or "plug" or "heater")
            ) * 0.14;
        return new QuestionReading(new Query(Is, states[0].Path), RuleQuestionReader.Sure - 0.05 - doubt);
    }

    private static QuestionReading With(QuestionReading reading, QueryOperation operation, string word, double doubt) =>
        reading.Query.Operation is QueryOperation.Unknown
            ? reading
            : reading with
            {
                Query = reading.Query with { Operation = operation, Words = word },
                Others = [.. reading.Others.Select(one => one with { Operation = operation, Words = word })],
                Confidence = reading.Confidence - doubt,
            };

    // The word for the state, and all words that need no name.
    private static (string Word, string[] Spent) Word(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Has(
                "low battery|battery low|battery is low|low batteries|weak battery|batteries low|" + "batteries are low"
            )
            && asked.Table.Signals.Any(one =>
                States.IsState(one) && Words.OfName(one.Path) is var name && name.Contains("low") | name.Contains("ok")
            )
        )
            return ("low", ["low", "weak", "has", "have"]);
        // "Report contact true": the value itself.
        if (
            question.Tokens.Find(token => token is "true" or "false") is { } flag
            && asked.Table.Signals.Any(one => one.Value.Kind == SignalKind.Boolean)
        )
            return (flag, [flag, "report", "reports", "say", "says", "set", "have", "has", .. Aux]);
        foreach ((var phrase, var state) in Phrases)
            if (question.Has(phrase))
                return (state, [.. phrase.Split(' '), .. Aux]);
        // The last word for a state says what is asked; one before it may be part of a name.
        for (var i = question.Tokens.Count - 1; i >= 0; i--)
            if (
                States.IsWord(question.Tokens[i])
                // "Still inside its limits" stands for no state.
                && !StateSigns.IsYet(question.Tokens, i)
                && !(
                    question.Tokens[i] is "on" or "up" or "down" or "off" or "high" or "low" or "left"
                    && i + 1 < question.Tokens.Count
                    && !Lexicon.Stop.Contains(question.Tokens[i + 1])
                )
                && !IsNoun(asked, i)
            )
                return (question.Tokens[i], [question.Tokens[i], .. Aux]);
        return ("", []);
    }

    // "Is the open window ...": an adjective before its noun is none that is asked for, unless it is all there is.
    private static bool IsNoun(Asked asked, int i) =>
        i > 0
        && asked.Text.Tokens[i]
            is "run"
                or "heat"
                or "home"
                or "clear"
                or "none"
                or "free"
                or "start"
                or "battery"
                or "heating"
                or "cooling"
        && asked.Names.Has(asked.Text.Tokens[i]);

    // "Is it in eco mode?", "is there a leak?", "is the flow switch set?"
    private static QuestionReading? Other(Asked asked)
    {
        var question = asked.Text;
        if (!asked.IsPolar)
            return null;
        foreach (var word in question.Tokens.Where(word => word.Length > 2 && !Lexicon.Stop.Contains(word)))
        {
            int[] rows =
            [
                .. Enumerable
                    .Range(0, asked.Table.Signals.Count)
                    .Where(i =>
                        asked.Table.Signals[i].Value is { Kind: SignalKind.Text } value
                        && Words.Split(value.Text).Contains(word)
                    ),
            ];
            if (rows.Length == 0)
                continue;
            var reading = asked.On(
                Is,
                one => one.Value.Kind == SignalKind.Text && Words.Split(one.Value.Text).Contains(word),
                [word, .. Aux]
            );
            return With(
                reading,
                Questions.Comparison.IsNegated(question) ? IsNot : Is,
                word,
                rows.Length == 1 ? 0.03 : 0.1
            );
        }

        // A boolean by its own name: "Is a restart required?"
        var plain = asked.On(
            Is,
            one =>
                one.Value.Kind == SignalKind.Boolean
                || States.IsState(one) && one.Value.Kind != SignalKind.Text
                || one.Value.Kind == SignalKind.Text && States.Is(one, "on") is not null
                || one.Value.Kind == SignalKind.Missing,
            Aux
        );
        if (plain.Query.Operation != Is)
            return plain.Confidence > 0.6 ? plain : null;
        var row = asked.Table.Find(plain.Query.Rows[0])!;
        string[] own = [.. Words.OfName(SignalIndex.Leaf(row.Path))];
        var said =
            own.Any(name => asked.Subjects.Content.Any(word => Words.Likeness(word, name) > SignalIndex.Met))
            || asked.Subjects.Content.Any(word => asked.Index.Match(word, IndexOf(asked, row)) > 0.75);
        if (question.Has("any", "anywhere", "has any") && said)
            return With(
                asked.Group(
                    AnyIs,
                    one => States.Is(one, "on") is not null && one.Value.Kind != SignalKind.Missing,
                    Aux
                ),
                AnyIs,
                "on",
                0.02
            );
        return said ? With(plain, Questions.Comparison.IsNegated(question) ? IsNot : Is, "on", 0.02) : null;
    }

    internal static int IndexOf(Asked asked, Signal row)
    {
        for (var i = 0; i < asked.Table.Signals.Count; i++)
            if (ReferenceEquals(asked.Table.Signals[i], row))
                return i;
        return -1;
    }
}
