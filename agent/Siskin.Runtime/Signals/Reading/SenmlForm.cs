using System.Globalization;
using System.Text.Json;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Records of SenML (RFC 8428), <c>[{"bn":"urn:dev:1/","bt":1930382400,"n":"temp","u":"Cel","v":21.4}]</c>: a base
/// holds for the records behind it, times are seconds beside the base, and a value may be a text or a boolean.
/// </summary>
internal static class SenmlForm
{
    private const int LeastAbsolute = 1 << 28;

    /// <summary>Reads an array of them; false where it is none.</summary>
    public static bool TryRead(JsonElement root, TableBuilder table)
    {
        if (
            root.ValueKind != JsonValueKind.Array
            || root.GetArrayLength() == 0
            || !root.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && IsRecord(item))
            || !root.EnumerateArray().Any(item => item.TryGetProperty("bn", out _) || item.TryGetProperty("bt", out _))
        )
            return false;
        string name = "",
            unit = "";
        decimal time = 0;
        foreach (var record in root.EnumerateArray())
        {
            name = JsonForm.Text(record, ["bn"]) ?? name;
            unit = JsonForm.Text(record, ["bu"]) ?? unit;
            time = Number(record, "bt") ?? time;
            if (JsonForm.Text(record, ["n"]) is not { } own)
                continue;
            var at = time + (Number(record, "t") ?? 0);
            var path = Path(name, own);
            table.Add(
                path,
                Value(record, JsonForm.Text(record, ["u"]) ?? unit),
                at >= LeastAbsolute ? at.ToString("0.###", CultureInfo.InvariantCulture) : ""
            );
        }

        return true;
    }

    private static bool IsRecord(JsonElement item) =>
        item.EnumerateObject()
            .All(member =>
                member.Name
                    is "bn"
                        or "bt"
                        or "bu"
                        or "bv"
                        or "bs"
                        or "bver"
                        or "n"
                        or "u"
                        or "v"
                        or "vs"
                        or "vb"
                        or "vd"
                        or "s"
                        or "t"
                        or "ut"
            );

    // The last part of the base, without what addresses a device.
    private static string Path(string name, string own)
    {
        var place = name.TrimEnd('/', ':', '_', ';');
        place = place[(place.LastIndexOfAny(['/', ':']) + 1)..];
        return place.Length > 0 ? $"{place}/{own}" : own;
    }

    private static SignalValue Value(JsonElement record, string unit)
    {
        if (JsonForm.Of(record, ["v", "s"]) is { Value.ValueKind: JsonValueKind.Number } number)
        {
            var read = ValueReader.Read(number.Value.GetRawText());
            // "2.5e-1"
            if (read.IsNumber && read.Text.Contains('e', StringComparison.OrdinalIgnoreCase))
                read = read with { Text = read.Number.ToString(CultureInfo.InvariantCulture) };
            return read.IsNumber && unit.Length > 0 ? read with { Unit = " " + Spelled(unit) } : read;
        }

        return JsonForm.Of(record, ["vs", "vb", "vd"]) is { } other
            ? ValueReader.Read(
                other.Value.ValueKind == JsonValueKind.String ? other.Value.GetString()! : other.Value.GetRawText()
            )
            : SignalValue.Missing;
    }

    private static string Spelled(string unit) =>
        unit switch
        {
            "Cel" => "°C",
            "%RH" or "/" => "%",
            _ => unit,
        };

    private static decimal? Number(JsonElement record, string key) =>
        record.TryGetProperty(key, out var member)
        && member.ValueKind == JsonValueKind.Number
        && ValueReader.Read(member.GetRawText()) is { IsNumber: true } read
            ? read.Number
            : null;
}
