using System.Text;

namespace Siskin.Models.Data.Telemetry;

/// <summary>Prints a scene as devices do.</summary>
internal static class ScenePrinter
{
    /// <summary>The sensor text of a scene.</summary>
    public static string Print(Scene scene, Random rng) =>
        scene.Form switch
        {
            SceneForm.Topics => Lines(scene, " ", rng),
            SceneForm.Colons => Lines(scene, rng.Chance(0.8) ? ": " : ":", rng),
            SceneForm.Pairs => Pairs(scene, rng),
            SceneForm.Json => Json(scene, rng.Chance(0.3)),
            SceneForm.NestedJson => Nested(scene),
            SceneForm.Zigbee => Zigbee(scene),
            SceneForm.Tasmota => Tasmota(scene, rng),
            SceneForm.Influx => Influx(scene, rng),
            SceneForm.Csv => Csv(scene, rng),
            SceneForm.Invented => Invented(scene, rng),
            SceneForm.Arrows => Lines(scene, " -> ", rng),
            SceneForm.Table => Table(scene),
            _ => string.Join(";", scene.Readings.Select(r => $"{r.Key}:{r.Value}{Limit(r, " max ")}")),
        };

    /// <summary>Whether a form has a place for a unit and a limit of each signal.</summary>
    public static bool HasLimits(SceneForm form) =>
        form
            is SceneForm.Topics
                or SceneForm.Colons
                or SceneForm.Csv
                or SceneForm.NestedJson
                or SceneForm.Pairs
                or SceneForm.Invented
                or SceneForm.Arrows
                or SceneForm.Table
                or SceneForm.Semicolons;

    private static string Lines(Scene scene, string separator, Random rng)
    {
        var limit = LimitWords(rng);
        var text = new StringBuilder();
        foreach (var reading in scene.Readings)
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(reading.Key).Append(separator).Append(reading.Value).Append(Limit(reading, limit));
        }
        return text.ToString();
    }

    private static string Invented(Scene scene, Random rng)
    {
        var limit = LimitWords(rng);
        return InventedLayout.Draw(rng).Print(scene.Readings.Select(r => (r.Key, r.Value + Limit(r, limit))));
    }

    private static string LimitWords(Random rng) => rng.OneOf(" limit ", " max ", " (limit ", " (max ");

    private static string Limit(Reading reading, string words) =>
        reading.Limit is null ? "" : words + reading.Limit + (words.Contains('(') ? ")" : "");

    private static string Pairs(Scene scene, Random rng)
    {
        var text = new StringBuilder();
        if (rng.Chance(0.3))
            text.Append(Clock(rng)).Append(' ');
        if (rng.Chance(0.2))
            text.Append(rng.OneOf("INFO ", "info ", "stat ", "DEBUG "));
        if (scene.ShowsOwner)
            text.Append(Naming.Spell(scene.Owner, scene.Style)).Append(": ");
        var separator = rng.OneOf(" ", " ", ", ");
        var limit = rng.OneOf("limit", "max");
        for (var i = 0; i < scene.Readings.Length; i++)
        {
            var reading = scene.Readings[i];
            text.Append(i == 0 ? "" : separator).Append(reading.Key).Append('=').Append(reading.Value);
            if (reading.Limit is not null)
                text.Append($" {limit}={reading.Limit}");
        }
        return text.ToString();
    }

    private static string Json(Scene scene, bool spaced)
    {
        string comma = spaced ? ", " : ",",
            colon = spaced ? ": " : ":";
        return "{" + string.Join(comma, scene.Readings.Select(r => $"\"{r.Key}\"{colon}{Quoted(r)}")) + "}";
    }

    private static string Nested(Scene scene)
    {
        if (scene.Things.Length > 0)
            return "{" + string.Join(",", Groups(scene).Select(g => $"\"{g.Key}\":{Fields(g)}")) + "}";
        var inner = scene.Common is null ? "value" : scene.Common.Keys[0];
        return "{"
            + string.Join(
                ",",
                scene.Readings.Select(r =>
                    r.Limit is null
                        ? $"\"{r.Key}\":{{\"{inner}\":{Quoted(r)}}}"
                        : $"\"{r.Key}\":{{\"{inner}\":{Quoted(r)},\"limit\":{r.Limit}}}"
                )
            )
            + "}";
    }

    private static IEnumerable<IGrouping<string, Reading>> Groups(Scene scene) => scene.Readings.GroupBy(r => r.Thing);

    private static string Fields(IEnumerable<Reading> readings) =>
        "{" + string.Join(",", readings.Select(r => $"\"{r.Field}\":{Quoted(r)}")) + "}";

    private static string Zigbee(Scene scene) =>
        scene.Things.Length > 0
            ? string.Join("\n", Groups(scene).Select(g => $"zigbee2mqtt/{g.Key} {Fields(g)}"))
            : (scene.ShowsOwner ? "zigbee2mqtt/" + Naming.Spell(scene.Owner, scene.Style) + " " : "")
                + Json(scene, false);

    private static string Tasmota(Scene scene, Random rng)
    {
        var time = $"\"Time\":\"2026-{rng.Next(1, 13):00}-{rng.Next(1, 29):00}T{Clock(rng)}\",";
        var fields = string.Join(",", scene.Readings.Select(r => $"\"{r.Key}\":{Quoted(r)}"));
        if (rng.Chance(0.3))
            return "{" + time + fields + "}";
        var chip = rng.OneOf("AM2301", "DS18B20", "BME280", "SI7021", "ENERGY", "ANALOG", "SHT3X");
        return "{" + time + $"\"{chip}\":{{{fields}}}" + (rng.Chance(0.3) ? ",\"TempUnit\":\"C\"}" : "}");
    }

    private static string Influx(Scene scene, Random rng)
    {
        var stamp = rng.Chance(0.4) ? " " + rng.NextInt64(1_760_000_000, 1_799_999_999) : "";
        if (scene.Things.Length > 0)
            return string.Join(
                "\n",
                Groups(scene).Select(g => $"{g.Key} {string.Join(",", g.Select(r => $"{r.Field}={Quoted(r)}"))}")
            );
        if (scene.Common is null)
        {
            var tag = rng.Chance(0.4) ? "," + rng.OneOf("site=a", "host=gw1", "line=2", "loc=hall") : "";
            return Naming.Spell(scene.Owner, scene.Style)
                + tag
                + " "
                + string.Join(",", scene.Readings.Select(r => $"{r.Key}={Quoted(r)}"))
                + stamp;
        }
        var name = rng.OneOf("name", "dev", "id", "loc");
        return string.Join(
            "\n",
            scene.Readings.Select(r => $"{scene.Common.Keys[0]},{name}={r.Key} value={Quoted(r)}")
        );
    }

    private static string Csv(Scene scene, Random rng)
    {
        var units = Array.Exists(scene.Readings, r => r.Unit.Length > 0);
        var limits = Array.Exists(scene.Readings, r => r.Limit is not null);
        var text = new StringBuilder(rng.OneOf("name,value", "signal,value", "id,value"));
        text.Append(units ? ",unit" : "").Append(limits ? ",limit" : "");
        foreach (var reading in scene.Readings)
        {
            text.Append('\n').Append(reading.Key).Append(',').Append(reading.Text);
            if (units)
                text.Append(',').Append(reading.Unit.TrimStart());
            if (limits)
                text.Append(',').Append(reading.Limit);
        }
        return text.ToString();
    }

    private static string Table(Scene scene) =>
        string.Join(
            "\n",
            scene.Readings.Select(r => $"| {r.Key} | {r.Value} |" + (r.Limit is null ? "" : $" {r.Limit} |"))
        );

    private static string Quoted(Reading reading) => reading.IsQuoted ? $"\"{reading.Text}\"" : reading.Text;

    private static string Clock(Random rng) => $"{rng.Next(24):00}:{rng.Next(60):00}:{rng.Next(60):00}";
}
