using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Whether power goes into the grid or comes from it: by a signal for the one way, or by the sign of the grid's power.
/// </summary>
internal static class FlowQuestions
{
    private const double Told = 0.84;
    private const double BySign = 0.78;

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (!asked.IsPolar || question.Numbers.Count > 0 || question.Times.Count > 0 || question.Has("than|or"))
            return null;
        bool gives = question.Has("feeding|exporting|feed back|feed in|selling|sending power|giving back"),
            takes = question.Has("importing|buying|drawing from the grid|pulling from the grid");
        if (gives == takes || asked.Text.Has("not"))
            return null;
        if (Of(asked, ConceptIndex.Bits(gives ? "export" : "import")) is { } named)
            return Made(Above, named, Told);
        return Grid(asked) is { } grid ? Made(gives ? Below : Above, grid, BySign) : null;
    }

    private static QuestionReading Made(QueryOperation operation, Signal one, double confidence) =>
        new(new Query(operation, one.Path) { Numbers = [0] }, confidence);

    // The power that goes that way, of all phases together.
    private static Signal? Of(Asked asked, UInt128 way)
    {
        int[] rows =
        [
            .. Enumerable
                .Range(0, asked.Table.Signals.Count)
                .Where(i => IsPower(asked, i) && (asked.Index.OwnConcepts(i) & way) != 0),
        ];
        return rows.Length == 0 ? null : asked.Table.Signals[rows.MinBy(i => asked.Table.Signals[i].Path.Length)];
    }

    private static Signal? Grid(Asked asked)
    {
        int[] rows =
        [
            .. Enumerable
                .Range(0, asked.Table.Signals.Count)
                .Where(i => IsPower(asked, i) && Words.OfName(asked.Table.Signals[i].Path).Contains("grid")),
        ];
        return rows.Length == 1 ? asked.Table.Signals[rows[0]] : null;
    }

    private static bool IsPower(Asked asked, int i) =>
        asked.Table.Signals[i].Value.IsNumber
        && (
            UnitScale.Known(asked.Index.UnitOf(i)) is "w" or "kw"
            || asked.Index.UnitOf(i).Length == 0 && (asked.Index.OwnConcepts(i) & ConceptIndex.Bits("power")) != 0
        );
}
