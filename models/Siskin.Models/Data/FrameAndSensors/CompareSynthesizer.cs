using Siskin.Models.Data.Telemetry;
using FrameSynthesizer = Siskin.Models.Data.Frames.FrameSynthesizer;
using FrameTasks = Siskin.Models.Data.Frames.FrameTasks;
using UnreadableFrames = Siskin.Models.Data.Frames.UnreadableFrames;

namespace Siskin.Models.Data.FrameAndSensors;

/// <summary>
/// A frame of a gauge, display or dial with sensor text: whether the two agree within a tolerance, which is higher, or
/// how far apart they are. Values keep clear of every threshold by as much as the frame's own task forgives, so that
/// each answer can be known, and of a tolerance by a tenth of it.
/// </summary>
public sealed class CompareSynthesizer
{
    private const double AgreeShare = 0.5;
    private const double DifferenceShare = 0.35;
    private const double EqualShare = 0.15;
    private const double UnknownShare = 0.05;

    private static readonly string[] Instruments =
    [
        FrameTasks.Gauge.Name,
        FrameTasks.Gauge.Name,
        FrameTasks.Display.Name,
        FrameTasks.Dial.Name,
    ];

    private static readonly string[] Plain = [FrameTasks.Digit.Name, FrameTasks.Dial.Name, FrameTasks.Display.Name];

    private readonly FrameSynthesizer _frames;
    private readonly CompareSignals _signals;

    /// <param name="frames">Draws the frames.</param>
    /// <param name="options">Names and layouts of the sensor text; null for those of training.</param>
    public CompareSynthesizer(FrameSynthesizer frames, SensorTextOptions? options = null)
    {
        _frames = frames;
        _signals = new CompareSignals(options ?? new SensorTextOptions());
    }

    /// <summary>The sample of a seed.</summary>
    public Sample Next(int seed) => NextCase(new Random(seed)).Sample;

    /// <summary>The next sample with what it was made from.</summary>
    internal CompareCase NextCase(Random rng)
    {
        while (true)
        {
            var instrument = rng.Of(Instruments);
            var frame = _frames.Next(instrument, rng);
            if (ComparedReading.IsUnreadable(frame))
            {
                var anything = new ComparedReading(rng.Next(1, 1000), rng.Next(2), "", Doubt: 10);
                return Ask(rng, instrument, frame, anything);
            }

            if (ComparedReading.Of(frame) is { } reading)
                return Ask(rng, instrument, frame, reading);
        }
    }

    /// <summary>
    /// The plain comparison of a seed: a digit, dial or display against the only number of the text. The two differ by
    /// a lot or by any order of magnitude, which are the steps to what <see cref="Next(int)"/> asks; or the distance
    /// itself is asked for.
    /// </summary>
    public Sample NextVersus(int seed) => NextVersusCase(new Random(seed)).Sample;

    /// <summary>The next plain comparison with what it was made from.</summary>
    internal CompareCase NextVersusCase(Random rng)
    {
        while (true)
        {
            var instrument = rng.Of(Plain);
            var frame = _frames.Next(instrument, rng);
            if (ComparedReading.Of(frame) is not { } reading)
                continue;
            if (frame.Score.Kind == ScoringKind.Exact && rng.Chance(DifferenceShare))
                return Difference(rng, instrument, frame, reading);
            var reach = Math.Max(10 * Reading.Power(reading.Decimals), 2 * Math.Abs(reading.Steps));
            var tolerance = rng.Chance(AgreeShare) ? reading.DrawTolerance(rng) : 0;
            var agree = rng.Chance(0.5);
            var away = rng.Chance(0.5) ? rng.NextInt64(reading.Doubt, reach) : rng.LogUniform(2 * reading.Doubt, reach);
            var difference =
                tolerance == 0 ? away
                : agree ? rng.NextInt64(0, tolerance - reading.Doubt + 1)
                : tolerance + away;
            var other = tolerance == 0 && rng.Chance(0.4) ? rng.NextInt64(0, reach) : reading.Beside(rng, difference);
            if (tolerance == 0 && Math.Abs(other - reading.Steps) < 2 * reading.Doubt)
                continue;
            var answer = tolerance > 0 ? SceneQuestions.YesNo(agree) : Higher(reading, other);
            var signal = _signals.Draw(rng, other, reading.Decimals, reading.Unit)[0];
            var limit = tolerance == 0 ? "" : Reading.Print(tolerance, reading.Decimals);
            var wording = Phrases.Pick(rng, tolerance > 0 ? ComparePhrases.Agree : ComparePhrases.Higher);
            var prompt =
                tolerance == 0 && rng.Chance(0.3)
                    ? CompareTasks.Versus.Prompt
                    : PlainPrompt(rng, wording, instrument, limit);
            return new CompareCase(PlainSample(rng, prompt, signal, frame, answer), frame, signal.Key, limit);
        }
    }

    // What a tolerance is held against, asked for by itself.
    private CompareCase Difference(Random rng, string instrument, Sample frame, ComparedReading reading)
    {
        var away = rng.Chance(0.5) ? rng.Next(10) : rng.LogUniform(1, Math.Max(10, Math.Abs(reading.Steps)));
        var signal = _signals.Draw(rng, reading.Beside(rng, away), reading.Decimals, reading.Unit)[0];
        var prompt = PlainPrompt(rng, Phrases.Pick(rng, ComparePhrases.Difference), instrument, "");
        var answer = Reading.Print(away, reading.Decimals);
        return new CompareCase(
            PlainSample(rng, prompt, signal, frame, answer),
            frame,
            signal.Key,
            "",
            AsksDifference: true
        );
    }

    private static string PlainPrompt(Random rng, string wording, string instrument, string limit) =>
        ComparePhrases.Fill(
            wording,
            rng.Chance(0.5) ? ComparePhrases.AnyInstrument : instrument,
            ComparePhrases.OnlySignal,
            limit
        );

    private Sample PlainSample(Random rng, string prompt, Reading signal, Sample frame, string answer) =>
        new(CompareTasks.Versus.Name, prompt, _signals.Print(rng, [signal]), frame.Frame, answer, Scoring.Exact);

    private CompareCase Ask(Random rng, string instrument, Sample frame, ComparedReading reading)
    {
        var exact = frame.Score.Kind == ScoringKind.Exact;
        if (rng.Chance(AgreeShare))
        {
            var tolerance = reading.DrawTolerance(rng);
            // Who states a tolerance does not care for the hundredth part of it.
            var clear = Math.Max(reading.Doubt, tolerance / 10);
            var agree = rng.Chance(0.5);
            var difference = agree
                ? rng.NextInt64(0, tolerance - clear + 1)
                : tolerance + rng.LogUniform(clear, Math.Max(4 * tolerance, Math.Abs(reading.Steps) / 4));
            return Finish(rng, instrument, frame, reading, difference, tolerance, _ => SceneQuestions.YesNo(agree));
        }

        var min = exact ? 1 : 2 * reading.Doubt;
        var max = Math.Max(4 * min, Math.Abs(reading.Steps) / 2);
        var apart =
            exact && rng.Chance(EqualShare) ? 0
            : rng.Chance(0.5) ? rng.LogUniform(min, max)
            : rng.NextInt64(min, max + 1);
        return Finish(rng, instrument, frame, reading, apart, 0, other => Higher(reading, other));
    }

    private static string Higher(ComparedReading frame, long sensor) =>
        sensor == frame.Steps ? "equal"
        : sensor > frame.Steps ? "sensor"
        : "frame";

    private CompareCase Finish(
        Random rng,
        string instrument,
        Sample frame,
        ComparedReading reading,
        long difference,
        long tolerance,
        Func<long, string> answer
    )
    {
        var other = reading.Beside(rng, difference);
        var signals = _signals.Draw(rng, other, reading.Decimals, reading.Unit);
        var unreadable = ComparedReading.IsUnreadable(frame);
        var unknown = !unreadable && signals.Length > 1 && rng.Chance(UnknownShare);
        var limit = tolerance == 0 ? "" : Reading.Print(tolerance, reading.Decimals);
        var prompt = Prompt(rng, instrument, signals, limit);
        var text = _signals.Print(rng, unknown ? signals[1..] : signals);
        var result =
            unreadable ? UnreadableFrames.Answer
            : unknown ? "unknown"
            : answer(other);
        var sample = new Sample(CompareTasks.Compare.Name, prompt, text, frame.Frame, result, Scoring.Exact);
        return new CompareCase(sample, frame, signals[0].Key, limit);
    }

    private static string Prompt(Random rng, string instrument, Reading[] signals, string limit)
    {
        // The manifest's prompt can only be understood where there is one signal.
        var alone = signals.Length == 1 && rng.Chance(0.6);
        if (alone && limit.Length == 0 && rng.Chance(0.5))
            return CompareTasks.Compare.Prompt;
        var wording = Phrases.Pick(rng, limit.Length > 0 ? ComparePhrases.Agree : ComparePhrases.Higher);
        var signal =
            alone ? ComparePhrases.OnlySignal
            : rng.Chance(0.5) ? "the " + signals[0].Words
            : signals[0].Key;
        return ComparePhrases.Fill(wording, rng.Chance(0.3) ? ComparePhrases.AnyInstrument : instrument, signal, limit);
    }
}
