using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions for a value.</summary>
internal static class ValueQuestions
{
    private static readonly string[] Spent =
    [
        .. "name,value,tell,called,use,time,much,often,mode,state,status".Split(','),
    ];

    public static QuestionReading Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Numbers.Count > 0 || asked.Comparison is not null)
            return QuestionReading.Unknown(0.5);
        if (
            question.Has(
                "status of|overview|summary|summarize|summarise|status|quick status|how is|how are|"
                    + "all values|everything|condition of|state of"
            )
            && question.Has(
                "status of|overview|summary|summarize|summarise|all values|all readings|list all|"
                    + "quick status|how are|how is"
            )
        )
            return Status(asked);
        if (asked.IsPolar && !question.Has("what", "which", "tell me", "how"))
            return QuestionReading.Unknown(0.5);
        if (
            question.Lower.IndexOf(" and ", StringComparison.Ordinal) is > 0 and var and
            && Both(asked, and) is { } both
        )
            return both;
        if (question.Has("why", "when", "how come", "what caused"))
            return QuestionReading.Unknown(0.6);
        if (question.Has("what unit|which unit|what units|in which unit|in what unit|unit of"))
            return asked.On(UnitOf, _ => true, "unit", "units", "measured", "given") is var unit
                ? unit with
                {
                    Confidence = unit.Confidence - 0.05,
                }
                : QuestionReading.Unknown(0.5);
        string[] spent = [.. Spent.Where(word => !asked.Names.Has(word))];
        var wanted = Wanted(asked);
        var counted = Behind(asked, "many") is { Length: > 0 } many ? many : Leading(asked);
        var reading = asked.On(Value, spent);
        // "With how many watts is it charging?": of what is measured in watts.
        if (
            counted.Length > 0
            && (reading.Query.Operation != Value || !IsIn(asked.Table.Find(reading.Query.Rows[0])!, counted))
            && asked.Table.Signals.Any(one => IsIn(one, counted))
            && asked.On(Value, one => IsIn(one, counted), [counted, .. spent]) is { Query.Operation: Value } amount
        )
            reading = amount with { Confidence = amount.Confidence - 0.06 };
        if (
            counted.Length > 0
            && reading.Query.Operation == Value
            && UnitScale.Differ(NamedUnit.Of(asked.Table.Find(reading.Query.Rows[0])!), counted)
        )
            return reading with
            {
                Query = reading.Query with { Unit = NamedUnit.Brief(counted) },
                Confidence = reading.Confidence - 0.05,
            };
        // "in Fahrenheit" where one of two temperatures is.
        if (
            wanted.Length > 0
            && asked.Table.Signals.Any(one => IsIn(one, wanted))
            && asked.On(Value, one => IsIn(one, wanted), [wanted, .. asked.Text.Tokens.TakeLast(1), .. spent])
                is { Query.Operation: Value } own
        )
            return own;
        if (reading.Query.Operation != Value)
            return reading;
        var row = asked.Table.Find(reading.Query.Rows[0])!;
        // "Dryer power?" is a number, where one is measured beside the switch that is called so.
        if (
            row.Value.Kind is SignalKind.Text or SignalKind.Boolean
            && asked.Subjects.Content.Any(word => (asked.Index.Concepts(word) & Amounts) != 0)
            && asked.On(Value, one => one.Value.IsNumber && !States.IsState(one), spent)
                is { Query.Operation: Value } number
            && number.Confidence > reading.Confidence - 0.3
        )
            (reading, row) = (number, asked.Table.Find(number.Query.Rows[0])!);
        if (Charges.Instead(asked, reading) is { } charge)
            (reading, row) = (charge, asked.Table.Find(charge.Query.Rows[0])!);
        // "Water on the floor?"
        if (
            row.Value.Kind == SignalKind.Boolean
            && question.IsQuestion
            && !question.Has("what|which|how|value|state|status|or")
        )
            return reading with
            {
                Query = reading.Query with { Operation = Is, Words = "true" },
                Confidence = reading.Confidence - 0.05,
            };
        var doubt =
            (
                question.Has("how many|how much|how high|how low|how warm|how hot|how cold|how fast")
                && row.Value.Kind == SignalKind.Text
                    ? 0.2
                    : 0
            )
            + (question.Has("who", "where") ? 0.3 : 0)
            + (asked.IsWhich && !question.Has("which", "name the") ? 0.2 : 0)
            + (question.Has("how far|until|before|same|per|without|except|excluding") ? 0.3 : 0)
            + (question.Has("will|should|last time|how long ago|or") ? 0.15 : 0)
            + (question.Has("which") && row.Value.IsNumber && !row.IsSeries ? 0.12 : 0)
            + (Questions.Comparison.IsNegated(question) ? 0.3 : 0)
            + (row.Value.Kind == SignalKind.Text && IsMeasured(asked, row.Value.Text) ? 0.1 : 0);
        return InUnit(asked, reading with { Confidence = reading.Confidence - doubt }, row);
    }

    // "OK" is no temperature, and "401.9MiB / 3.7GiB" no memory.
    private static bool IsMeasured(Asked asked, string text) =>
        text.Any(char.IsAsciiDigit) && text.Contains(" / ", StringComparison.Ordinal)
        || asked.Subjects.Content.Any(word => (asked.Index.Concepts(word) & Measured) != 0);

    private static readonly UInt128 Amounts = ConceptIndex.Bits("power", "energy", "current", "voltage");

    private static readonly UInt128 Measured = ConceptIndex.Bits(
        "temperature",
        "humidity",
        "pressure",
        "energy",
        "current",
        "voltage",
        "frequency",
        "flow",
        "weight"
    );

    private static bool IsIn(Signal one, string unit) =>
        NamedUnit.Stated(one) is { Length: > 0 } own
        && !UnitScale.Differ(own, unit)
        && !UnitScale.Clash(own, unit)
        && UnitScale.Known(own).Length > 0;

    private static string Wanted(Asked asked) => Behind(asked, "in");

    private static string Behind(Asked asked, string word)
    {
        var at = asked.Text.Tokens.LastIndexOf(word);
        var unit = at >= 0 && at + 1 < asked.Text.Tokens.Count ? UnitScale.Known(asked.Text.Tokens[at + 1]) : "";
        return unit.Length > 1 ? unit : "";
    }

    // "Minutes of runtime left?"
    private static string Leading(Asked asked) =>
        asked.Text.Tokens is [("minutes" or "hours" or "seconds" or "days") and var unit, "of", ..]
            ? UnitScale.Known(unit)
            : "";

    // "in kW", "in Fahrenheit": another unit than the signal's own.
    private static QuestionReading InUnit(Asked asked, QuestionReading reading, Signal row)
    {
        var at = asked.Text.Tokens.LastIndexOf("in");
        var unit = at >= 0 && at + 1 < asked.Text.Tokens.Count ? UnitScale.Known(asked.Text.Tokens[at + 1]) : "";
        if (unit.Length < 2 && unit is not ("w" or "v" or "a" or "%" or "c" or "f") || !row.Value.IsNumber)
            return reading;
        if (UnitScale.Differ(NamedUnit.Of(row), unit))
            return reading with
            {
                Query = reading.Query with { Unit = Printed(asked, unit) },
                Confidence = reading.Confidence - 0.03,
            };
        return UnitScale.Clash(row.Unit, unit) ? reading with { Confidence = reading.Confidence - 0.3 } : reading;
    }

    private static string Printed(Asked asked, string unit)
    {
        var at = asked.Text.Lower.LastIndexOf(" in " + unit, StringComparison.Ordinal);
        return at < 0
            ? unit
            : unit switch
            {
                "fahrenheit" => "°F",
                "celsius" => "°C",
                "kilowatt" or "kilowatts" or "kw" => "kW",
                "kwh" => "kWh",
                "watts" => "W",
                "volts" => "V",
                _ => unit,
            };
    }

    private static QuestionReading? Both(Asked asked, int and)
    {
        var question = asked.Text;
        string left = question.Lower[..and],
            right = question.Lower[(and + 5)..];
        if (
            asked.Subjects.Of(left).Count == 0
            || asked.Subjects.Of(right).Count == 0
            || asked.Pairs.Of(left, right) is not { } pair
        )
            return null;
        return new QuestionReading(
            new Query(
                QueryOperation.Status,
                asked.Table.Signals[pair.Left.Rows[0]].Path,
                asked.Table.Signals[pair.Right.Rows[0]].Path
            ),
            RuleQuestionReader.Sure - 0.06 - pair.Left.Doubt
        );
    }

    private static QuestionReading Status(Asked asked)
    {
        var group = asked.Group(
            QueryOperation.Status,
            _ => true,
            "status",
            "overview",
            "summary",
            "quick",
            "summarize",
            "summarise",
            "condition",
            "state",
            "doing"
        );
        return group.Query.Operation == QueryOperation.Status
            ? group with
            {
                Confidence = group.Confidence - 0.12,
            }
            : group;
    }
}
