namespace Siskin.Models.Data.Telemetry;

/// <summary>Questions about what is not there: signals that were never printed and signals without a value.</summary>
internal sealed class AbsenceQuestions(SceneBuilder scenes, SensorTextOptions options)
{
    /// <summary>A signal that is not there.</summary>
    public TelemetryCase Unknown(Random rng)
    {
        var scene = scenes.Any(rng);
        var subject = Absent(rng, scene);
        string prompt;
        if (rng.Chance(0.75))
            prompt = Phrases.Pick(rng, Phrases.Lookup);
        else
            prompt = Phrases
                .Pick(rng, rng.Chance(0.5) ? Phrases.IsAbove : Phrases.IsBelow)
                .Replace("{l}", Limits.Above(rng, rng.Of(scene.Readings).Steps, scene.Readings[0].Decimals));
        return SceneQuestions.Case(
            QuestionKind.Unknown,
            rng,
            scene,
            prompt.Replace("{s}", subject),
            "unknown",
            subject
        );
    }

    /// <summary>Signals that delivered no value.</summary>
    public TelemetryCase MissingValue(Random rng)
    {
        var scene = rng.Chance(0.5) ? scenes.Device(rng, rng.Few(2, 6)) : scenes.Peers(rng, rng.Few(2, 7));
        var wanted = Math.Min(
            scene.Readings.Length,
            rng.Chance(0.25) ? 0
                : rng.Chance(0.75) ? 1
                : 2
        );
        var order = Enumerable.Range(0, scene.Readings.Length).ToArray();
        rng.Shuffle(order);
        for (var i = 0; i < wanted; i++)
            scene = scene.With(order[i], Missing(rng, scene, scene.Readings[order[i]]));
        var answer = string.Join(", ", scene.Readings.Where(r => r.IsMissing).Select(r => r.Key));
        return SceneQuestions.Case(
            QuestionKind.MissingValue,
            rng,
            scene,
            Phrases.Pick(rng, Phrases.MissingValue),
            answer.Length == 0 ? "none" : answer
        );
    }

    /// <summary>Signals of a list in the question that are not in the text.</summary>
    public TelemetryCase MissingName(Random rng)
    {
        var scene = scenes.Peers(rng, rng.Few(2, 6));
        var wanted = Math.Min(
            scene.Readings.Length - 1,
            rng.Chance(0.25) ? 0
                : rng.Chance(0.75) ? 1
                : 2
        );
        string[] expected = [.. scene.Readings.Select(r => r.Key)];
        var left = scene.Readings.ToList();
        for (var i = 0; i < wanted; i++)
            left.RemoveAt(rng.Next(left.Count));
        if (rng.Chance(0.3))
            rng.Shuffle(expected);
        var missing = expected.Where(key => !left.Exists(r => r.Key == key));
        var list = string.Join(", ", expected);
        return SceneQuestions.Case(
            QuestionKind.MissingName,
            rng,
            scene with
            {
                Readings = [.. left],
            },
            Phrases.Pick(rng, Phrases.MissingName).Replace("{list}", list),
            wanted == 0 ? "none" : string.Join(", ", missing),
            limit: list
        );
    }

    /// <summary>The same with two or three short names and nothing else: what it begins with.</summary>
    public TelemetryCase MissingOfFew(Random rng)
    {
        var style = (NameStyle)rng.Next(1, 5);
        string[] keys = [.. scenes.Names.Things(rng, rng.Next(2, 4)).Select(name => Naming.Spell(name, style))];
        var missing = rng.Chance(0.25) ? -1 : rng.Next(keys.Length);
        var text = KeyValueText.Print(
            rng,
            options,
            keys.Where((_, i) => i != missing).Select(key => (key, $"{rng.Next(100)}"))
        );
        var list = string.Join(", ", keys);
        var sample = new Sample(
            TelemetryTasks.Lookup.Name,
            Phrases.Pick(rng, Phrases.MissingName).Replace("{list}", list),
            text,
            null,
            missing < 0 ? "none" : keys[missing],
            Scoring.Exact
        );
        return new TelemetryCase(QuestionKind.MissingName, sample, Limit: list);
    }

    /// <summary>A reading without its value, as the form prints it.</summary>
    internal static Reading Missing(Random rng, Scene scene, Reading reading)
    {
        var json = scene.Form is SceneForm.Json or SceneForm.NestedJson or SceneForm.Zigbee or SceneForm.Tasmota;
        var text = json
            ? rng.OneOf("null", "null", "unavailable")
            : rng.OneOf("unavailable", "null", "nan", "n/a", "unavailable", "none");
        return reading with
        {
            Text = text,
            Unit = "",
            IsMissing = true,
            IsState = true,
            IsQuoted = json && text != "null",
        };
    }

    // The name of a signal that cannot be taken for one of the scene.
    private string Absent(Random rng, Scene scene)
    {
        if (scene.Things.Length > 0)
            return AbsentPair(rng, scene);
        return scene.Common is null ? AbsentQuantity(rng, scene) : AbsentThing(rng, scene);
    }

    // A thing that is there with a quantity that it does not have, or that no thing has.
    private string AbsentPair(Random rng, Scene scene)
    {
        while (true)
        {
            var thing = rng.Of(scene.Things);
            var quantity = scenes.Names.Quantity(rng);
            if (
                Array.Exists(
                    scene.Readings,
                    r =>
                        r.Words.StartsWith(thing, StringComparison.Ordinal)
                        && (
                            Naming.Overlaps(r.Words[(thing.Length + 1)..], quantity.Word)
                            || quantity.Keys.Contains(r.Field, StringComparer.OrdinalIgnoreCase)
                        )
                )
            )
                continue;
            return rng.Chance(0.7) || !scene.JoinsKeys
                ? $"the {thing} {quantity.Word}"
                : scene.Root + Naming.Join(thing, quantity.Keys[0], scene.Style);
        }
    }

    private string AbsentQuantity(Random rng, Scene scene)
    {
        Quantity quantity;
        do quantity = scenes.Names.Quantity(rng);
        while (Array.Exists(scene.Readings, r => Clashes(r, quantity)));
        var named = scene.JoinsKeys || scene.ShowsOwner;
        if (rng.Chance(0.3))
            return scene.JoinsKeys
                ? scene.Root + Naming.Join(scene.Owner, quantity.Keys[0], scene.Style)
                : quantity.Keys[0];
        return named && rng.Chance(0.6) ? $"the {scene.Owner} {quantity.Word}" : "the " + quantity.Word;
    }

    private string AbsentThing(Random rng, Scene scene)
    {
        string thing;
        do thing = scenes.Names.Thing(rng);
        while (
            Array.Exists(
                scene.Readings,
                r =>
                    r.Words.Contains(thing, StringComparison.OrdinalIgnoreCase)
                    || thing.Contains(r.Words.Split(' ')[0], StringComparison.OrdinalIgnoreCase)
            )
        );
        var word = scene.JoinsKeys
            ? rng.Chance(0.7)
                ? scene.Common!.Word
                : "value"
            : "value";
        if (rng.Chance(0.7))
            return $"the {thing} {word}";
        return scene.Root
            + (
                scene.JoinsKeys
                    ? Naming.Join(thing, scene.Common!.Keys[0], scene.Style)
                    : Naming.Spell(thing, scene.Style)
            );
    }

    private static bool Clashes(Reading reading, Quantity quantity) =>
        Naming.Overlaps(reading.Words, quantity.Word)
        || quantity.Keys.Any(key => reading.Key.Contains(key, StringComparison.OrdinalIgnoreCase));
}
