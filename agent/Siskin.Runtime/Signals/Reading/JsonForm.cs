using System.Text.Json;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// JSON of any nesting. Objects such as <c>{"value": 3, "unit": "V"}</c> are one signal, and an object of an array goes
/// by the name that it gives itself.
/// </summary>
internal static class JsonForm
{
    private static readonly string[] ValueKeys = ["value", "state", "measurementvalue", "val", "v", "reading"];
    private static readonly string[] NameKeys =
    [
        "name",
        "entity_id",
        "type",
        "friendly_name",
        "sensor",
        "id",
        "n",
        "tag",
        "signal",
        "device",
        "key",
        "topic",
    ];
    private static readonly string[] TimeKeys =
    [
        "timestamp",
        "time",
        "ts",
        "sourcetimestamp",
        "t",
        "datetime",
        "last_changed",
        "last_updated",
        "received_at",
    ];
    private static readonly string[] UnitKeys = ["unit", "units", "unit_of_measurement", "uom", "engunit"];
    private static readonly string[] HighKeys = ["max", "limit", "high", "limit_high", "upper", "maximum"];
    private static readonly string[] LowKeys = ["min", "low", "limit_low", "lower", "minimum"];

    /// <summary>Reads a document; false when the text is not JSON.</summary>
    public static bool TryRead(string text, string prefix, TableBuilder table)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true });
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                return false;
            Walk(document.RootElement, prefix, table, "");
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Walk(JsonElement element, string path, TableBuilder table, string time)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Members(element, path, table, time);
                break;
            case JsonValueKind.Array:
                Items(element, path, table, time);
                break;
            default:
                table.Add(path.Length > 0 ? path : "value", Scalar(element), time);
                break;
        }
    }

    private static void Members(JsonElement element, string path, TableBuilder table, string time)
    {
        if (Text(element, TimeKeys) is { } stamp)
            time = stamp;
        if (path.Length > 0 && Of(element, ValueKeys) is { } value && IsScalar(value.Value) && IsOneSignal(element))
        {
            var read = Scalar(value.Value);
            if (Text(element, UnitKeys) is { Length: > 0 } unit && read.IsNumber)
                read = read with { Unit = " " + unit };
            table.Add(path, read, time);
            table.Limit(path, Number(element, LowKeys), Number(element, HighKeys));
            return;
        }

        foreach (var member in element.EnumerateObject())
            Walk(member.Value, Join(path, member.Name), table, time);
    }

    private static void Items(JsonElement array, string path, TableBuilder table, string time)
    {
        var index = 0;
        var plain = array.EnumerateArray().All(IsScalar);
        foreach (var item in array.EnumerateArray())
        {
            if (plain)
            {
                table.Add(path.Length > 0 ? path : "value", Scalar(item), time);
                continue;
            }

            var name = item.ValueKind == JsonValueKind.Object ? Text(item, NameKeys) : null;
            var hasValue = item.ValueKind == JsonValueKind.Object && Of(item, ValueKeys) is not null;
            // A row with its own name stands on its own; the array's name says nothing more.
            var row = item.ValueKind == JsonValueKind.Object && name is null && Text(item, TimeKeys) is not null;
            var own =
                name is not null && (hasValue || !IsNumeric(name)) ? name
                : row ? path
                : array.GetArrayLength() == 1 ? path
                : Join(path, $"{index}");
            Walk(item, own, table, time);
            index++;
        }
    }

    // Not a signal: an object whose members are several signals of which one happens to be a state.
    private static bool IsOneSignal(JsonElement element) =>
        element
            .EnumerateObject()
            .All(member =>
            {
                var key = member.Name.ToLowerInvariant();
                return ValueKeys.Contains(key)
                    || NameKeys.Contains(key)
                    || TimeKeys.Contains(key)
                    || UnitKeys.Contains(key)
                    || HighKeys.Contains(key)
                    || LowKeys.Contains(key)
                    || key
                        is "datatype"
                            or "alias"
                            or "attributes"
                            or "measurementid"
                            or "quality"
                            or "statuscode"
                            or "context"
                            or "properties"
                            or "status";
            });

    private static string Join(string path, string name) => path.Length > 0 ? $"{path}/{name}" : name;

    private static bool IsNumeric(string text) => text.All(char.IsAsciiDigit);

    private static bool IsScalar(JsonElement element) =>
        element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private static SignalValue Scalar(JsonElement element) =>
        ValueReader.Read(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());

    private static JsonProperty? Of(JsonElement element, string[] keys)
    {
        foreach (var key in keys)
        foreach (var member in element.EnumerateObject())
            if (member.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return member;
        return null;
    }

    private static string? Text(JsonElement element, string[] keys) =>
        Of(element, keys)?.Value switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    private static decimal? Number(JsonElement element, string[] keys) =>
        Of(element, keys) is { } member && IsScalar(member.Value) && Scalar(member.Value) is { IsNumber: true } value
            ? value.Number
            : null;
}
