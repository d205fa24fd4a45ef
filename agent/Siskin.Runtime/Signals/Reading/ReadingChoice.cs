using Siskin.Runtime.Signals.Reading.Shapes;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Which of two readings of a text is taken: that of a known form, or that of its structure.</summary>
internal static class ReadingChoice
{
    // A known form is believed unless the structure accounts for that much more.
    private const double Margin = 0.16;

    // The same where the known form left values within names and texts.
    private const double TangledMargin = 0.04;

    // From this share of tangled values on a table was cut in the wrong places.
    private const double Tangled = 0.2;

    // The same of pairs, where one of many is no sign.
    private const double TangledPairs = 0.1;

    /// <summary>Whether a form leaves no doubt where its values are, such as JSON.</summary>
    public static bool IsExact(SignalTable table) =>
        !table.IsDoubtful
        && (
            table.IsExact && table.Form != "log"
            || table.Events.Count > 0 && table.Form != "log"
            || table.Form is not ("" or "pairs" or "rows" or "table" or "log")
        );

    /// <summary>The better reading.</summary>
    public static SignalTable Best(string text, SignalTable known)
    {
        if (known.Form == "log")
            return LogSeries.With(known);
        var score = ReadingScore.Of(text, known, out var knots);
        if (!known.IsDoubtful && (score >= ReadingScore.Whole || known.Form == "table" && knots < Tangled))
            return known;
        var shaped = ShapeForm.Read([.. text.Split('\n').Select(line => line.TrimEnd('\r', ' '))]);
        var other = ReadingScore.Of(text, shaped, out _);
        var margin =
            known.IsDoubtful ? 0
            : knots > TangledPairs || known.LinesLeft > 0 ? TangledMargin
            : Margin;
        if (other <= score + margin && !(known.IsDoubtful && other >= score && other > 0))
            return known;
        return shaped with { IsWeak = shaped.Form != "series", Agreed = Agreed(known, shaped) };
    }

    // What both read alike, where nothing was cut in the wrong places.
    private static HashSet<string> Agreed(SignalTable known, SignalTable shaped) =>
        known.IsDoubtful
            ? []
            :
            [
                .. shaped
                    .Signals.Where(one => known.Find(one.Path) is { } other && one.Points.SequenceEqual(other.Points))
                    .Select(one => one.Path),
            ];
}
