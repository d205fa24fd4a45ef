using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Lowers the confidence of readings that leave out what a question says: a mean that was not taken, a time that was
/// not looked up, an "all" that was answered by one.
/// </summary>
internal static class Unread
{
    /// <summary>Highest confidence of a reading that leaves a word out.</summary>
    public const double Most = 0.82;

    // Of one that rests on a word that is only like a name, or on a text of which lines were left over.
    private const double Loosely = 0.88;

    // Of one that leaves out a number or a time.
    private const double WithoutNumber = 0.6;

    /// <summary>The reading, less sure where it does not do what the question says.</summary>
    public static QuestionReading Weighed(
        QuestionReading reading,
        QuestionText question,
        SignalTable table,
        SignalIndex? index
    )
    {
        if (reading.Confidence <= WithoutNumber)
            return reading;
        if (reading.Query.Operation == QueryOperation.Unknown)
            return reading.Confidence > Most && IsPrinted(question, table)
                ? reading with
                {
                    Confidence = Most,
                }
                : reading;
        var query = reading.Query;
        if (question.Times.Count > 0 && query.Time.Length == 0 || Numbers(question) > Used(query))
            return reading with { Confidence = Math.Min(reading.Confidence, WithoutNumber) };
        return reading.Confidence > Most
            && (
                question.IsGuessed
                || LeavesCue(question, query)
                || LeavesUnit(question, query, table)
                || LeavesNumber(question, query, table)
                || LeavesWindow(question, query, table)
                || AnswerKinds.IsOther(question, query, table)
                || AnswerKinds.IsOtherQuantity(question, query, table)
                || index is not null && AnswerKinds.IsMixed(question, query, table, index)
                || UnreadWords.Any(question, query, table, index)
            )
                ? reading with
                {
                    Confidence = Most,
                }
            : reading.Confidence > Loosely && (IsPart(query, table) || IsLoose(question, query, table, index))
                ? reading with
                {
                    Confidence = Loosely,
                }
            : reading;
    }

    // Of all there are, where some were not read.
    private static bool IsPart(Query query, SignalTable table) =>
        table.LinesLeft * 4 > table.Signals.Count && Array.IndexOf(UnreadCues.Several, query.Operation) >= 0;

    private static bool IsLoose(QuestionText question, Query query, SignalTable table, SignalIndex? index)
    {
        if (index is null || query.Rows.Count == 0)
            return false;
        var rows = AnswerKinds.RowsOf(query, table);
        return question.Content.Exists(word =>
            !Lexicon.Directions.ContainsKey(word)
            && !Lexicon.Things.Contains(word)
            && !States.IsWord(word)
            && UnitScale.Known(word).Length == 0
            && rows.Length > 0
            && Array.TrueForAll(rows, i => index.IsLoose(word, i))
        );
    }

    // What is said not to be there while lines of a log print the word.
    private static bool IsPrinted(QuestionText question, SignalTable table) =>
        table.Events.Count > 0
        && question.Tokens.Exists(word =>
            word.Length > 3 && !Lexicon.Stop.Contains(word) && table.Events.Any(one => EventAnswers.Has(one, word))
        );

    private static int Numbers(QuestionText question) => question.Numbers.Count;

    // A window of time, or one that is counted in seconds, is a number of the question too.
    private static int Used(Query query) =>
        query.Numbers.Count
        + (query.Time.Length > 0 ? 2 : 0)
        + query.Words.Split(' ').Count(word => word.Length > 2 && word.All(char.IsAsciiDigit));

    private static bool LeavesCue(QuestionText question, Query query)
    {
        HashSet<string>? named = null;
        foreach (var cue in UnreadCues.All)
        {
            if (Array.IndexOf(cue.Does, query.Operation) >= 0 || cue.IsTimed && query.Time.Length > 0)
                continue;
            foreach (var range in cue.Words.AsSpan().Split('|'))
            {
                var phrase = cue.Words[range];
                if (question.Has(phrase) && !(named ??= Named(query)).Contains(phrase))
                    return true;
            }
        }

        return UnreadCues.IsNegated(question) && !IsNegated(query);
    }

    // "Below 2 GB" of what is printed without a unit.
    private static bool LeavesNumber(QuestionText question, Query query, SignalTable table)
    {
        if (query.Numbers.Count == 0 || query.Rows.Count == 0 || table.Find(query.Rows[0]) is not { } row)
            return false;
        var unit = question.Units.Find(one => one.Length > 0) ?? "";
        var concept = ConceptIndex.OfUnit(unit);
        var own = NamedUnit.Stated(row);
        return unit.Length > 0
            && own.Length == 0
            && UnitScale.Known(unit).Length > 0
            && !Words.OfName(row.Path).Exists(word => (ConceptIndex.OfKey(word) & concept) != 0);
    }

    // "Over the last three readings" of a series that has more.
    private static bool LeavesWindow(QuestionText question, Query query, SignalTable table) =>
        query.Time.Length == 0
        && query.Rows.Any(path => table.Find(path) is { IsSeries: true })
        && MainClause.Counted().IsMatch(question.Lower);

    // Words that name what the query is about leave nothing out.
    private static HashSet<string> Named(Query query) =>
        [.. query.Rows.SelectMany(Words.OfName), .. query.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsNegated(Query query) =>
        Array.IndexOf(UnreadCues.Negative, query.Operation) >= 0
        || query.Words.StartsWith("not ", StringComparison.Ordinal)
        || QueryNames.TryParse(query.Words, out var compared) && Array.IndexOf(UnreadCues.Negative, compared) >= 0;

    // "In Celsius" where the answer is in Fahrenheit, "how many litres" where it is a pH.
    private static bool LeavesUnit(QuestionText question, Query query, SignalTable table)
    {
        if (query.Unit.Length > 0 || query.Rows.Count == 0 || table.Find(query.Rows[0]) is not { } row)
            return false;
        var own = NamedUnit.Stated(row);
        if (Behind(question, "in") is { Length: > 1 } wanted)
            return own.Length > 0
                ? UnitScale.Differ(own, wanted) || UnitScale.Clash(own, wanted)
                // A bare count of time may be one of seconds or of days.
                : Times.Contains(wanted) && row.Value.IsNumber;
        return query.Operation is QueryOperation.Value or QueryOperation.Last
            && Behind(question, "many") is { Length: > 1 } counted
            && (own.Length > 0 ? UnitScale.Clash(own, counted) : !MayBeIn(row, counted));
    }

    private static readonly HashSet<string> Times = ["s", "min", "h", "d", "seconds", "minutes", "hours", "days"];

    private static string Behind(QuestionText question, string word) =>
        question.Tokens.LastIndexOf(word) is >= 0 and var at && at + 1 < question.Tokens.Count
            ? UnitScale.Known(question.Tokens[at + 1])
            : "";

    private static bool MayBeIn(Signal row, string unit)
    {
        UInt128 own = 0;
        foreach (var word in Words.OfName(row.Path))
            own |= ConceptIndex.OfKey(word);
        return own == 0 || (own & (ConceptIndex.OfUnit(unit) | ConceptIndex.Spelled(unit))) != 0;
    }
}
