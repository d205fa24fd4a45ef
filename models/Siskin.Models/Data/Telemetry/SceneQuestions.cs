namespace Siskin.Models.Data.Telemetry;

/// <summary>Questions about signals that were published once.</summary>
internal sealed class SceneQuestions(SceneBuilder scenes)
{
    /// <summary>The value of a signal.</summary>
    public TelemetryCase Lookup(Random rng)
    {
        var scene = scenes.Any(rng);
        var asked = rng.Next(scene.Readings.Length);
        if (rng.Chance(0.06))
            scene = scene.With(asked, AbsenceQuestions.Missing(rng, scene, scene.Readings[asked]));
        var reading = scene.Readings[asked];
        var prompt = Phrases.Pick(rng, Phrases.Lookup).Replace("{s}", Subject(rng, reading));
        return Case(
            QuestionKind.Lookup,
            rng,
            scene,
            prompt,
            reading.IsMissing ? "missing" : reading.Value,
            Identity(reading)
        );
    }

    /// <summary>One signal against a limit.</summary>
    public TelemetryCase Is(Random rng)
    {
        var scene = scenes.Any(rng);
        var reading = rng.Of(scene.Readings);
        bool above = rng.Chance(0.6),
            yes = rng.Chance(0.5);
        var limit =
            above == yes
                ? Limits.Below(rng, reading.Steps, reading.Decimals)
                : Limits.Above(rng, reading.Steps, reading.Decimals);
        var prompt = Phrases
            .Pick(rng, above ? Phrases.IsAbove : Phrases.IsBelow)
            .Replace("{s}", Subject(rng, reading))
            .Replace("{l}", limit + UnitInPrompt(rng, reading));
        return Case(
            above ? QuestionKind.IsAbove : QuestionKind.IsBelow,
            rng,
            scene,
            prompt,
            YesNo(yes),
            Identity(reading),
            limit
        );
    }

    /// <summary>One signal against a range.</summary>
    public TelemetryCase IsBetween(Random rng)
    {
        var scene = scenes.Any(rng);
        var reading = rng.Of(scene.Readings);
        (var value, var decimals) = (reading.Steps, reading.Decimals);
        bool yes = rng.Chance(0.5),
            missesHigh = rng.Chance(0.5);
        string low,
            high;
        do
        {
            var width = rng.LogUniform(2, Math.Max(20, Math.Abs(value) / 2));
            low =
                yes ? Limits.Below(rng, value, decimals)
                : missesHigh ? Limits.Above(rng, value, decimals)
                : Limits.Below(rng, value - width, decimals);
            high =
                yes ? Limits.Above(rng, value, decimals)
                : missesHigh ? Limits.Above(rng, value + width, decimals)
                : Limits.Below(rng, value, decimals);
        } while (decimal.Parse(low) >= decimal.Parse(high));
        var prompt = Phrases
            .Pick(rng, Phrases.IsBetween)
            .Replace("{s}", Subject(rng, reading))
            .Replace("{l}", low)
            .Replace("{m}", high);
        return Case(QuestionKind.IsBetween, rng, scene, prompt, YesNo(yes), Identity(reading), low, high);
    }

    /// <summary>All signals against one limit.</summary>
    public TelemetryCase AnyBeyond(Random rng)
    {
        if (!Compared(rng, out var scene, out var readings, out var noun))
            return AnyBeyond(rng);
        var above = rng.Chance(0.6);
        var wanted =
            rng.Chance(0.5) ? 0
            : rng.Chance(0.75) ? 1
            : Math.Min(2, readings.Length);
        if (Split(rng, readings, above, wanted) is not { } limit)
            return AnyBeyond(rng);
        var answer = string.Join(", ", Beyond(readings, above, limit).Select(Named));
        var wordings = above ? Phrases.AnyAbove : Phrases.AnyBelow;
        var wording = noun.Length > 0 ? Phrases.PickNaming(rng, wordings) : Phrases.Pick(rng, wordings);
        var prompt = Phrases
            .WithNoun(wording, noun.Length > 0 ? noun : Noun(rng, scene))
            .Replace("{l}", limit + UnitInPrompt(rng, readings[0]));
        return Case(
            above ? QuestionKind.AnyAbove : QuestionKind.AnyBelow,
            rng,
            scene,
            prompt,
            answer.Length == 0 ? "no" : "yes: " + answer,
            Field(scene, readings),
            limit
        );
    }

    /// <summary>Every signal against the limit printed with it.</summary>
    public TelemetryCase AnyBeyondOwn(Random rng)
    {
        Scene scene;
        do scene = rng.Chance(0.5) ? scenes.Device(rng, rng.Few(1, 5)) : scenes.Peers(rng, rng.Few(2, 5));
        while (!ScenePrinter.HasLimits(scene.Form));
        var wanted =
            rng.Chance(0.5) ? 0
            : rng.Chance(0.75) ? 1
            : 2;
        Reading[] readings = [.. scene.Readings];
        var order = Enumerable.Range(0, readings.Length).ToArray();
        rng.Shuffle(order);
        for (var i = 0; i < order.Length; i++)
        {
            var reading = readings[order[i]];
            readings[order[i]] = reading with
            {
                Limit =
                    i < wanted
                        ? Limits.Below(rng, reading.Steps, reading.Decimals)
                        : Limits.Above(rng, reading.Steps, reading.Decimals),
            };
        }
        var beyond = readings.Where((_, i) => Array.IndexOf(order, i) < wanted).Select(Named);
        var answer = wanted == 0 ? "no" : "yes: " + string.Join(", ", beyond);
        return Case(
            QuestionKind.AnyAboveOwn,
            rng,
            scene with
            {
                Readings = readings,
            },
            Phrases.Pick(rng, Phrases.AnyAboveOwn),
            answer
        );
    }

    /// <summary>The signal with the highest or lowest value.</summary>
    public TelemetryCase Extreme(Random rng)
    {
        if (!Compared(rng, out var scene, out var readings, out var noun))
            return Extreme(rng);
        var highest = rng.Chance(0.5);
        var winner = highest ? readings.MaxBy(r => r.Steps)! : readings.MinBy(r => r.Steps)!;
        var wordings = highest ? Phrases.Highest : Phrases.Lowest;
        var wording = noun.Length > 0 ? Phrases.PickNaming(rng, wordings) : Phrases.Pick(rng, wordings);
        var prompt = Phrases.WithNoun(wording, noun.Length > 0 ? noun : Noun(rng, scene));
        if ((noun.Length > 0 ? noun : scene.Common!.Word) == "temperature" && rng.Chance(0.15))
            prompt = highest
                ? rng.OneOf("Which is hottest?", "Where is it warmest?")
                : rng.OneOf("Which is coldest?", "Where is it coldest?");
        return Case(
            highest ? QuestionKind.Highest : QuestionKind.Lowest,
            rng,
            scene,
            prompt,
            Named(winner),
            Field(scene, readings)
        );
    }

    /// <summary>How many signals are beyond a limit.</summary>
    public TelemetryCase Count(Random rng)
    {
        var scene = scenes.Peers(rng, rng.Few(2, 7));
        var above = rng.Chance(0.6);
        var wanted = rng.Next(Math.Min(5, scene.Readings.Length + 1));
        if (Split(rng, scene.Readings, above, wanted) is not { } limit)
            return Count(rng);
        var prompt = Phrases
            .WithNoun(Phrases.Pick(rng, above ? Phrases.CountAbove : Phrases.CountBelow), Noun(rng, scene))
            .Replace("{l}", limit);
        return Case(
            above ? QuestionKind.CountAbove : QuestionKind.CountBelow,
            rng,
            scene,
            prompt,
            $"{wanted}",
            limit: limit
        );
    }

    internal static TelemetryCase Case(
        QuestionKind kind,
        Random rng,
        Scene scene,
        string prompt,
        string answer,
        string subject = "",
        string limit = "",
        string limit2 = ""
    )
    {
        var text = ScenePrinter.Print(scene, rng);
        var sample = new Sample(TelemetryTasks.Telemetry.Name, prompt, text, null, answer, Scoring.Exact);
        return new TelemetryCase(kind, sample, subject, limit, limit2);
    }

    internal static string YesNo(bool yes) => yes ? "yes" : "no";

    internal static string Subject(Random rng, Reading reading) =>
        rng.Chance(0.7) ? "the " + reading.Words
        : reading.Thing.Length > 0 && reading.Key == reading.Thing ? $"{reading.Thing} {reading.Field}"
        : reading.Key;

    // In a scene of several things with several quantities the printed name alone may not tell which is meant.
    private static string Identity(Reading reading) =>
        reading.Thing.Length > 0 && reading.Key == reading.Thing ? $"{reading.Thing}.{reading.Field}" : reading.Key;

    private static string Named(Reading reading) => $"{reading.Key} {reading.Value}";

    private static string UnitInPrompt(Random rng, Reading reading) =>
        reading.Unit.Length > 0 && rng.Chance(0.5) ? " " + reading.Unit.TrimStart() : "";

    private static string Noun(Random rng, Scene scene) =>
        scene.JoinsKeys && rng.Chance(0.4) ? scene.Common!.Word
        : rng.Chance(0.6) ? "value"
        : rng.OneOf("reading", "sensor", "signal", "measurement", "channel", "point");

    // Peers, or the signals of one quantity among others; then the question must name the quantity.
    private bool Compared(Random rng, out Scene scene, out Reading[] readings, out string noun)
    {
        var mixed = rng.Chance(0.25);
        scene = mixed ? scenes.Mixed(rng) : scenes.Peers(rng, rng.Few(2, 7));
        readings = scene.Readings;
        noun = "";
        if (!mixed)
            return true;
        var asked = rng.Of(scene.Fields);
        noun = asked.Word;
        readings = [.. readings.Where(r => r.Field == asked.Keys[0])];
        return readings.Length > 1 && readings.Select(r => r.Steps).Distinct().Count() == readings.Length;
    }

    private static string Field(Scene scene, Reading[] readings) => scene.Things.Length > 0 ? readings[0].Field : "";

    // A limit that leaves exactly the wanted number of signals beyond it, or null when the values lie too close.
    private static string? Split(Random rng, Reading[] readings, bool above, int wanted)
    {
        var decimals = readings[0].Decimals;
        long[] sorted = [.. readings.Select(r => r.Steps).Order()];
        var low = above ? sorted.Length - wanted : wanted;
        if (low == 0)
            return Limits.Below(rng, sorted[0], decimals);
        return low == sorted.Length
            ? Limits.Above(rng, sorted[^1], decimals)
            : Limits.Between(rng, sorted[low - 1], sorted[low], decimals);
    }

    private static IEnumerable<Reading> Beyond(Reading[] readings, bool above, string limit)
    {
        var bound = decimal.Parse(limit);
        return readings.Where(r => above ? decimal.Parse(r.Text) > bound : decimal.Parse(r.Text) < bound);
    }
}
