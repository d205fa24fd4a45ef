using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions about the records of a table: "Which cell has the lowest voltage?", "How many shots took over 30 s?",
/// "What is the cushion of shot 20422?".
/// </summary>
internal static class RecordQuestions
{
    // What names a record may be a number like any other.
    private const double Doubt = 0.09;

    /// <summary>A reading, or null where no column names records or the question calls none.</summary>
    public static QuestionReading? Read(Asked asked)
    {
        if (!asked.IsSeries || asked.Text.Times.Count > 0)
            return null;
        var isCount = asked.IsCount;
        if (Key(asked, isCount) is not var (key, called))
            return null;
        if (asked.Text.Numbers.Count == 1 && asked.Comparison is Above or Below)
            return Against(asked, key, called, isCount);
        if (asked.Direction != 0 && !isCount)
            return Measure(asked, key, called) is { } measure
                ? Made(new Query(asked.Direction > 0 ? WhichHighest : WhichLowest, key.Path, measure.Row.Path), measure)
                : null;
        return asked.Direction == 0 && asked.Text.Numbers.Count == 0 ? Lacking(asked, key, called, isCount) : null;
    }

    // "Which cell", "how many shots", "on which phase": the column of that name.
    private static (Signal Key, string Called)? Key(Asked asked, bool isCount)
    {
        var tokens = asked.Text.Tokens;
        var at = isCount ? tokens.IndexOf("many") : tokens.IndexOf("which");
        if (at < 0)
            return null;
        foreach (var word in tokens.Skip(at + 1).Take(2))
        {
            if (IsRecord(word) && asked.Table.Signals.FirstOrDefault(Records.AreNamedBy) is { } first)
                return (first, word);
            for (var i = 0; i < asked.Table.Signals.Count; i++)
                if (asked.Index.IsCalled(word, i) && Records.AreNamedBy(asked.Table.Signals[i]))
                    return (asked.Table.Signals[i], word);
        }

        return null;
    }

    // Whatever the column is called that tells them apart.
    private static bool IsRecord(string word) => Words.Stem(word) is "record" or "row" or "entry" or "sample" or "item";

    private static (Signal Row, double Doubt)? Measure(Asked asked, Signal key, string called)
    {
        var subject = asked.Subjects.One(
            one => Records.AreAligned(one, key) && one.Points.Any(point => point.Value.IsNumber),
            called
        );
        return subject is { IsLacking: false, Rows.Count: 1, Others.Count: 0 }
            // That the word for the records names another column is no conflict.
            ? (asked.Table.Signals[subject.Rows[0]], Math.Max(0, subject.Doubt - Subjects.Conflict))
            : null;
    }

    private static QuestionReading? Against(Asked asked, Signal key, string called, bool isCount)
    {
        if (Measure(asked, key, called) is not { } measure)
            return null;
        var doubt = measure.Doubt;
        var numbers = asked.NumbersFor(measure.Row, ref doubt);
        var isAbove = asked.Comparison == Above;
        var query = isCount
            ? new Query(isAbove ? CountAbove : CountBelow, measure.Row.Path)
            : new Query(isAbove ? WhichAbove : WhichBelow, key.Path, measure.Row.Path);
        return Made(query with { Numbers = numbers }, (measure.Row, doubt));
    }

    // "Which shot has no cycle time?", "which cell is balancing": a column that is empty, or in a state.
    private static QuestionReading? Lacking(Asked asked, Signal key, string called, bool isCount)
    {
        if (asked.Text.Has("not|except|but|never|other than"))
            return null;
        var isEmpty = asked.Text.Has("no|without|missing|lacks|lack|not given|blank|empty");
        var states = asked.Text.Tokens.Where(States.IsWord).ToArray();
        (Signal Column, string Words)[] found =
        [
            .. asked
                .Table.Signals.Where(one => Records.AreAligned(one, key))
                .SelectMany(one =>
                    (isEmpty ? (string[])["missing"] : states)
                        .Where(words => Meets(one, words) && (words != "missing" || IsNamed(asked, one, called)))
                        .Select(words => (one, words))
                ),
        ];
        if (found.Length != 1)
            return null;
        var query = new Query(isCount ? Count : Which, key.Path)
        {
            Where = found[0].Column.Path,
            WhereWords = found[0].Words,
        };
        return Made(query, (found[0].Column, 0));
    }

    private static bool Meets(Signal column, string words) =>
        Records.Meets(column, words) is var meets
        && Array.Exists(meets, one => one)
        && Array.Exists(meets, one => !one);

    private static bool IsNamed(Asked asked, Signal column, string called)
    {
        for (var i = 0; i < asked.Table.Signals.Count; i++)
            if (ReferenceEquals(asked.Table.Signals[i], column))
                return asked.Subjects.Content.Any(word =>
                    word != called && asked.Index.Match(word, i) > SignalIndex.Met
                );
        return false;
    }

    private static QuestionReading Made(Query query, (Signal Row, double Doubt) of) =>
        new(query, RuleQuestionReader.Sure - Doubt - of.Doubt);
}
