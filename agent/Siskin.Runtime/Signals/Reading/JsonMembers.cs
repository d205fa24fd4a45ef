using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What members of a document say together.</summary>
internal static class JsonMembers
{
    // Seconds since 1970 are more.
    private const double LeastSeconds = 1e6;

    // Units of one letter, and what something is measured by.
    private const string Amounts = "1%lLmgJWVANKU";
    private static readonly HashSet<string> Pers = new(
        "s sec min h hr d day m m2 m3 m² m³ cm cm2 cm3 cm² cm³ km l L ml mL kg g K".Split(' '),
        StringComparer.Ordinal
    );

    // What is larger is counted in no steps.
    private const decimal MostScaled = 1e15m;

    private static readonly decimal[] PowersOfTen =
    [
        0.000001m,
        0.00001m,
        0.0001m,
        0.001m,
        0.01m,
        0.1m,
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
    ];

    private static readonly string[] LongTimeKeys = [.. JsonForm.TimeKeys.Where(key => key.Length > 1)];

    /// <summary>When an object was measured; "t" beside other values is a temperature where it counts no seconds.</summary>
    public static string? Stamp(JsonElement element) =>
        JsonForm.Of(element, JsonForm.TimeKeys) is not { } member ? null
        : member.Name is "t" or "T"
        && member.Value.ValueKind == JsonValueKind.Number
        && Math.Abs(member.Value.GetDouble()) < LeastSeconds
            ? JsonForm.Text(element, LongTimeKeys)
        : JsonForm.Text(element, JsonForm.TimeKeys);

    /// <summary>
    /// Whether a member of <c>{"v": 70.7, "u": "W", "d": 1}</c> is the unit, or says how many decimals are shown.
    /// </summary>
    public static bool IsShort(JsonProperty member) =>
        member.Name is "u" && member.Value.ValueKind == JsonValueKind.String
        || member.Name is "d" or "digits" or "decimals" or "precision"
            && member.Value.ValueKind == JsonValueKind.Number;

    /// <summary>The unit of such an object, or null.</summary>
    public static string? ShortUnit(JsonElement element) =>
        element.TryGetProperty("u", out var unit) && unit.ValueKind == JsonValueKind.String ? unit.GetString() : null;

    /// <summary>Whether a member is called a description.</summary>
    public static bool IsDescription(JsonProperty member) =>
        member.Name.Equals("description", StringComparison.OrdinalIgnoreCase)
        && member.Value.ValueKind == JsonValueKind.String;

    /// <summary>The unit of <c>{"value": 21.5, "description": "&amp;deg;C"}</c>, or null.</summary>
    public static string? DescribedUnit(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
            if (IsDescription(member))
            {
                var text = WebUtility.HtmlDecode(member.Value.GetString()!).Trim();
                return text.Length is > 0 and < 8 && (ValueReader.IsKnownUnit(text) || text[0] == '°' || IsRate(text))
                    ? text
                    : null;
            }

        return null;
    }

    // "l/h" is one, and neither "N/A" nor "A/C".
    private static bool IsRate(string text) =>
        text.Split('/') is [var amount, var per]
        && (amount.Length == 1 ? Amounts.Contains(amount[0]) : ValueReader.IsKnownUnit(amount))
        && Pers.Contains(per);

    /// <summary>Reads <c>{"Unit": "W", "Values": {"1": 3120, "2": 2890}}</c>: one unit for all.</summary>
    public static bool TryUnited(JsonElement element, string path, TableBuilder table, string time)
    {
        if (
            path.Length == 0
            || element.EnumerateObject().Count() != 2
            || JsonForm.Text(element, JsonForm.UnitKeys) is not { Length: > 0 } unit
            || JsonForm.Of(element, ["values"]) is not { Value.ValueKind: JsonValueKind.Object } values
            || !values.Value.EnumerateObject().All(member => JsonForm.IsScalar(member.Value))
        )
            return false;
        foreach (var member in values.Value.EnumerateObject())
        {
            var read = JsonForm.Scalar(member.Value);
            table.Add(JsonForm.Join(path, member.Name), read.IsNumber ? read with { Unit = " " + unit } : read, time);
        }

        return true;
    }

    /// <summary>
    /// What the number of an object counts in, a power of ten from 0.000001 to 1,000,000; null where it says nothing of
    /// the kind: a power's factor of 0.95 is a value of its own.
    /// </summary>
    public static decimal? Factor(JsonElement element) =>
        JsonForm.Of(element, ["factor"]) is { Value.ValueKind: JsonValueKind.Number } member
        && member.Value.TryGetDecimal(out var factor)
        && Array.Exists(PowersOfTen, power => power == factor)
            ? factor
            : null;

    /// <summary>
    /// A number as it is meant where a factor stands beside it: 50.2 of <c>{"val": 502, "factor": 0.1}</c>.
    /// </summary>
    public static SignalValue Scaled(JsonElement element, SignalValue value)
    {
        if (!value.IsNumber || Factor(element) is not { } factor || factor == 1 || Math.Abs(value.Number) > MostScaled)
            return value;
        var scaled = ValueReader.Read((value.Number * factor).ToString("0.############", CultureInfo.InvariantCulture));
        return scaled with { Unit = value.Unit };
    }

    /// <summary>What an OPC server says of a value that it does not trust, or null.</summary>
    public static string? Bad(JsonElement element)
    {
        if (JsonForm.Of(element, ["statuscode"]) is { Value.ValueKind: JsonValueKind.Object } code)
            return
                JsonForm.Text(code.Value, ["symbol"]) is { } symbol
                && symbol.StartsWith("Bad", StringComparison.OrdinalIgnoreCase)
                ? symbol
                : null;
        if (
            JsonForm.Text(element, ["statuscode"]) is { } symbolic
            && !symbolic.StartsWith("Good", StringComparison.OrdinalIgnoreCase)
        )
            return symbolic.Any(char.IsLetter) ? symbolic : null;
        return
            JsonForm.Of(element, ["q", "quality"]) is { } quality
            && (
                quality.Value.ValueKind == JsonValueKind.False
                || quality.Value.ValueKind == JsonValueKind.String
                    && quality.Value.GetString()!.StartsWith("bad", StringComparison.OrdinalIgnoreCase)
            )
            ? "bad"
            : null;
    }

    /// <summary>The name of the one number that has a limit beside it, <c>{"uptime": 3, "limit": 4}</c>.</summary>
    public static string? Limited(JsonElement element)
    {
        if (JsonForm.Of(element, ["limit"]) is not { Value.ValueKind: JsonValueKind.Number })
            return null;
        foreach (var member in element.EnumerateObject())
            if (
                member.Value.ValueKind == JsonValueKind.Number
                && !member.Name.Equals("limit", StringComparison.OrdinalIgnoreCase)
            )
                return member.Name;
        return null;
    }
}
