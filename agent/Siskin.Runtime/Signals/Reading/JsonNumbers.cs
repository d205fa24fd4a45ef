using System.Text.Json;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Names of a list's objects by a number that is another one in each, such as an address, behind what kind each is:
/// <c>[{"address": 2, "model": "RLY8", ...}]</c> holds RLY8 2.
/// </summary>
internal static class JsonNumbers
{
    private static readonly string[] Keys =
    [
        "prn",
        "svid",
        "address",
        "addr",
        "slave",
        "slot",
        "bay",
        "port",
        "cell",
        "phase",
        "node",
        "station",
        "position",
        "number",
        "index",
        "ch",
        "nr",
        "no",
    ];

    private static readonly string[] Kinds = ["type", "model", "kind", "product"];

    /// <summary>The names, or null where the objects have no such number.</summary>
    public static List<string?>? Names(JsonElement array)
    {
        foreach (var key in array[0].EnumerateObject().Select(member => member.Name).Where(IsKey))
        {
            List<int?> numbers = [.. array.EnumerateArray().Select(item => Number(item, key))];
            if (!numbers.TrueForAll(number => number is not null) || numbers.Distinct().Count() < numbers.Count)
                continue;
            var at = 0;
            return [.. array.EnumerateArray().Select(item => $"{Kind(item) ?? key} {numbers[at++]}")];
        }

        return null;
    }

    private static bool IsKey(string key) =>
        Array.Exists(
            Keys,
            one =>
                key.Equals(one, StringComparison.OrdinalIgnoreCase)
                || one.Length > 3 && key.EndsWith(one, StringComparison.OrdinalIgnoreCase)
        );

    private static int? Number(JsonElement item, string key) =>
        item.TryGetProperty(key, out var member)
        && member.ValueKind == JsonValueKind.Number
        && member.TryGetInt32(out var number)
            ? number
            : null;

    private static string? Kind(JsonElement item) =>
        item.EnumerateObject()
            .Where(member =>
                member.Value.ValueKind == JsonValueKind.String
                && Array.Exists(Kinds, kind => member.Name.EndsWith(kind, StringComparison.OrdinalIgnoreCase))
            )
            .Select(member => member.Value.GetString()!)
            .FirstOrDefault(text => text.Length is > 1 and < 24 && !States.IsWord(text.ToLowerInvariant()));
}
