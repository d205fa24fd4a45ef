using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>A question against a table: its cues, and readings made of them.</summary>
internal sealed class Asked
{
    public Asked(QuestionText text, SignalTable table, NameWords names)
    {
        (Text, Table, Names) = (text, table, names);
        Index = new SignalIndex(table, names);
        Subjects = new Subjects(text, table, names, Index);
        Pairs = new SubjectPairs(Subjects, table, Index);
        Comparison =
            text.Numbers.Count > 0 || text.Has("than|exceed|exceeds|above|below|equal|same as")
                ? Questions.Comparison.Of(text)
                : null;
        IsSeries = table.Signals.Any(one => one.IsSeries);
    }

    public QuestionText Text { get; }

    public SignalTable Table { get; }

    public NameWords Names { get; }

    public SignalIndex Index { get; }

    public Subjects Subjects { get; }

    public SubjectPairs Pairs { get; }

    public QueryOperation? Comparison { get; }

    /// <summary>Whether a signal has several values.</summary>
    public bool IsSeries { get; }

    /// <summary>Whether yes or no is asked for.</summary>
    public bool IsPolar =>
        IsTerse
        || Text.Starts(
            "is|are|was|were|has|have|does|do|did|can|any|will|could|would|should|am|isnt|"
                + "anything|anybody|anyone|check|confirm|verify|whether"
        )
        || Text.Has("check whether|check that|check if|is it|is there|are there|am i right");

    // "Water leak in the bath?", "temp2 below zero?", "balcony door still open?"
    private static readonly HashSet<string> Terse =
    [
        .. (
            "open closed running locked empty leak charging connected online offline ok okay rising falling stopped active "
            + "detected stuck unlocked increasing decreasing dry wet enabled disabled home away plugged full armed shut idle busy"
        ).Split(' '),
    ];

    private bool IsTerse =>
        Text.IsQuestion
        && !Text.Has("what|which|how|when|where|who|whose|why|or|state of|status of|value of")
        && Text.Tokens.Count > 1
        && (
            Comparison is not null
            || Text.Tokens[^1] is "negative" or "positive"
            || Text.Numbers.Count == 1 && Text.Units[0] == "%" && Text.Tokens[^1] is "at"
            || Text.Tokens.Count == 2 && Terse.Contains(Text.Tokens[1]) && !IsNumber(Text.Tokens[1])
            // "Lights on in the corridor?"
            || Text.Tokens.Count > 2
                && (
                    Text.Tokens[1] is "on" or "off"
                    || Text.Tokens[^1] is "on" or "off" or "low"
                    || Text.Tokens[1..].Any(Terse.Contains)
                )
        );

    // "CPU idle?" where something that is measured is called idle.
    private bool IsNumber(string word) =>
        Names.Has(word) && Table.Signals.All(one => !States.IsState(one) || !Words.OfName(one.Path).Contains(word));

    /// <summary>Whether several signals are asked about.</summary>
    public bool IsWhich =>
        Text.Has(
            "which|any|anything|anywhere|where|are there|list|find|something|one of|who|is there|"
                + "what is above|what is below|whose|what all|everything that|name the|name all|"
                + "whichever|either"
        ) || Text.Starts("what is above", "what is below");

    /// <summary>Whether all of them are.</summary>
    public bool IsEvery => Text.Has("all|every|each|both|everything|none of") || Text.Starts("everything");

    /// <summary>Whether a number of things is asked for.</summary>
    public bool IsCount =>
        Text.Has("how many|count the|count how|number of|how often") && !IsAmount
        || Text.Tokens.Count > 0 && Text.Tokens[0] == "count";

    // "How many hours", "how many degrees": an amount of one signal.
    private bool IsAmount
    {
        get
        {
            var at = Text.Tokens.IndexOf("many");
            return at >= 0
                && at + 1 < Text.Tokens.Count
                && (
                    UnitScale.Known(Text.Tokens[at + 1]).Length > 1
                    || Text.Tokens[at + 1] is "degrees" or "percent" or "points" && !IsSeries
                )
                && !Text.Has("above|below|over|under|exceed|more than|less than|at least|at most|outside|between");
        }
    }

    /// <summary>1 for the highest, -1 for the lowest, 0 for neither.</summary>
    public int Direction
    {
        get
        {
            if (
                Text.Has("nearly empty|almost empty|running low|nearly flat|almost flat|going flat|nearly dead")
                || Text.Has("battery|batteries")
                    && Text.Has("soonest|first|next|needs|need|replace|change")
                    && Text.Has("which|what")
            )
                return -1;
            if (Text.Has("nearly full|almost full"))
                return 1;
            if (Text.Has("worst", "best") && Text.Has("highest", "lowest", "most", "least"))
                return Text.Has("highest", "most") ? 1 : -1;
            for (var i = 0; i < Text.Tokens.Count; i++)
                if (
                    Lexicon.Directions.TryGetValue(Text.Tokens[i], out var direction)
                    && !(i > 0 && Text.Tokens[i - 1] == "at")
                    && !(Text.Tokens[i] == "most" && i + 1 < Text.Tokens.Count && Text.Tokens[i + 1] == "recent")
                )
                    return
                        Text.Tokens[i] == "worst"
                        && Text.Has(BadWhenHigh)
                        && !Text.Has("signal to noise|snr|signal-to-noise")
                        ? 1
                        : Turned(i, direction);
            return Text.Has("than") || Text.Numbers.Count > 0 ? 0
                : Text.Has("more") ? 1
                : Text.Has("less") ? -1
                : 0;
        }
    }

    private const string BadWhenHigh =
        "co2|noise|dust|pm|voc|latency|ping|vibration|errors|error|loss|wear|turbidity|load|jitter|delay|error rate|rejects|faults|wait|iowait|dropped|drops|retries|rtt|severity|lag";

    // "least full" is low, "most empty" is low too.
    private int Turned(int at, int direction)
    {
        if (
            at + 1 < Text.Tokens.Count
            && Text.Tokens[at] is "most" or "least"
            && Text.Tokens[at + 1]
                is "cold"
                    or "acidic"
                    or "cool"
                    or "empty"
                    or "dry"
                    or "dark"
                    or "quiet"
                    or "slow"
                    or "light"
                    or "weak"
        )
            return -direction;
        return direction;
    }

    /// <summary>A reading about one signal.</summary>
    public QuestionReading On(QueryOperation operation, params IReadOnlyList<string> without) =>
        On(
            operation,
            one =>
                operation is Value or Last or First or At
                || one.Points.Any(point => point.Value.IsNumber || point.Value.Kind == SignalKind.Missing),
            without
        );

    /// <summary>A reading about one of the signals that fit.</summary>
    public QuestionReading On(QueryOperation operation, Func<Signal, bool> fits, params IReadOnlyList<string> without)
    {
        var subject = Subjects.One(fits, without);
        if (subject.IsLacking)
            return QuestionReading.Unknown(Math.Max(0.5, 0.97 - subject.Doubt - (Index.IsNamed ? 0 : 0.08)));
        if (subject.Rows.Count == 0)
            return QuestionReading.Unknown(0.5);
        return Made(operation, subject);
    }

    /// <summary>A reading about all signals that fit and are named.</summary>
    public QuestionReading Group(
        QueryOperation operation,
        Func<Signal, bool> fits,
        params IReadOnlyList<string> without
    )
    {
        var subject = Subjects.Many(fits, without);
        if (subject.IsLacking)
            return QuestionReading.Unknown(Math.Max(0.5, 0.97 - subject.Doubt - (Index.IsNamed ? 0 : 0.08)));
        return subject.Rows.Count == 0 ? QuestionReading.Unknown(0.5) : Made(operation, subject, subject.Rows);
    }

    /// <summary>All signals.</summary>
    public QuestionReading All(QueryOperation operation) =>
        new(new Query(operation, [.. Table.Signals.Select(one => one.Path)]), RuleQuestionReader.Sure);

    /// <summary>A reading of one of the subject's signals; the others that are named as well are kept.</summary>
    public QuestionReading Made(QueryOperation operation, Subject subject)
    {
        var one = Made(operation, subject, [subject.Rows[0]]);
        return one with { Others = [.. subject.Others.Select(i => Made(operation, subject, [i]).Query)] };
    }

    private QuestionReading Made(QueryOperation operation, Subject subject, IReadOnlyList<int> rows)
    {
        var doubt = subject.Doubt;
        var asks = operation is not (Value or Last or First or At or Status or Missing or Stuck);
        IReadOnlyList<decimal> numbers =
            asks && Text.Numbers.Count <= 2 ? NumbersFor(Table.Signals[rows[0]], ref doubt) : [];
        if (operation == Within && Text.IsToleranceFirst && numbers.Count == 2)
            numbers = [numbers[1], numbers[0]];
        var query = new Query(operation, [.. rows.Select(i => Table.Signals[i].Path)]) { Numbers = numbers };
        return new QuestionReading(query, RuleQuestionReader.Sure - doubt);
    }

    /// <summary>
    /// The unit that a value is wanted in: "in kilowatts", "how many days", "uptime hours?"; or "". It may be the
    /// signal's own.
    /// </summary>
    public string WantedUnit => _wanted ??= Wanted();

    private string? _wanted;

    private string Wanted()
    {
        var tokens = Text.Tokens;
        for (var i = tokens.Count - 1; i > 0; i--)
            if (
                (tokens[i - 1] is "in" or "many" || i == tokens.Count - 1 && NamedUnit.Brief(tokens[i]) != tokens[i])
                && UnitScale.Known(tokens[i]) is { Length: > 1 } unit
            )
                return NamedUnit.Brief(unit);
        return "";
    }

    /// <summary>The numbers of the question in the unit of a signal.</summary>
    public decimal[] NumbersFor(Signal row, ref double doubt)
    {
        decimal[] numbers = [.. Text.Numbers];
        var last = Text.Units.LastOrDefault(unit => unit.Length > 0) ?? "";
        for (var i = 0; i < numbers.Length; i++)
        {
            string unit = Text.Units[i].Length > 0 ? Text.Units[i] : last,
                own = NamedUnit.Stated(row);
            if (UnitScale.Differ(unit, own))
                numbers[i] = UnitScale.Convert(numbers[i], unit, own)!.Value;
            else if (UnitScale.Clash(unit, own))
                doubt += 0.2;
        }

        return numbers;
    }
}
