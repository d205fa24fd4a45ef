using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Wrong answers close to a right one, as a person who chooses has to tell them apart: other numbers of the same unit
/// and decimals, other times.
/// </summary>
internal static partial class OtherAnswers
{
    /// <summary>Wrong answers to a question, all different.</summary>
    public const int Count = 3;

    // How far away they are, in tolerances of the right answer; and of a time, in minutes.
    private static readonly (double Least, double Greatest) Tolerances = (2.5, 15);
    private static readonly (double Least, double Greatest) Minutes = (3, 90);

    /// <summary>Other answers in the form of the right one; none where they cannot be made.</summary>
    public static IReadOnlyList<string> Of(Random rng, string answer, Scoring scoring)
    {
        var others = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 4 * Count && others.Count < Count; i++)
        {
            var other = scoring.Kind switch
            {
                ScoringKind.Within => Number(rng, answer, scoring.Tolerance),
                ScoringKind.TimeOfDay => Time(rng, answer),
                _ => null,
            };
            if (other is null)
                return [];
            if (other != answer)
                others.Add(other);
        }

        return others.Count == Count ? [.. others] : [];
    }

    private static string? Number(Random rng, string answer, double tolerance)
    {
        var match = PrintedNumber().Match(answer);
        if (!match.Success || tolerance <= 0)
            return null;
        var digits = match.Groups["decimals"].Length;
        var away = tolerance * rng.LogBetween(Tolerances.Least, Tolerances.Greatest) * (rng.Chance(0.5) ? 1 : -1);
        var value = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) + away;
        var printed = value.ToString($"F{digits}", CultureInfo.InvariantCulture);
        return (printed.Trim('-', '0', '.').Length == 0 ? printed.TrimStart('-') : printed)
            + match.Groups["unit"].Value;
    }

    private static string? Time(Random rng, string answer)
    {
        if (ClockTime.Parse(answer) is not { } time)
            return null;
        var at = rng.Chance(0.3)
            ? (time.Minute / 5 * 60) + (time.Hour * 5) // the hands taken for each other
            : (60 * time.Hour)
                + time.Minute
                + ((int)rng.LogBetween(Minutes.Least, Minutes.Greatest) * (rng.Chance(0.5) ? 1 : -1));
        return (ClockTime.Of(at) with { Second = time.Second }).ToString();
    }

    [GeneratedRegex(@"^(?<number>-?[0-9]+(\.(?<decimals>[0-9]+))?)(?<unit>( .*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex PrintedNumber();
}
