using Siskin.Models.Data;
using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Evaluation.RecordedSeries;

/// <summary>
/// Asks about the windows of a recording, in the layouts and words of the synthesized series: whether a stated limit is
/// exceeded, and which way the value goes.
/// </summary>
internal static class RecordingSets
{
    /// <summary>Draws again until a sample is as short as those of training, this often.</summary>
    private const int MaxTries = 40;

    private static readonly SensorTextOptions Layouts = new();

    private static readonly SeriesQuestions Questions = new(new SeriesBuilder(Layouts), Layouts);

    /// <summary>
    /// Two sets of a recording, such as <c>oven_temperature-limit</c> and <c>oven_temperature-trend</c> of a file whose
    /// name begins with these words, the windows in a random but fixed order.
    /// Limits lie near the window's highest value, as often below it as above. Windows whose trend is ambiguous by
    /// <see cref="TrendRule"/>, as printed, are left out of the second set.
    /// </summary>
    /// <param name="recording">The recording.</param>
    /// <param name="place">Its place among the recordings: another one gives other words and limits.</param>
    /// <exception cref="InvalidDataException">The recording is too short to have a window.</exception>
    public static IReadOnlyList<EvaluationSet> Of(Recording recording, int place)
    {
        var order = new Random(SampleSeeds.Mix(SampleSeeds.Evaluation, place));
        var windows = RecordingWindows.Cut(recording, order);
        RecordedValue[][] shuffled = [.. windows.Whole];
        order.Shuffle(shuffled);
        List<Sample> limits = [],
            trends = [];
        var ambiguous = 0;
        foreach (var window in shuffled)
        {
            var rng = new Random(order.Next());
            var series = AsPrinted(Signal(recording, " "), window, rng);
            var exceeded = limits.Count % 2 == 0;
            limits.Add(Short(() => Questions.Beyond(rng, series, above: true, exceeded)));
            if (TrendRule.IsAmbiguous(series.Steps))
                ambiguous++;
            else
                trends.Add(Short(() => Questions.Trend(rng, series, TrendRule.Label(series.Steps))));
        }

        return
        [
            new EvaluationSet($"{Signal(recording, "_")}-limit", limits) { LeftOut = windows.Broken },
            // Broken windows are counted with the limits, so that the sum counts them once.
            new EvaluationSet($"{Signal(recording, "_")}-trend", trends) { LeftOut = ambiguous },
        ];
    }

    // Files are named after a signal and what happened; a signal has a name of two words.
    private static string Signal(Recording recording, string separator) =>
        string.Join(separator, recording.Name.Split('_', '-', ' ').Take(2));

    // A device prints one or two decimals.
    private static Series AsPrinted(string words, RecordedValue[] window, Random rng)
    {
        var decimals = rng.Next(1, 3);
        var interval = window[1].Time - window[0].Time;
        return new Series
        {
            Key = Naming.Spell(words, rng.Of(Enum.GetValues<NameStyle>())),
            Words = words,
            Steps = [.. window.Select(value => (long)Math.Round(value.Value * Reading.Power(decimals)))],
            Decimals = decimals,
            Start = (int)window[0].Time.TimeOfDay.TotalMinutes,
            Interval = (int)interval.TotalMinutes,
        };
    }

    private static Sample Short(Func<TelemetryCase> ask)
    {
        for (var tries = 1; ; tries++)
        {
            var sample = ask().Sample;
            if (tries == MaxTries || TokenBudget.Estimate(sample, heldOut: false) <= TokenBudget.Longest)
                return sample;
        }
    }
}
