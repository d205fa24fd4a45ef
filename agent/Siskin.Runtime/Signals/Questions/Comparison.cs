using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>The comparison that a question makes.</summary>
internal static partial class Comparison
{
    private static readonly string[] High =
    [
        .. (
            "above,over,exceed,exceeds,exceeded,exceeding,beyond,passed,past,more than,greater,higher,"
            + "larger,bigger,too high,rise above,risen above,surpass,surpassed,surpasses,top,topped,"
            + "go above,in excess of,north of,gone past,upwards of,tops"
        ).Split(','),
    ];

    private static readonly string[] Low =
    [
        .. (
            "below,under,less than,lower,smaller,beneath,dropped to,fall short,too low,fewer than,"
            + "undershot,short of,undercut,underneath,south of"
        ).Split(','),
    ];

    // The more of it, the worse.
    private const string Harmful =
        "co2|carbon|co|dust|particles|particulate|pm|pm1|pm25|pm2.5|pm10|voc|tvoc|ppm|ppb|radon|smoke|pollution|noise|"
        + "loss|latency|ping|jitter|delay|error|errors|aqi";

    // Beside these such a word is part of a name of which more is better, or says what is put up with.
    private const string Harmless = "signal|snr|rssi|return loss|despite";

    /// <summary>The operation, negation counted; null where the question compares nothing.</summary>
    public static QueryOperation? Of(QuestionText question)
    {
        var numbers = question.Numbers.Count;
        if (numbers >= 2)
        {
            if (
                question.Has("within", "plus or minus", "tolerance", "away from")
                && !question.Has("within the range", "within limits")
                && question.Has("of|plus or minus|tolerance|away from|agree")
            )
                return Within;
            if (question.Has("outside|out of|not between|not within|not in the range"))
                return Outside;
            if (
                question.Has("between|range|inside|from|within|at least|ok|okay|to|band|window|and")
                || Range().IsMatch(question.Lower)
            )
                return Between;
        }

        var negated = IsNegated(question);
        if (question.Has("up to") && question.Has("already|yet"))
            return negated ? Below : AtLeast;
        if (
            question.Has(
                "at most|no more than|not more than|up to|no higher than|or less|or lower|or below|"
                    + "maximum of|no greater than|not exceeding|or under|or fewer"
            )
            || question.Lower.Contains("<=", StringComparison.Ordinal)
            || question.Lower.Contains('≤', StringComparison.Ordinal)
        )
            return AtMost;
        if (
            question.Has(
                "at least|no less than|not less than|no lower than|not lower than|or more|or higher|or above|"
                    + "minimum of|or greater|or over|reached|reach|reaches|no fewer than"
            )
            || question.Lower.Contains(">=", StringComparison.Ordinal)
            || question.Lower.Contains('≥', StringComparison.Ordinal)
        )
            // The "not" of "not less than" is spent.
            return negated && !question.Has("no less than|not less than|no lower than|not lower than|no fewer than")
                ? Below
                : AtLeast;
        for (var i = 0; i + 1 < question.Tokens.Count; i++)
            if (
                question.Tokens[i] == "or"
                && numbers == 1
                && Lexicon.Directions.TryGetValue(question.Tokens[i + 1], out var way)
            )
                return way > 0 ? AtLeast : AtMost;
        if (question.Has("equal|equals|exactly|equal to|precisely|the same as|identical"))
            return negated ? NotEqual : Equal;
        if (question.Has("low alarm", "trip a low", "alarm if below", "alarm below"))
            return Below;
        if (question.Has("trip an alarm", "alarm at", "high alarm"))
            return Above;
        bool high = question.Has(High) || question.Lower.Contains('>', StringComparison.Ordinal),
            low = question.Has(Low) || question.Lower.Contains('<', StringComparison.Ordinal);
        if (!high && !low)
        {
            // "colder than 4", "more humid than 60"
            var than = question.Has("than");
            // "Is the air worse than 900 ppm?"
            var isHarm = question.Has(Harmful) && !question.Has(Harmless);
            foreach (var word in question.Tokens)
                if (isHarm && than && word is "worse" or "better")
                    (high, low) = (word == "worse", word == "better");
                else if (than && Lexicon.Directions.TryGetValue(word, out var direction))
                    (high, low) = (direction > 0, direction < 0);
            if (than && !high && !low)
                (high, low) = (question.Has("more"), question.Has("less"));
        }

        // "Which of them is zero?"
        if (high == low && numbers == 1 && question.Numbers[0] == 0 && Zero().IsMatch(question.Lower))
            return negated ? NotEqual : Equal;
        return high == low ? null
            : high
                ? negated ? AtMost
                    : Above
            : negated ? AtLeast
            : Below;
    }

    // "20-30", "20 - 30"; "25-0418" is a number of something.
    [GeneratedRegex(@"\d\S{0,3}\s*[-–]\s*[-+]?(?!0\d)\d|\d \S{0,6} [-–] ")]
    private static partial Regex Range();

    [GeneratedRegex(@"^ (?:which|what|how many)\b.* (?:is|are|reads?|shows?|at|was|were)(?: not)? (?:zero|0)\W*$")]
    private static partial Regex Zero();

    /// <summary>Whether the question asks for the opposite.</summary>
    public static bool IsNegated(QuestionText question) =>
        question.Has("not|isnt|no longer|never|without exceeding|hasnt|doesnt|arent|wasnt|none|neither")
        && !question.Has("whether or not", "or not", "why not", "is it not the case");

    /// <summary>The opposite of a comparison.</summary>
    public static QueryOperation Mirrored(QueryOperation operation) =>
        operation switch
        {
            Above => Below,
            Below => Above,
            AtMost => AtLeast,
            AtLeast => AtMost,
            _ => operation,
        };
}
