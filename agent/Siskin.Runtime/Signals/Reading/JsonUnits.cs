using System.Text.Json;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Units that a document gives apart from what is measured in them: <c>{"units": {"flow": "l/min"}, "flow": 3}</c>, and
/// <c>{"hourly_units": {"flow": "l/min"}, "hourly": {"flow": [3, 4]}}</c>.
/// </summary>
internal static class JsonUnits
{
    private const int Longest = 12;

    private static readonly string[] Ends = ["_units", "-units", "Units"];

    /// <summary>Gives the signals of an object, which were read before, the units that it prints beside them.</summary>
    public static void Apply(JsonElement element, string path, TableBuilder table)
    {
        // {"values": [81, 84], "unit": "BPM"}
        if (
            path.Length > 0
            && JsonForm.Of(element, ["values"]) is { Value.ValueKind: JsonValueKind.Array }
            && JsonForm.Text(element, JsonForm.UnitKeys) is { Length: > 0 and <= Longest } own
        )
            table.Measure(path, own);
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Object || Of(member.Name) is not { } thing)
                continue;
            foreach (var unit in member.Value.EnumerateObject())
                if (
                    unit.Value.ValueKind == JsonValueKind.String
                    && unit.Value.GetString() is { Length: > 0 and <= Longest } said
                )
                    table.Measure(JsonForm.Join(thing.Length > 0 ? JsonForm.Join(path, thing) : path, unit.Name), said);
        }
    }

    // What the units of a member are of: "" where they are of its neighbours, null where it holds none.
    private static string? Of(string name) =>
        name.Equals("units", StringComparison.OrdinalIgnoreCase) ? ""
        : Array.Find(Ends, end => name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal)) is { } found
            ? name[..^found.Length]
        : null;
}
