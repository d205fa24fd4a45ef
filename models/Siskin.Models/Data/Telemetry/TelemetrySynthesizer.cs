namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// Sensor text as devices publish it, with questions and exact answers. Everything follows from the generator that is
/// passed in: the same seed gives the same sample.
/// </summary>
public sealed class TelemetrySynthesizer
{
    /// <summary>Share of samples for which a long text is tried, and how often.</summary>
    private const double LongShare = 0.04;

    private const int LongTries = 40;

    private readonly (double Weight, Func<Random, TelemetryCase> Ask)[] _questions;
    private readonly (double Weight, Func<Random, TelemetryCase> Ask)[] _lookups;
    private readonly (double Weight, Func<Random, TelemetryCase> Ask)[] _numbers;
    private readonly bool _heldOut;

    /// <summary>Creates a synthesizer; null options draw the training vocabulary and layouts.</summary>
    public TelemetrySynthesizer(SensorTextOptions? options = null)
    {
        options ??= new SensorTextOptions();
        _heldOut = options.HeldOut;
        var builder = new SceneBuilder(options);
        var scenes = new SceneQuestions(builder);
        var absences = new AbsenceQuestions(builder, options);
        var states = new StateQuestions(builder);
        var numbers = new NumberQuestions(options);
        var series = new SeriesQuestions(new SeriesBuilder(options), options);
        var small = options with { SmallNumbers = true };
        var smallScenes = new SceneQuestions(new SceneBuilder(small));
        var smallSeries = new SeriesQuestions(new SeriesBuilder(small), small);
        _questions =
        [
            (14, scenes.Lookup),
            (6, absences.Unknown),
            (10, scenes.Is),
            (4, scenes.IsBetween),
            (11, scenes.AnyBeyond),
            (9, scenes.AnyBeyondOwn),
            (8, scenes.Extreme),
            (5, scenes.Count),
            (5, absences.MissingValue),
            (4, absences.MissingName),
            (6, states.Device),
            (3, states.Peers),
            (5, series.Extreme),
            (3, series.End),
            (3, series.At),
            (8, series.Beyond),
            (3, series.FirstAbove),
            (8, series.Trend),
            (4, series.Stuck),
            (4, series.WhichStuck),
        ];
        _lookups =
        [
            (8, scenes.Lookup),
            (4, absences.Unknown),
            (4, absences.MissingName),
            (5, absences.MissingOfFew),
            (2, states.Device),
            (1, states.Peers),
            (4, scenes.Is),
            (6, series.At),
            (2, series.End),
            (6, smallSeries.Stuck),
            (5, series.Stuck),
            (9, smallSeries.WhichStuck),
            (8, series.WhichStuck),
        ];
        _numbers =
        [
            (8, numbers.Is),
            (5, numbers.IsBetween),
            (16, numbers.IsWithin),
            (24, numbers.Difference),
            (8, numbers.InUnits),
            (4, smallScenes.IsBetween),
            (4, smallScenes.AnyBeyond),
            (2, smallScenes.AnyBeyondOwn),
            (5, smallScenes.Extreme),
            (4, smallScenes.Count),
            (3, smallSeries.Beyond),
            (5, smallSeries.Trend),
            (4, smallSeries.FirstAbove),
            (2, smallSeries.Extreme),
            (5, scenes.Is),
            (4, scenes.IsBetween),
            (6, scenes.AnyBeyond),
            (5, scenes.AnyBeyondOwn),
            (6, scenes.Extreme),
            (4, scenes.Count),
            (1, series.Extreme),
            (5, series.Beyond),
            (3, series.FirstAbove),
            (6, series.Trend),
        ];
    }

    /// <summary>The sample of a seed.</summary>
    public Sample Next(int seed) => Next(new Random(seed));

    /// <summary>The next sample of a generator.</summary>
    public Sample Next(Random rng) => NextCase(rng).Sample;

    /// <summary>The next sample with what it was made from.</summary>
    internal TelemetryCase NextCase(Random rng)
    {
        // The kind is drawn once: long texts are drawn again, but no kind becomes rarer by it.
        var ask = Question(rng, _questions);
        var wantsLong = rng.Chance(LongShare);
        for (var tries = 0; ; tries++)
        {
            var drawn = ask(rng);
            var tokens = TokenBudget.Estimate(drawn.Sample, _heldOut);
            var isLong = tokens is > TokenBudget.Usual and <= TokenBudget.Longest;
            // Not every kind has long texts, so the wish is given up after a while.
            if (wantsLong && tries < LongTries ? isLong : tokens <= TokenBudget.Usual)
                return drawn;
        }
    }

    /// <summary>
    /// The lookup of a seed: one signal of a short text, what the other questions are made of. Mixed with all of them
    /// it is learned late; by itself, in some ten thousand samples.
    /// </summary>
    public Sample NextLookup(int seed) => NextLookupCase(new Random(seed)).Sample;

    /// <summary>The next lookup with what it was made from.</summary>
    internal TelemetryCase NextLookupCase(Random rng) => Short(rng, _lookups, TelemetryTasks.Lookup);

    /// <summary>
    /// The numbers of a seed: values of a short text against a limit or each other, the other half of what questions
    /// are made of.
    /// </summary>
    public Sample NextNumbers(int seed) => NextNumbersCase(new Random(seed)).Sample;

    /// <summary>The next numbers with what they were made from.</summary>
    internal TelemetryCase NextNumbersCase(Random rng) => Short(rng, _numbers, TelemetryTasks.Numbers);

    // The kind is drawn anew with each try: those that are seldom short are rare.
    private TelemetryCase Short(
        Random rng,
        (double Weight, Func<Random, TelemetryCase> Ask)[] questions,
        ModelTask task
    )
    {
        while (true)
        {
            var drawn = Question(rng, questions)(rng);
            if (TokenBudget.Estimate(drawn.Sample, _heldOut) <= TokenBudget.Short)
                return drawn with { Sample = drawn.Sample with { Task = task.Name } };
        }
    }

    private static Func<Random, TelemetryCase> Question(
        Random rng,
        (double Weight, Func<Random, TelemetryCase> Ask)[] questions
    )
    {
        var at = rng.NextDouble() * questions.Sum(q => q.Weight);
        foreach ((var weight, var ask) in questions)
            if ((at -= weight) < 0)
                return ask;
        return questions[^1].Ask;
    }
}
