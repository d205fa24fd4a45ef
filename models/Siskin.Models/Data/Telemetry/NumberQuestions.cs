namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// One printed number against a limit, from single digits up: the easy ones teach how to compare, the long ones how to
/// find the digits that count. Without the easy ones two numbers are not learned to be compared at all.
/// </summary>
internal sealed class NumberQuestions(TelemetryOptions options)
{
    private const int MostDigits = 5;
    private const int MostDecimals = 3;

    private readonly Naming _naming = new(options);

    /// <summary>Whether a number is above, or below, a limit with as many digits or so.</summary>
    public TelemetryCase Is(Random rng)
    {
        int digits = Math.Min(1 + rng.Few(0, 7), MostDigits);
        int decimals = rng.Chance(0.5) ? 0 : rng.Next(Math.Min(digits, MostDecimals + 1));
        string[] names = _naming.Things(rng, rng.Chance(0.6) ? 1 : rng.Next(2, 4));
        long[] values = [.. names.Select(_ => Draw(rng, digits))];
        int asked = rng.Next(names.Length);
        long value = values[asked];
        bool above = rng.Chance(0.7), yes = rng.Chance(0.5);
        string limit = (rng.Chance(0.6) ? Far(rng, value, digits, above == yes) : null) is { } far
            ? Reading.Print(far, decimals)
            : above == yes ? Limits.Below(rng, value, decimals) : Limits.Above(rng, value, decimals);
        NameStyle style = (NameStyle)rng.Next(1, 5);
        string[] keys = [.. names.Select(name => Naming.Spell(name, style))];
        bool bare = names.Length == 1 && rng.Chance(0.4), pairs = rng.Chance(0.5);
        string text = bare ? Reading.Print(value, decimals)
            : string.Join(pairs ? rng.OneOf(" ", ",", ", ") : "\n",
                keys.Zip(values, (key, each) => key + (pairs ? "=" : ": ") + Reading.Print(each, decimals)));
        string prompt = Phrases.Pick(rng, above ? Phrases.IsAbove : Phrases.IsBelow)
            .Replace("{s}", bare ? "the value" : keys[asked]).Replace("{l}", limit);
        var sample = new Sample(TaskCatalog.Numbers.Name, prompt, text, null, SceneQuestions.YesNo(yes), Scoring.Exact);
        return new TelemetryCase(above ? QuestionKind.IsAbove : QuestionKind.IsBelow, sample, keys[asked], limit);
    }

    private static long Draw(Random rng, int digits) =>
        rng.NextInt64(digits == 1 ? 0 : (long)Math.Pow(10, digits - 1), (long)Math.Pow(10, digits));

    // Any number of as many digits on the wanted side.
    private static long? Far(Random rng, long value, int digits, bool below)
    {
        long low = below ? 0 : value + 1, high = below ? value : (long)Math.Pow(10, digits);
        return high > low ? rng.NextInt64(low, high) : null;
    }
}
