namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// Windows of one signal over an hour or so, asked for limits, trends and extremes in the layouts and words of
/// <see cref="SeriesQuestions"/>. The same seed gives the same sample.
/// </summary>
public sealed class WindowSynthesizer
{
    private const double TrendShare = 0.5;
    private const double LimitShare = 0.8;
    private const double AboveShare = 0.75;

    private static readonly string[] Trends = ["rising", "falling", "steady"];

    private readonly SensorTextOptions _options;
    private readonly SeriesBuilder _builder;
    private readonly SeriesQuestions _questions;

    /// <summary>Creates a synthesizer; null options draw the training vocabulary and layouts.</summary>
    public WindowSynthesizer(SensorTextOptions? options = null)
    {
        _options = options ?? new SensorTextOptions();
        _builder = new SeriesBuilder(_options);
        _questions = new SeriesQuestions(_builder, _options);
    }

    /// <summary>The sample of a seed.</summary>
    public Sample Next(int seed) => NextCase(new Random(seed)).Sample;

    /// <summary>The next sample with what it was made from.</summary>
    internal TelemetryCase NextCase(Random rng)
    {
        var trend = rng.Of(Trends);
        bool asksTrend = rng.Chance(TrendShare),
            asksLimit = rng.Chance(LimitShare);
        while (true)
        {
            var series = _builder.Window(rng, trend);
            var drawn =
                asksTrend ? _questions.Trend(rng, series, trend)
                : asksLimit ? _questions.Beyond(rng, series, rng.Chance(AboveShare), rng.Chance(0.5))
                : _questions.Extreme(rng, series);
            drawn = drawn with { Sample = drawn.Sample with { Task = TelemetryTasks.Windows.Name } };
            if (TokenBudget.Estimate(drawn.Sample, _options.HeldOut) <= TokenBudget.Longest)
                return drawn;
        }
    }
}
