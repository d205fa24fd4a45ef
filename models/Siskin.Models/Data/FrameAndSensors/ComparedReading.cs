using System.Globalization;
using Siskin.Models.Data.Telemetry;
using UnreadableFrames = Siskin.Models.Data.Frames.UnreadableFrames;

namespace Siskin.Models.Data.FrameAndSensors;

/// <summary>A frame's reading as a number that sensor text can be compared with.</summary>
/// <param name="Steps">The value in units of its last decimal.</param>
/// <param name="Decimals">Decimals of the reading.</param>
/// <param name="Unit">Its unit, or empty.</param>
/// <param name="Doubt">
/// Steps within which the frame cannot be told from its neighbours: the tolerance that its own task allows. No question
/// hangs on less.
/// </param>
internal sealed record ComparedReading(long Steps, int Decimals, string Unit, long Doubt)
{
    private const double DialEnd = 0.6;
    private const int MaxDecimals = 3;

    /// <summary>The reading of a frame; null for no number, or one so near a dial's end that it may wrap.</summary>
    public static ComparedReading? Of(Sample frame)
    {
        var parts = frame.Answer.Split(' ', 2);
        if (
            !decimal.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || value.Scale > MaxDecimals
        )
        {
            return null;
        }

        if (
            frame.Score.Kind == ScoringKind.Circular
            && ((double)value < DialEnd || (double)value > frame.Score.Period - DialEnd)
        )
        {
            return null;
        }

        var power = Reading.Power(value.Scale);
        var doubt = Math.Max(1, (long)Math.Ceiling(frame.Score.Tolerance * power));
        return new ComparedReading((long)(value * power), value.Scale, parts.Length > 1 ? parts[1] : "", doubt);
    }

    /// <summary>Whether a frame shows nothing that could be compared.</summary>
    public static bool IsUnreadable(Sample frame) => frame.Answer == UnreadableFrames.Answer;

    /// <summary>
    /// A round tolerance in steps: 2 to 6 times the doubt, or up to a fifth of the value where that is more, as of
    /// displays.
    /// </summary>
    public long DrawTolerance(Random rng)
    {
        var max = Math.Max(6 * Doubt, Math.Abs(Steps) / 5);
        var round = new List<long>();
        for (long unit = 1; unit <= max; unit *= 10)
            round.AddRange(new[] { unit, 2 * unit, 5 * unit }.Where(steps => steps >= 2 * Doubt && steps <= max));
        return rng.Of(round);
    }

    /// <summary>The value of another device that differs by some steps to either side.</summary>
    public long Beside(Random rng, long difference)
    {
        var other = rng.Chance(0.5) ? Steps - difference : Steps + difference;
        return Steps >= 0 && other < 0 ? Steps + difference : other;
    }
}
