using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Finds what several documents are told apart by.</summary>
internal static partial class JsonNames
{
    // Documents that are looked at.
    private const int MostNamed = 20;

    // How deep within a thing its name may stand.
    private const int Levels = 2;

    // Shorter ones may be numbers of places.
    internal const int LeastSerial = 5;

    /// <summary>A name without the namespace of an OPC server: <c>ns=2;s=Kiln1.Temp</c>.</summary>
    public static string Plain(string name) =>
        name.StartsWith("ns=", StringComparison.Ordinal) && name.IndexOf('=', 3) is > 0 and var at
            ? name[(at + 1)..]
            : name;

    /// <summary>
    /// The member that tells several documents apart: the first that names them and is not the same in all.
    /// </summary>
    public static string Of(IEnumerable<string> documents)
    {
        var values = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in documents.Take(MostNamed))
        foreach (Match member in Member().Matches(text))
        {
            if (!values.TryGetValue(member.Groups["k"].Value, out var seen))
                values[member.Groups["k"].Value] = seen = [];
            seen.Add(member.Groups["v"].Value);
        }

        var first = JsonForm.NameKeys.FirstOrDefault(key => values.ContainsKey(key) && key is not ("id" or "type"), "");
        // A text that is another one in each of several documents is what each is called.
        var count = documents.Take(MostNamed).Count();
        if (first.Length == 0 && count > 2)
            return values
                .FirstOrDefault(
                    pair =>
                        pair.Value.Count == count
                        && pair.Value.All(value =>
                            value.Length < 24 && !TimePrefix.IsTime(value) && value.Any(char.IsLetter)
                        ),
                    new("", [])
                )
                .Key;
        return first.Length == 0 || values[first].Count > 1
            ? ""
            : values.Keys.FirstOrDefault(
                key =>
                    (JsonForm.NameKeys.Contains(key) || key.EndsWith("name", StringComparison.OrdinalIgnoreCase))
                    && values[key].Count > 1,
                ""
            );
    }

    /// <summary>Whether each of several things has a name of its own.</summary>
    public static bool AreDistinct(List<string?> names) =>
        names.TrueForAll(name => name is not null) && names.Distinct().Count() == names.Count;

    /// <summary>
    /// The names of a list's objects by a member whose text is another one in each, where they have none that tell
    /// them apart; null where there is no such member, or they are rows of a recording.
    /// </summary>
    public static List<string?>? Distinct(JsonElement array, List<string?> names)
    {
        var count = array.GetArrayLength();
        if (
            count < 2
            || AreDistinct(names)
            || names.Exists(name => name is not null) && names.Contains(null)
            || array
                .EnumerateArray()
                .Any(item => item.ValueKind != JsonValueKind.Object || JsonMembers.Stamp(item) is not null)
        )
            return null;
        var best = new List<string?>();
        foreach (var key in array[0].EnumerateObject().Select(member => member.Name))
        {
            List<string?> texts = [.. array.EnumerateArray().Select(item => Word(item, key))];
            // "A1" says less than "Still water".
            if (
                texts.TrueForAll(text => text is not null)
                && texts.Distinct().Count() == count
                && texts.Sum(Letters) > 2 * best.Sum(Letters)
            )
                best = texts;
        }

        return best.Count > 0 ? best : JsonNumbers.Names(array);

        static int Letters(string? text) => text!.Count(char.IsLetter);
    }

    private static string? Word(JsonElement item, string key) =>
        item.TryGetProperty(key, out var member)
        && member.ValueKind == JsonValueKind.String
        && member.GetString() is { Length: > 0 and < 40 } text
        && text.Any(char.IsLetter)
        && ValueReader.Read(text).Kind == SignalKind.Text
        && !States.IsWord(text.ToLowerInvariant())
        && !TimePrefix.IsTime(text)
            ? text
            : null;

    /// <summary>The name by what each of a list is: <c>{"beers": [{"beer": "Stout"}]}</c>.</summary>
    public static string? OneOf(string path, JsonElement item)
    {
        var list = path[(path.LastIndexOf('/') + 1)..];
        if (list.Length < 3 || list[^1] != 's')
            return null;
        return JsonForm.Of(item, [list[..^1]]) is { Value.ValueKind: JsonValueKind.Number } numbered
            ? $"{list[..^1]} {numbered.Value.GetRawText()}"
            : JsonForm.Text(item, [list[..^1]]);
    }

    /// <summary>
    /// The name that an object gives itself, or one of its parts such as an id; null where there is none.
    /// </summary>
    public static string? Own(JsonElement item)
    {
        if (OcppForm.Measured(item) is { } measured)
            return measured;
        foreach (var key in JsonForm.NameKeys)
            if (
                JsonForm.Of(item, [key]) is { } member
                && (
                    member.Value.ValueKind == JsonValueKind.String
                        && member.Value.GetString() is { Length: > 0 and < 60 }
                    || member.Value.ValueKind == JsonValueKind.Number && key is "id" or "channel"
                )
            )
                return key is "id"
                    && Guid.TryParse(member.Value.ToString(), out _)
                    && Within(item, Levels) is { } within
                        ? within
                    : member.Value.ValueKind == JsonValueKind.String
                        ? key is "id" && JsonForm.Text(item, ["model"]) is { Length: > 0 and < 30 } made
                                ? $"{made} {member.Value.GetString()}"
                            : Plain(member.Value.GetString()!)
                    // A number says less than the model that it is one of.
                    : JsonForm.Of(item, ["model"]) is { Value.ValueKind: JsonValueKind.String } model
                        ? $"{model.Value.GetString()} {member.Value.GetRawText()}"
                    : member.Value.GetRawText();
        foreach (var member in item.EnumerateObject())
            if (
                member.Value.ValueKind == JsonValueKind.String
                && member.Name.EndsWith("name", StringComparison.OrdinalIgnoreCase)
                && member.Value.GetString() is { Length: > 0 and < 60 } called
            )
                return called;
        if (SerialOf(item) is { } serial)
            return serial;
        if (JsonForm.Of(item, ["metric"]) is { Value.ValueKind: JsonValueKind.Object } metric)
            return string.Join(
                '/',
                metric
                    .Value.EnumerateObject()
                    .Where(label => label.Value.ValueKind == JsonValueKind.String && label.Name is not "job")
                    .Select(label => label.Value.GetString())
            );
        foreach (var member in item.EnumerateObject())
            if (
                member.Value.ValueKind == JsonValueKind.Object
                && (
                    member.Name.EndsWith("ids", StringComparison.OrdinalIgnoreCase)
                    || member.Name is "tags" or "device" or "sensor" or "metric" or "labels"
                )
                && JsonForm.Text(member.Value, JsonForm.NameKeys) is { Length: > 0 and < 60 } nested
            )
                return nested;
        return null;
    }

    /// <summary>The names of a list's objects, null for those that have none.</summary>
    public static List<string?> OfItems(JsonElement array, string path)
    {
        List<string?> names =
        [
            .. array
                .EnumerateArray()
                .Select(item => item.ValueKind == JsonValueKind.Object ? Own(item) ?? OneOf(path, item) : null),
        ];
        return AreCounted(array, names) ? [.. names.Select(_ => (string?)null)] : names;
    }

    // Whether what looks like serial numbers counts the rows of a recording: each is one more than the last, or each
    // has a time of its own.
    private static bool AreCounted(JsonElement array, List<string?> names)
    {
        if (names.Count < 2 || !AreDistinct(names))
            return false;
        var stamps = new HashSet<string>(StringComparer.Ordinal);
        var isNext = true;
        for (var i = 0; i < names.Count; i++)
        {
            var item = array[i];
            if (SerialOf(item) != names[i] || !item.EnumerateObject().Any(member => Numbered().IsMatch(member.Name)))
                return false;
            if (JsonMembers.Stamp(item) is { } stamp)
                stamps.Add(stamp);
            isNext &=
                long.TryParse(names[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && (
                    i == 0
                    || long.TryParse(names[i - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                        && number == last + 1
                );
        }

        return isNext || stamps.Count == names.Count;
    }

    private static string? SerialOf(JsonElement item)
    {
        foreach (var member in item.EnumerateObject())
            if (
                Serial().IsMatch(member.Name)
                && (
                    member.Value.ValueKind == JsonValueKind.String
                    || member.Value.ValueKind == JsonValueKind.Number && member.Name.Length > 2
                )
                && member.Value.ToString() is { Length: >= LeastSerial and < 40 } serial
                && serial.Any(char.IsAsciiDigit)
                // A number beside a time is one of a sequence as well.
                && !(
                    Numbered().IsMatch(member.Name)
                    && serial.All(char.IsAsciiDigit)
                    && JsonMembers.Stamp(item) is not null
                )
            )
                return serial;
        return null;
    }

    // The name of a part, or of a part of it: {"id": "6f1d...", "attributes": {"system": {"name": "Shed"}}}.
    private static string? Within(JsonElement item, int levels)
    {
        if (levels == 0)
            return null;
        foreach (var member in item.EnumerateObject())
            if (
                member.Value.ValueKind == JsonValueKind.Object
                && (
                    JsonForm.Of(member.Value, ["name"]) is { Value.ValueKind: JsonValueKind.String } named
                        ? named.Value.GetString()
                        : Within(member.Value, levels - 1)
                )
                    is { Length: > 0 and < 60 } name
            )
                return name;
        return null;
    }

    // "serialNumber", "dev_eui": what a maker tells things apart by.
    [GeneratedRegex(
        @"^(?:serial|serial_?(?:no|num|number|nr)|sn|dev_?eui|imei|mac(?:_?addr(?:ess)?)?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Serial();

    // The same of which some only count.
    [GeneratedRegex(
        @"^(?:serial|serial_?(?:no|num|number|nr)|sn)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Numbered();

    [GeneratedRegex(@"""(?<k>[A-Za-z_]\w*)""\s*:\s*""(?<v>[^""]{1,40})""")]
    private static partial Regex Member();
}
