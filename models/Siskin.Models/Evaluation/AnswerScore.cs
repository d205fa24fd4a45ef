using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Models.Data;

namespace Siskin.Models.Evaluation;

/// <summary>Decides whether a reply is right.</summary>
internal static partial class AnswerScore
{
    /// <summary>Room for the rounding of decimal fractions: 1.3 is within 0.3 of 1.0.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Compares a reply with a sample's answer, in the sample's way.</summary>
    public static bool IsRight(string reply, Sample sample) => IsRight(reply, sample.Answer, sample.Score);

    /// <summary>
    /// Compares a reply with an expected answer. An expected answer that is no number ("N") must be met exactly,
    /// whatever the scoring.
    /// </summary>
    public static bool IsRight(string reply, string expected, Scoring scoring)
    {
        if (scoring.Kind == ScoringKind.Exact || Parse(expected) is not var (wanted, wantedUnit))
        {
            return reply.Trim() == expected.Trim();
        }

        return Parse(reply) is var (got, unit)
            && unit == wantedUnit
            && Error(got, wanted, scoring) <= scoring.Tolerance + Rounding;
    }

    /// <summary>The absolute difference; on a closed scale the shorter way round.</summary>
    private static double Error(double got, double wanted, Scoring scoring)
    {
        var difference = Math.Abs(got - wanted);
        if (scoring.Kind != ScoringKind.Circular)
        {
            return difference;
        }

        var turned = difference % scoring.Period;
        return Math.Min(turned, scoring.Period - turned);
    }

    /// <summary>A number and the text behind it, or null when the text does not begin with a number.</summary>
    private static (double Number, string Unit)? Parse(string text)
    {
        var match = NumberAndUnit().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        var number = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        return (number, match.Groups["unit"].Value.TrimStart());
    }

    [GeneratedRegex(@"^(?<number>[+-]?[0-9]+(\.[0-9]+)?)(?<unit>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndUnit();
}
