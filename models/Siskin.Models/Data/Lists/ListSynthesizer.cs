using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.Lists;

/// <summary>
/// Lists of named values, each with a value of its own. The same seed gives the same sample.
/// </summary>
/// <param name="options">What names and layouts are drawn from.</param>
internal sealed class ListSynthesizer(SensorTextOptions options)
{
    /// <summary>Fewest and most readings of a list that is written again as a whole.</summary>
    internal const int Few = 1,
        Many = 3;

    /// <summary>Fewest and most readings of a list of which one is asked for.</summary>
    internal const int FewToPickFrom = 3,
        ManyToPickFrom = 6;

    private readonly Naming _naming = new(options);

    /// <summary>The list as it is.</summary>
    public Sample Copy(int seed, string task, IReadOnlyList<string> wordings)
    {
        var rng = new Random(seed);
        var text = Text(rng, Readings(rng, Few, Many));
        return new Sample(task, rng.Of(wordings), text, null, text, Scoring.Exact);
    }

    /// <summary>The list as pairs.</summary>
    public Sample Rewrite(int seed, string task, IReadOnlyList<string> wordings)
    {
        var rng = new Random(seed);
        var readings = Readings(rng, Few, Many);
        var answer = string.Join(", ", readings.Select(one => $"{one.Key}={one.Value}"));
        return new Sample(task, rng.Of(wordings), Text(rng, readings), null, answer, Scoring.Exact);
    }

    /// <summary>One value of a list.</summary>
    public Sample Pick(int seed)
    {
        var rng = new Random(seed);
        var readings = Readings(rng, FewToPickFrom, ManyToPickFrom);
        var (key, value) = rng.Of(readings);
        return new Sample("pick", $"What is {key}?", Text(rng, readings), null, value, Scoring.Exact);
    }

    private string Text(Random rng, IReadOnlyList<(string Key, string Value)> readings) =>
        KeyValueText.Print(rng, options, readings);

    private (string Key, string Value)[] Readings(Random rng, int fewest, int most)
    {
        var style = rng.Of([NameStyle.Topic, NameStyle.Snake, NameStyle.Dashed, NameStyle.Camel]);
        var things = _naming.Things(rng, rng.Next(fewest, most + 1));
        var values = new HashSet<string>();
        while (values.Count < things.Length)
            values.Add(Reading.Print(rng.LogUniform(1, 9999), rng.Next(3)));
        return [.. things.Zip(values, (thing, value) => (Naming.Spell(thing, style), value))];
    }
}
