using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Models.Data;
using Siskin.Runtime.Inference.Instruments;

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
        if (scoring.Kind == ScoringKind.Overlap)
            return Overlap(reply, expected) >= scoring.Tolerance;
        if (scoring.Kind == ScoringKind.TimeOfDay && ClockTime.Parse(expected) is { } time)
            return ClockTime.Parse(reply) is { } read
                && Error(read.Minutes, time.Minutes, OfTwelveHours(scoring)) <= scoring.Tolerance + Rounding;
        if (scoring.Kind == ScoringKind.Exact || Parse(expected) is not var (wanted, wantedUnit))
        {
            return reply.Trim() == expected.Trim();
        }

        return Parse(reply) is var (got, unit)
            && unit == wantedUnit
            && Error(got, wanted, scoring) <= scoring.Tolerance + Rounding;
    }

    /// <summary>Intersection over union of two boxes "left top right bottom"; 0 where one is no box.</summary>
    private static double Overlap(string reply, string expected)
    {
        if (Box(reply) is not { } got || Box(expected) is not { } wanted)
            return 0;
        var width = Math.Min(got[2], wanted[2]) - Math.Max(got[0], wanted[0]);
        var height = Math.Min(got[3], wanted[3]) - Math.Max(got[1], wanted[1]);
        var common = Math.Max(0, width) * Math.Max(0, height);
        return common / (Area(got) + Area(wanted) - common);

        static double Area(double[] box) => (box[2] - box[0]) * (box[3] - box[1]);

        static double[]? Box(string text)
        {
            var sides = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return
                sides.Length == 4
                && sides.All(side => double.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                && sides.Select(side => double.Parse(side, CultureInfo.InvariantCulture)).ToArray() is var box
                && box[2] > box[0]
                && box[3] > box[1]
                ? box
                : null;
        }
    }

    // Twelve hours on, the hands of a clock stand as before.
    private static Scoring OfTwelveHours(Scoring scoring) =>
        new(ScoringKind.Circular, scoring.Tolerance, ClockTime.MinutesOfTurn);

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
