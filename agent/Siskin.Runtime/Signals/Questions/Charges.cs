using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// How full a battery is: a share or level of charge, and neither its voltage nor its power, even where only these are
/// called the battery's.
/// </summary>
internal static class Charges
{
    // How doubtful a share is that the question did not name.
    private const double Doubt = 0.12;

    // What a voltage says about how full a battery is.
    private const double Guess = 0.5;

    private static readonly HashSet<string> Shares =
    [
        .. "soc charge charged percent percentage pct capacity level".Split(' '),
    ];

    // Of which of them there are more things than batteries.
    private static readonly HashSet<string> Vague = [.. "percent percentage pct capacity level".Split(' ')];

    private static readonly HashSet<string> Batteries = [.. "battery batteries batt bat akku".Split(' ')];

    private static readonly HashSet<string> Others =
    [
        .. "temp temperature power voltage volt volts current watts time cycles limit target max maximum min minimum".Split(
            ' '
        ),
    ];

    private const int Full = 100;

    /// <summary>
    /// A reading about the one share of charge of the text, where the question asks how full something is and what was
    /// found cannot say that; where there is no share either, what was found, as a guess; null otherwise.
    /// </summary>
    public static QuestionReading? Instead(Asked asked, QuestionReading reading)
    {
        var question = asked.Text;
        if (
            reading.Query.Rows.Count != 1
            || !question.Has("state of charge")
                && !(
                    question.Has("battery|batteries")
                    && (
                        question.Has("how full|how charged|how empty|charge level")
                        || question.Units.Exists(unit => unit is "%" or "percent")
                    )
                )
            || asked.Table.Find(reading.Query.Rows[0]) is not { } row
            || !IsOther(row)
        )
            return null;
        Signal[] shares = [.. asked.Table.Signals.Where(IsShare)];
        return shares.Length == 1
                ? reading with
                {
                    Query = reading.Query with { Rows = [shares[0].Path], Unit = "" },
                    Confidence = Math.Min(reading.Confidence, RuleQuestionReader.Sure - Doubt),
                    Others = [],
                }
            : shares.Length == 0 ? reading with { Confidence = Math.Min(reading.Confidence, Guess) }
            : null;
    }

    // "humidity_pct" beside "battery_v" is no charge.
    private static bool IsShare(Signal one)
    {
        var leaf = Words.OfName(Paths.Leaf(one.Path));
        return one.Value is { IsNumber: true, Number: >= 0 and <= Full }
            && !IsOther(one)
            && leaf.Exists(Shares.Contains)
            && (leaf.Exists(word => Shares.Contains(word) && !Vague.Contains(word)) || IsOfBattery(one));
    }

    private static bool IsOfBattery(Signal one) => Words.OfName(one.Path).Exists(Batteries.Contains);

    private static bool IsOther(Signal one) =>
        UnitScale.Clash(NamedUnit.Stated(one), "%") || Words.OfName(Paths.Leaf(one.Path)).Exists(Others.Contains);
}
