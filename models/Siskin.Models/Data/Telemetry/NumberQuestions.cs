using System.Globalization;
using GaugeScale = Siskin.Models.Data.Frames.GaugeScale;

namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// One printed number against what the question states, from single digits up: the easy ones teach how to compare, the
/// long ones how to find the digits that count. Without the easy ones two numbers are not learned to be compared at
/// all.
/// </summary>
internal sealed class NumberQuestions(SensorTextOptions options)
{
    private const int MaxDigits = 5;
    private const int MaxDecimals = 3;

    private readonly Naming _naming = new(options);

    /// <summary>Whether a number is above, or below, a limit with as many digits or so.</summary>
    public TelemetryCase Is(Random rng)
    {
        var drawn = Draw(rng);
        bool above = rng.Chance(0.7),
            yes = rng.Chance(0.5);
        var limit = Limit(rng, drawn, below: above == yes);
        var prompt = Phrases.Pick(rng, above ? Phrases.IsAbove : Phrases.IsBelow).Replace("{l}", limit);
        return Case(
            above ? QuestionKind.IsAbove : QuestionKind.IsBelow,
            rng,
            drawn,
            prompt,
            SceneQuestions.YesNo(yes),
            limit
        );
    }

    /// <summary>Whether a number is between two limits.</summary>
    public TelemetryCase IsBetween(Random rng)
    {
        Numbers drawn;
        bool yes = rng.Chance(0.5),
            missesHigh = rng.Chance(0.5);
        string low,
            high;
        do
        {
            // Not every number has two different limits on the wanted side: there is nothing below 0.
            drawn = Draw(rng);
            low = Limit(rng, drawn, below: yes || !missesHigh);
            high = Limit(rng, drawn, below: !yes && !missesHigh);
        } while (decimal.Parse(low, CultureInfo.InvariantCulture) >= decimal.Parse(high, CultureInfo.InvariantCulture));
        var prompt = Phrases.Pick(rng, Phrases.IsBetween).Replace("{l}", low).Replace("{m}", high);
        return Case(QuestionKind.IsBetween, rng, drawn, prompt, SceneQuestions.YesNo(yes), low, high);
    }

    /// <summary>How far a number is from another: what a tolerance is held against.</summary>
    public TelemetryCase Difference(Random rng)
    {
        var drawn = Draw(rng, rng.Chance(0.5));
        var away = rng.Chance(0.4) ? rng.Next(10) : rng.LogUniform(1, Math.Max(4, 2 * drawn.Value));
        var other = Reading.Print(
            drawn.Value + (drawn.Value >= away && rng.Chance(0.5) ? -away : away),
            drawn.Decimals
        );
        var prompt = Phrases.Pick(rng, Phrases.Difference).Replace("{l}", other);
        return Case(QuestionKind.Difference, rng, drawn, prompt, Reading.Print(away, drawn.Decimals), other);
    }

    /// <summary>Whether a number is within a tolerance of another.</summary>
    public TelemetryCase IsWithin(Random rng)
    {
        var drawn = Draw(rng, rng.Chance(0.4));
        var yes = rng.Chance(0.5);
        var tolerance = rng.LogUniform(1, Math.Max(3, drawn.Value / 3));
        var away = yes ? rng.NextInt64(0, tolerance + 1) : tolerance + rng.LogUniform(1, Math.Max(4, 2 * drawn.Value));
        var other = drawn.Value + (drawn.Value >= away && rng.Chance(0.5) ? -away : away);
        string target = Reading.Print(other, drawn.Decimals),
            limit = Reading.Print(tolerance, drawn.Decimals);
        var prompt = Phrases.Pick(rng, Phrases.IsWithin).Replace("{l}", target).Replace("{m}", limit);
        return Case(QuestionKind.IsWithin, rng, drawn, prompt, SceneQuestions.YesNo(yes), target, limit);
    }

    /// <summary>
    /// The value of a signal in percent of its range, as transmitters give it: the arithmetic of reading a gauge,
    /// without the gauge.
    /// </summary>
    public TelemetryCase InUnits(Random rng)
    {
        var scale = GaugeScale.Draw(rng);
        long percent = rng.Next(101);
        var key = Naming.Spell(_naming.Thing(rng), (NameStyle)rng.Next(1, 5));
        var text = options.HeldOutLayouts
            ? $"{key} -> {percent} %"
            : rng.OneOf($"{key}: {percent} %", $"{key}: {percent}%", $"{percent} %", $"{key}={percent}%");
        var prompt = Phrases
            .Pick(rng, Phrases.InUnits)
            .Replace("{l}", scale.Range)
            .Replace("{s}", text.StartsWith(key, StringComparison.Ordinal) && rng.Chance(0.5) ? key : "the signal");
        var sample = new Sample(
            TelemetryTasks.Numbers.Name,
            prompt,
            text,
            null,
            scale.Answer(scale.Low + scale.Span * percent / 100),
            new Scoring(ScoringKind.Within, 0.02 * scale.Span)
        );
        return new TelemetryCase(QuestionKind.InUnits, sample, key, scale.Range);
    }

    private Numbers Draw(Random rng, bool easy = false)
    {
        var digits = easy ? rng.Next(1, 3) : Math.Min(1 + rng.Few(0, 7), MaxDigits);
        var decimals = rng.Chance(0.5) ? 0 : rng.Next(Math.Min(digits, MaxDecimals + 1));
        var names = _naming.Things(rng, rng.Chance(0.6) ? 1 : rng.Next(2, 4));
        long[] values = [.. names.Select(_ => rng.NextInt64(digits == 1 ? 0 : Power(digits - 1), Power(digits)))];
        return new Numbers(names, values, rng.Next(names.Length), digits, decimals);
    }

    // Often any number of as many digits on the wanted side, otherwise one near the value.
    private static string Limit(Random rng, Numbers drawn, bool below)
    {
        (var low, var high) = below ? (0, drawn.Value) : (drawn.Value + 1, Power(drawn.Digits));
        if (rng.Chance(0.6) && high > low)
            return Reading.Print(rng.NextInt64(low, high), drawn.Decimals);
        return below ? Limits.Below(rng, drawn.Value, drawn.Decimals) : Limits.Above(rng, drawn.Value, drawn.Decimals);
    }

    private TelemetryCase Case(
        QuestionKind kind,
        Random rng,
        Numbers drawn,
        string prompt,
        string answer,
        string limit,
        string limit2 = ""
    )
    {
        var style = (NameStyle)rng.Next(1, 5);
        string[] keys = [.. drawn.Names.Select(name => Naming.Spell(name, style))];
        var bare = keys.Length == 1 && rng.Chance(0.4);
        var text = bare
            ? Reading.Print(drawn.Value, drawn.Decimals)
            : KeyValueText.Print(
                rng,
                options,
                keys.Zip(drawn.Values, (key, each) => (key, Reading.Print(each, drawn.Decimals)))
            );
        var subject = bare ? "the value" : keys[drawn.Asked];
        var sample = new Sample(
            TelemetryTasks.Numbers.Name,
            prompt.Replace("{s}", subject),
            text,
            null,
            answer,
            Scoring.Exact
        );
        return new TelemetryCase(kind, sample, keys[drawn.Asked], limit, limit2);
    }

    private static long Power(int digits) => (long)Math.Pow(10, digits);

    /// <summary>One to three named numbers, in units of the last decimal, of which one is asked for.</summary>
    private sealed record Numbers(string[] Names, long[] Values, int Asked, int Digits, int Decimals)
    {
        public long Value => Values[Asked];
    }
}
