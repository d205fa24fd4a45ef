using System.Text.Json;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Lists of an object that belong together: as many values as there are names in one of them, or times.
/// </summary>
internal static class JsonLists
{
    private const int LongestName = 40;

    /// <summary>
    /// Reads <c>{"points": ["1H", "2H"], "speed": [2.9, 7.6]}</c>, lists of which one names the values of the others,
    /// and <c>{"hour": ["07:00", "08:00"], "flow": [3, 4]}</c>, of which one says when they were measured.
    /// </summary>
    /// <returns>The members that were read.</returns>
    public static HashSet<string> Read(JsonElement element, string path, TableBuilder table, string time)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var lists in element
                .EnumerateObject()
                .Where(member =>
                    member.Value.ValueKind == JsonValueKind.Array
                    && member.Value.GetArrayLength() > 1
                    && member.Value.EnumerateArray().All(JsonForm.IsScalar)
                )
                .GroupBy(member => member.Value.GetArrayLength())
                .Where(group => group.Skip(1).Any())
        )
            if (Clock(lists) is { } clock)
                Timed(lists, clock, path, table, read);
            else if (Names(lists) is { } names)
                Named(lists, names, path, table, time, read);
        return read;
    }

    // Two clocks are the beginnings and ends of something.
    private static JsonProperty? Clock(IEnumerable<JsonProperty> lists)
    {
        List<JsonProperty> clocks = [.. lists.Where(list => JsonClocks.IsClock(list.Value))];
        return clocks.Count == 1 ? clocks[0] : null;
    }

    private static void Timed(
        IEnumerable<JsonProperty> lists,
        JsonProperty clock,
        string path,
        TableBuilder table,
        HashSet<string> read
    )
    {
        List<string> times = [.. clock.Value.EnumerateArray().Select(item => item.ToString())];
        foreach (var list in lists)
        {
            var i = 0;
            foreach (var item in list.Value.EnumerateArray())
                table.Add(JsonForm.Join(path, list.Name), JsonForm.Scalar(item), times[i++]);
            read.Add(list.Name);
        }
    }

    private static void Named(
        IEnumerable<JsonProperty> lists,
        JsonProperty names,
        string path,
        TableBuilder table,
        string time,
        HashSet<string> read
    )
    {
        foreach (var list in lists)
        {
            if (list.Name == names.Name || !list.Value.EnumerateArray().Any(IsMeasured))
                continue;
            var i = 0;
            foreach (var item in list.Value.EnumerateArray())
                table.Add(
                    JsonForm.Join(path, $"{names.Value[i++].GetString()}/{list.Name}"),
                    JsonForm.Scalar(item),
                    time
                );
            read.Add(list.Name);
            read.Add(names.Name);
        }
    }

    // A list that is called so comes before one that merely holds different texts.
    private static JsonProperty? Names(IEnumerable<JsonProperty> lists)
    {
        List<JsonProperty> named = [.. lists.Where(IsNames)];
        return named.Count == 0 ? null
            : named.FindIndex(IsCalled) is >= 0 and var called ? named[called]
            : named[0];

        static bool IsCalled(JsonProperty list) =>
            list.Name.TrimEnd('s').EndsWith("name", StringComparison.OrdinalIgnoreCase)
            || list.Name.TrimEnd('s').EndsWith("label", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsMeasured(JsonElement item) =>
        item.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static bool IsNames(JsonProperty list) =>
        list.Value.EnumerateArray()
            .All(item =>
                item.ValueKind == JsonValueKind.String
                && item.GetString() is { Length: > 0 and < LongestName } text
                && text.Any(char.IsLetter)
                && !TimePrefix.IsTime(text)
            )
        && list.Value.EnumerateArray().Select(item => item.GetString()).Distinct().Count()
            == list.Value.GetArrayLength();
}
