using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about signals.</summary>
internal sealed class SignalQuestions(QuestionText question, SignalTable table, NameWords words)
{
    private readonly SignalIndex _index = new(table, words);
    private readonly List<string> _content =
    [
        .. question.Content.Where(word =>
            !Lexicon.Directions.ContainsKey(word) || ConceptIndex.OfQuestion(word) != 0 || words.Has(word)
        ),
    ];

    private bool IsPolar =>
        Starts(
            "is ",
            "are ",
            "was ",
            "were ",
            "has ",
            "have ",
            "does ",
            "do ",
            "did ",
            "can ",
            "any ",
            "will ",
            "check whether ",
            "check that ",
            "check if "
        );

    private bool IsSeries => table.Signals.Any(one => one.IsSeries);

    public QuestionReading Read()
    {
        var comparison = question.Numbers.Count > 0 || question.Has("than") ? Comparison.Of(question) : null;
        if (
            question.Has(
                "own limit",
                "its limit",
                "their limit",
                "its limits",
                "their limits",
                "limit violation",
                "limit violations",
                "limits",
                "the maximum",
                "its maximum",
                "their maximum",
                "limit given",
                "limit violated",
                "limit exceeded"
            )
            && question.Numbers.Count == 0
            && table.Signals.Any(one => one.High is not null || one.Low is not null)
        )
            return Group(BeyondLimits, one => one.High is not null || one.Low is not null);
        // Names that should be there, and a scale to convert by, are the model's.
        if (
            question.Has(
                "should be",
                "expect",
                "expected",
                "required",
                "not report",
                "not there",
                "absent",
                "all there",
                "sent nothing"
            ) && question.Lower.Contains(',', StringComparison.Ordinal)
            || question.Numbers.Count > 0
                && !IsPolar
                && question.Has("range", "scale", "convert")
                && !question.Has("how many", "inside")
        )
            return QuestionReading.None;
        if (question.Has("limit", "limits") && question.Numbers.Count == 0)
            return QuestionReading.None;
        if (
            question.Has(
                "missing",
                "unavailable",
                "no value",
                "without a value",
                "no reading",
                "without a reading",
                "no data",
                "no value",
                "delivers nothing",
                "lack a value",
                "not deliver",
                "sent nothing",
                "no reading at all"
            )
        )
            return
                question.Has(
                    "expected",
                    "these",
                    "there should be",
                    "i expect",
                    "required",
                    "of which",
                    "are all",
                    "all there"
                ) || question.Lower.Contains(", ", StringComparison.Ordinal)
                ? QuestionReading.None
                : All(Missing);
        if (
            IsSeries
            && question.Has(
                "stuck",
                "frozen",
                "never change",
                "never changes",
                "constant",
                "hung",
                "the same",
                "always report the same",
                "flatline",
                "not change",
                "always reads the same",
                "repeats one value"
            )
        )
            return table.Signals.Count == 1 ? On(Stuck)
                : question.Has("which", "name", "find") ? All(Stuck)
                : On(Stuck);
        if (IsSeries && question.Time.Length > 0 && question.Numbers.Count == 0)
            return On(At) is var at ? at with { Query = at.Query with { Time = question.Time } } : at;
        if (IsSeries && Series(comparison) is { } series)
            return series;
        return Rows(comparison);
    }

    private QuestionReading? Series(QueryOperation? comparison)
    {
        if (
            question.Has(
                "trend",
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
                "dropping"
            )
        )
            return On(Trend);
        var when = question.Has(
            "when",
            "at what time",
            "at which time",
            "first time",
            "since when",
            "from when",
            "what time"
        );
        if (when && question.Numbers.Count == 1)
            return comparison is Below or AtLeast ? On(SinceBelow)
                : comparison is Above ? On(SinceAbove)
                : QuestionReading.None;
        var direction = Direction();
        if (when)
            return direction > 0 ? On(WhenHighest)
                : direction < 0 ? On(WhenLowest)
                : QuestionReading.None;
        if (question.Has("how long", "how many hours", "how many minutes", "what period", "time span"))
            return
                question.Numbers.Count == 0
                && question.Has("cover", "covers", "span", "log", "period", "data", "series", "last")
                ? On(Duration)
                : QuestionReading.None;
        if (question.Numbers.Count > 0 || comparison is not null)
            return table.Signals.Count > 1 && question.Has("which", "how many", "any", "anything", "anywhere", "where")
                    ? null
                : question.Has("how many", "how often", "count")
                    ? comparison is Above ? On(CountAbove)
                        : comparison is Below ? On(CountBelow)
                        : QuestionReading.None
                : comparison is { } one ? On(one)
                : QuestionReading.None;
        if (question.Has("average", "mean", "on average"))
            return On(Average);
        if (question.Has("first", "earliest", "oldest", "start at", "started at", "beginning", "began"))
            return On(First);
        if (question.Has("last", "latest", "newest", "most recent", "current value", "now", "came last"))
            return On(Last);
        if (direction != 0 || question.Has("how high did", "how low did"))
            return On(direction > 0 || question.Has("how high did") ? Highest : Lowest);
        return question.Has("change", "changed", "difference") ? On(Difference) : null;
    }

    private QuestionReading Rows(QueryOperation? comparison)
    {
        var direction = Direction();
        var which =
            question.Has(
                "which",
                "any",
                "anything",
                "anywhere",
                "where",
                "all",
                "every",
                "each",
                "are there",
                "list",
                "find",
                "something",
                "one of",
                "who",
                "is there"
            ) || Starts("what is above", "what is below");
        if (
            question.Has("how many", "count", "count the", "number of", "on how many", "in how many")
            && question.Numbers.Count == 1
            && comparison is Above or Below
        )
            return Group(comparison == Above ? CountAbove : CountBelow, one => one.Value.IsNumber);
        if (question.Numbers.Count == 1 && comparison is Above or Below && which)
            return question.Has("all", "every", "each")
                ? QuestionReading.None
                : Group(comparison == Above ? AnyAbove : AnyBelow, one => one.Value.IsNumber);
        if (question.Numbers.Count > 0)
            return comparison is { } one && !which && !question.Has("how many") ? On(one)
                : comparison is null && question.Has("difference", "how far", "differ", "away", "how far off")
                    ? Distance()
                : QuestionReading.None;
        if (question.Has("average", "mean"))
            return Group(Average, one => one.Value.IsNumber);
        if (
            question.Has("difference", "spread", "minus", "gap")
            || question.Has("than") && comparison is not null
            || question.Tokens.Contains("ratio")
            || question.Has("divided")
        )
            return TwoSignals.Read(
                question,
                _content,
                _index,
                table,
                question.Tokens.Contains("ratio") || question.Has("divided") ? Ratio
                    : question.Has("than") ? comparison!.Value
                    : Difference
            );
        if (
            question.Has("sum", "total", "altogether", "combined", "together")
            && question.Has("both", "all", "sum", "altogether", "combined", "together")
        )
            return Group(Sum, one => one.Value.IsNumber);
        if (direction != 0 && (!IsPolar || which))
            return Extreme(direction);
        if (question.Has("how many", "why", "how often", "how long", "when", "summarize", "status of", "summary"))
            return HasNamedNumber() ? On(Value) : QuestionReading.None;
        return IsPolar ? State(which)
            : question.Has("where", "who") || which && !question.Has("which") ? QuestionReading.None
            : On(Value);
    }

    private QuestionReading Extreme(int direction)
    {
        // "max temp?" where a signal is itself called so is a look-up.
        List<string> names =
        [
            .. question.Tokens.Where(word => Lexicon.Directions.ContainsKey(word) && words.Has(word)),
        ];
        var group = Group(direction > 0 ? Highest : Lowest, one => one.Value.IsNumber);
        return names.Count > 0 ? group with { Confidence = group.Confidence - 0.3 } : group;
    }

    private bool HasNamedNumber() =>
        question.Has("how many")
        && _content.Any(word => word is "volts" or "watts" or "amps" or "degrees" or "percent" or "lux" or "hours");

    private QuestionReading Distance()
    {
        var one = On(QueryOperation.Distance);
        return one with { Query = one.Query with { Numbers = question.Numbers } };
    }

    private QuestionReading State(bool any)
    {
        if (question.Tokens.Any(word => word is "drawing" or "producing" or "consuming" or "flowing" or "generating"))
            return On(Above) is { Query.Operation: Above } drawn
                ? drawn with
                {
                    Query = drawn.Query with { Numbers = [0] },
                }
                : QuestionReading.None;
        var one = On(QueryOperation.On);
        if (one.Query.Rows.Count == 0 || table.Find(one.Query.Rows[0]) is not { } row)
            return one;
        if (
            row.Value.IsNumber && States.IsOn(row.Value) is null
            || row.Value.Kind == SignalKind.Number && row.Unit.Length > 0
        )
            return QuestionReading.None;
        string[] named = [.. Words.Split(row.Path)];
        var off = question.Tokens.Any(word =>
            word
                is "off"
                    or "closed"
                    or "stopped"
                    or "shut"
                    or "inactive"
                    or "disabled"
                    or "idle"
                    or "standing"
                    or "normal"
                    or "unlocked"
                    or "disconnected"
                    or "dry"
                    or "offline"
                    or "clear"
                    or "empty"
                    or "down"
                    or "not"
            && !named.Contains(word)
        );
        var plainly = question.Tokens.Any(word =>
            word is "on" or "active" or "running" or "enabled" or "detected" or "alarm" or "fault" or "there"
            || named.Any(name => name.Length > 3 && Words.Likeness(word, name) > 0.6) && word.Length > 3
        );
        if (
            States.IsOn(row.Value) is null
            && !question.Tokens.Any(word => word.Equals(row.Value.Text, StringComparison.OrdinalIgnoreCase))
        )
            return QuestionReading.None;
        if (any)
        {
            var group = Group(
                AnyOn,
                signal => States.IsOn(signal.Value) is not null && signal.Value.Kind != SignalKind.Number
            );
            return off ? QuestionReading.None : group with { Confidence = group.Confidence - 0.02 };
        }

        // A contact that says true is a closed one.
        var doubt = plainly || off ? 0 : 0.2;
        if (named.Contains("contact"))
            return QuestionReading.None;
        return one with
        {
            Query = one.Query with { Operation = off ? Off : QueryOperation.On },
            Confidence = one.Confidence - doubt,
        };
    }

    private int Direction()
    {
        foreach (var word in question.Tokens)
            if (Lexicon.Directions.TryGetValue(word, out var direction))
                return direction;
        return question.Has("than") || question.Numbers.Count > 0 ? 0
            : question.Has("more") ? 1
            : question.Has("less") ? -1
            : 0;
    }

    private bool Starts(params ReadOnlySpan<string> openings)
    {
        foreach (var opening in openings)
            if (question.Lower.StartsWith(" " + opening, StringComparison.Ordinal))
                return true;
        return false;
    }

    private QuestionReading All(QueryOperation operation) =>
        new(new Query(operation, [.. table.Signals.Select(one => one.Path)]), RuleQuestionReader.Sure);

    // A quantity or a thing that no signal carries. A place or a kind of state says less: it may go without saying.
    private bool IsLacking(string word)
    {
        // "Target 106: how far off is it?", "in which direction is it moving?": frames of a question, no things.
        if (word is "moving" && IsSeries || word is "target" or "setting" && question.Numbers.Count > 0)
            return false;
        // "change" is no misspelled "charge".
        var concepts = ConceptIndex.Spelled(word);
        return concepts != 0
            && (concepts & Unsaid) == 0
            && (
                (concepts & Medium) == 0
                || !_content.Any(one => one != word && (_index.Concepts(one) & ~(Unsaid | Medium)) != 0)
            );
    }

    private static readonly ulong Unsaid = Bits("state", "room", "outdoor", "indoor", "input", "fault", "active");

    // "the water temperature": what is measured may be any temperature.
    private static readonly ulong Medium = Bits("water");

    private static ulong Bits(params ReadOnlySpan<string> ids)
    {
        ulong bits = 0;
        foreach (var id in ids)
            bits |= 1UL << Array.FindIndex(Lexicon.Concepts, concept => concept.Id == id);
        return bits;
    }

    private bool IsNumbered(string word) =>
        question.Tokens.IndexOf(word) is >= 0 and var at
        && at + 1 < question.Tokens.Count
        && char.IsDigit(question.Tokens[at + 1][0])
        && !_index.HasConcept(word);

    // One signal, that which the words name best.
    private QuestionReading On(QueryOperation operation)
    {
        Signal[] signals = [.. table.Signals];
        var numeric = operation is not (Value or QueryOperation.On or Last or First or At);
        var ranked = _index.Rank(
            _content,
            one =>
                operation == QueryOperation.On
                    ? States.IsOn(one.Value) is not null || one.Value.Kind == SignalKind.Text
                    : !numeric
                        || one.Points.Any(point => point.Value.IsNumber || point.Value.Kind == SignalKind.Missing),
            out var unmet,
            question
        );
        if (ranked.Count == 0)
            return QuestionReading.None;
        var quantity = unmet.Any(IsLacking);
        var best = ranked[0].Score;
        var doubt = unmet.Count(word => !_index.HasConcept(word)) * 0.06 + unmet.Count(_index.HasConcept) * 0.12;
        if (signals.Length == 1 && (best > 0 || _index.IsPlain || _content.Count == 0))
            return Made(signals[0], quantity && !_index.IsPlain ? 0.5 : doubt / 2);
        if (
            best <= 0
            && operation == QueryOperation.On
            && signals.Where(one => SignalIndex.Leaf(one.Path) is "state" or "output" or "ison" or "power").ToArray()
                is [var only]
            && States.IsOn(only.Value) is not null
        )
            return Made(only, 0.05);
        if (quantity && operation == QueryOperation.On)
            return QuestionReading.None;
        // "moulder 3" is none of drill 1 to 3.
        if (unmet.Any(IsNumbered) || !quantity && best > 0 && _content.Except(unmet).All(word => char.IsDigit(word[0])))
            return QuestionReading.None;
        if (quantity || unmet.Any(word => char.IsDigit(word[0])))
            return new QuestionReading(new Query(QueryOperation.Unknown), 0.9 - doubt);
        if (best <= 0)
            return QuestionReading.None;
        var close = ranked
            .Where(one => one.Score >= best - 0.02 * Math.Max(1, best))
            .OrderBy(one => _index.Spare(one.Index, _content))
            .ToList();
        var chosen = signals[close[0].Index];
        if (
            close.Count > 1
            && _index.Spare(close[1].Index, _content) == _index.Spare(close[0].Index, _content)
            && signals[close[1].Index].Value.Text != chosen.Value.Text
        )
            doubt += 0.4;
        else if (close.Count > 1 || ranked.Count > 1 && ranked[1].Score > best * 0.9)
            doubt += 0.05;
        if (_index.Spare(close[0].Index, _content) > 1)
            doubt += 0.05 * (_index.Spare(close[0].Index, _content) - 1);
        return Made(chosen, doubt);

        QuestionReading Made(Signal signal, double less) =>
            new(
                new Query(operation, signal.Path)
                {
                    Numbers =
                        question.Numbers.Count > 2 ? []
                        : operation == Within && question.IsToleranceFirst ? [question.Numbers[1], question.Numbers[0]]
                        : question.Numbers,
                },
                RuleQuestionReader.Sure - less
            );
    }

    // All signals that the words name equally well.
    private QuestionReading Group(QueryOperation operation, Func<Signal, bool> fits)
    {
        var ranked = _index.Rank(_content, fits, out var unmet, question);
        if (ranked.Count == 0)
            return QuestionReading.None;
        if (unmet.Any(IsLacking) && !_index.IsPlain)
            return ranked[0].Score > 0 || table.Signals.Count < 2
                ? QuestionReading.None
                : new QuestionReading(new Query(QueryOperation.Unknown), 0.8);
        double best = ranked[0].Score,
            doubt = unmet.Count * 0.1;
        int[] chosen = [.. ranked.Where(one => one.Score >= best * 0.78).Select(one => one.Index).Order()];
        // Without a word of the class, rows of several units cannot be compared.
        if (
            best <= 0
            && operation is not BeyondLimits
            && chosen.Select(i => table.Signals[i].Unit).Distinct().Count() > 1
        )
            doubt += 0.4;
        return new QuestionReading(
            new Query(operation, [.. chosen.Select(i => table.Signals[i].Path)]) { Numbers = question.Numbers },
            RuleQuestionReader.Sure - doubt
        );
    }
}
