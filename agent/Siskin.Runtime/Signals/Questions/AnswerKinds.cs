using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Whether an answer is of the kind that a question wants: a name for "which", yes or no for "is", a number for "how
/// many", a time for "when"; and whether what is compared is of one quantity.
/// </summary>
internal static class AnswerKinds
{
    private static readonly QueryOperation[] Amounts =
    [
        Sum,
        Average,
        Difference,
        Distance,
        Ratio,
        Spread,
        Rate,
        Duration,
        Count,
        CountAre,
        CountThat,
        CountAbove,
        CountBelow,
        CountIs,
        CountMissing,
        CountPairs,
        Headroom,
    ];

    private static readonly QueryOperation[] Counting =
    [
        Is,
        IsNot,
        Either,
        AnyIs,
        AllAre,
        WhichAre,
        CountAre,
        Missing,
        CountMissing,
        Stuck,
        Status,
        Ratio,
        WhenHighest,
        WhenLowest,
        WhenLast,
        UnitOf,
    ];

    private static readonly QueryOperation[] Looked = [Value, Last, First, At, UnitOf];

    private static readonly QueryOperation[] Collected =
    [
        Highest,
        Lowest,
        Sum,
        Average,
        Spread,
        Difference,
        AnyAbove,
        AnyBelow,
        AllAbove,
        AllBelow,
        AnyThat,
        AllThat,
        CountThat,
        CountAbove,
        CountBelow,
    ];

    // "Which hour", "which unit": no name of a signal is asked for.
    private static readonly HashSet<string> Plain =
    [
        .. "unit way direction state mode phase time hour day date month week program value error errors alarm alarms warning version status".Split(
            ' '
        ),
    ];

    /// <summary>Whether the query answers something else than what was asked for.</summary>
    public static bool IsOther(QuestionText question, Query query, SignalTable table)
    {
        var row = query.Rows.Count > 0 ? table.Find(query.Rows[0]) : null;
        var isLooked = Array.IndexOf(Looked, query.Operation) >= 0;
        var kind = row?.Value.Kind;
        if (IsNameAsked(question))
            return Array.IndexOf(Amounts, query.Operation) >= 0
                || isLooked && (kind is not SignalKind.Text || States.IsWord(row!.Value.Text.ToLowerInvariant()));
        if (
            question.Starts("is|are|was|were|has|have|does|do|did|can|any")
            && !question.Has("or")
            && (Array.IndexOf(Amounts, query.Operation) >= 0 || isLooked)
        )
            return true;
        if (
            question.Has("how many|how much|number of|how often")
            && isLooked
            && kind is SignalKind.Text or SignalKind.Boolean
        )
            return true;
        if (question.Has("what state|which state|what mode|doing|what status") && kind is SignalKind.Boolean)
            return true;
        if (question.Has("when|what time|since when") && isLooked && kind is SignalKind.Number && !IsStamp(row!))
            return true;
        // What was is told by a series, or by a value that keeps it.
        if (
            query.Operation is Highest or Lowest
            && question.Has("has been|have been|ever|on record")
            && row is { IsSeries: false }
        )
            return true;
        if (isLooked && question.Has("left|remaining|to go") && row is not null && IsTaken(row))
            return true;
        if (question.Has("who|where|whose") && isLooked && kind is not SignalKind.Text)
            return true;
        return table.Events.Count > 0
            && question.Has("errors|warnings|log|lines|messages|events|entries")
            && query.Rows.Count > 0;
    }

    /// <summary>Whether numbers of several quantities are set against each other: minutes and litres.</summary>
    public static bool IsMixed(QuestionText question, Query query, SignalTable table, SignalIndex index)
    {
        if (query.Rows.Count < 2 || Array.IndexOf(Collected, query.Operation) < 0)
            return false;
        var rows = RowsOf(query, table);
        string[] units = [.. rows.Select(index.UnitOf).Distinct()];
        if (units.Any(one => units.Any(other => UnitScale.Clash(one, other))))
            return true;
        // "Which value is highest?" asks of all numbers, whatever they measure.
        if (IsOfAll(question, query, table))
            return units.Where(unit => unit.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1;
        var known = units.All(unit => UnitScale.Known(unit).Length > 0);
        if (known)
            return false;
        if (
            units.Any(unit => UnitScale.Known(unit).Length > 0)
            && units.Any(unit => unit.Length == 0)
            && Stems(rows, table) > 1
        )
            return true;
        return Stems(rows, table) > 1 && !IsShared(rows, index);
    }

    /// <summary>The numbers of a query's signals in their table.</summary>
    public static int[] RowsOf(Query query, SignalTable table)
    {
        var paths = query.Rows.ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, table.Signals.Count).Where(i => paths.Contains(table.Signals[i].Path))];
    }

    private static bool IsOfAll(QuestionText question, Query query, SignalTable table) =>
        question.Has("value|values|reading|readings|number|numbers|measurement|measurements|signal|signals")
        && question.Tokens.TrueForAll(word =>
            Lexicon.Stop.Contains(word) || Lexicon.Directions.ContainsKey(word) || Lexicon.Things.Contains(word)
        )
        && query.Rows.Count == table.Signals.Count(one => one.Value.IsNumber);

    private static bool IsShared(int[] rows, SignalIndex index)
    {
        var shared = UInt128.MaxValue;
        foreach (var i in rows)
            shared &= index.ConceptsOf(i);
        return shared != 0 || rows.All(i => index.ConceptsOf(i) == 0);
    }

    /// <summary>
    /// Whether a word asks for a quantity that is measured in other units than the answer: a voltage in kVAh.
    /// </summary>
    public static bool IsOtherQuantity(QuestionText question, Query query, SignalTable table)
    {
        if (query.Rows.Count == 0 || Array.IndexOf(Counting, query.Operation) >= 0)
            return false;
        var unit = table.Find(query.Rows[0])?.Unit.Trim() ?? "";
        if (UnitScale.Known(unit).Length == 0)
            return false;
        var own = Words.OfName(query.Rows[0]);
        string[][] asked =
        [
            .. question
                .Tokens.Where(word => !own.Exists(name => Words.Likeness(word, name) > 0.8))
                .Select(ConceptIndex.UnitsOf)
                .Where(units => units.Any(one => UnitScale.Known(one).Length > 0)),
        ];
        return asked.Length > 0
            && Array.TrueForAll(
                asked,
                units => Array.TrueForAll(units, one => UnitScale.Known(one).Length == 0 || UnitScale.Clash(one, unit))
            );
    }

    // How many different names there are, without numbers; of things with one value each the value is of one kind.
    private static int Stems(int[] rows, SignalTable table)
    {
        string[] stems =
        [
            .. rows.Select(i =>
                string.Concat(SignalIndex.Leaf(table.Signals[i].Path).Where(c => !char.IsAsciiDigit(c)))
            ),
        ];
        return stems.Distinct().Count();
    }

    private static bool IsNameAsked(QuestionText question)
    {
        if (!question.Starts("which"))
            return false;
        var at = question.Tokens.IndexOf("which");
        return at < 0 || at + 1 >= question.Tokens.Count || !Plain.Contains(question.Tokens[at + 1]);
    }

    // What is used, or all of it, is none that is left.
    private static bool IsTaken(Signal row) =>
        Words.OfName(Paths.Leaf(row.Path)) is var own
        && own.Exists(word => Wholes.Used.Contains(word) || word is "total" or "size" or "capacity")
        && !own.Exists(Wholes.Free.Contains);

    private static bool IsStamp(Signal row) => row.Value.Number > 1_000_000_000;
}
