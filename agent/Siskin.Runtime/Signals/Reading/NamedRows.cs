using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Rows of <c>key=value</c> pairs that have the same keys: the first key whose text is another one in every row names
/// the row.
/// </summary>
internal static partial class NamedRows
{
    private const int LeastKeys = 4;
    private const int LeastOwned = 3;

    /// <summary>The lines, each row with its name before it; the same ones where nothing tells rows apart.</summary>
    public static string[] Of(string[] lines)
    {
        var keyed = new List<(int At, Dictionary<string, string> Fields)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (
                !lines[i].Contains('=', StringComparison.Ordinal)
                || char.IsDigit(lines[i].TrimStart().FirstOrDefault('0'))
            )
                continue;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (Match field in Field().Matches(lines[i]))
                fields.TryAdd(field.Groups["k"].Value, field.Groups["v"].Value.Trim('"'));
            if (fields.Count >= LeastOwned && Field().Match(lines[i]).Index == 0)
                keyed.Add((i, fields));
        }

        if (keyed.Count < 2 || keyed.Count * 2 < lines.Count(line => line.Trim().Length > 0))
            return lines;
        List<string> keys =
        [
            .. keyed[0].Fields.Keys.Where(key => keyed.TrueForAll(row => row.Fields.ContainsKey(key))),
        ];
        // Rows of different things say first what each is of.
        var isAlike = keyed.TrueForAll(row => row.Fields.Count == keys.Count && row.Fields.Count >= LeastKeys);
        if (keys.Exists(IsOwn) || keyed.Exists(row => row.Fields.Keys.Any(IsSaid)))
            return lines;
        List<string> names = [.. keys.Where(key => keyed.TrueForAll(row => IsName(row.Fields[key])))];
        if (!isAlike)
            names = [.. names.Where(key => key == keyed[0].Fields.Keys.First())];
        var name = names.Find(key => IsDistinct(row => row[key]));
        // "asset=FAN-17 pos=DE": two of them do.
        var second = name is null && names.Count > 1 && IsDistinct(row => row[names[0]] + row[names[1]]) ? names[1] : null;
        if (name is null && second is null)
            return lines;
        name ??= names[0];
        string[] named = [.. lines];
        foreach ((var at, var fields) in keyed)
            named[at] = second is null
                ? $"name={fields[name]} {lines[at]}"
                : $"name=\"{fields[name]} {fields[second]}\" {lines[at]}";
        return named;

        bool IsDistinct(Func<Dictionary<string, string>, string> text) =>
            keyed.Select(row => text(row.Fields)).Distinct().Count() == keyed.Count;
    }

    private static bool IsOwn(string key) =>
        key is "id" or "name" or "sensor" or "device" or "node" or "host" or "station" or "dev";

    // Lines of a log.
    private static bool IsSaid(string key) => key is "msg" or "message" or "level" or "lvl" or "sev" or "severity";

    private static bool IsName(string text) =>
        text.Length is > 1 and < 24
        && char.IsLetter(text[0])
        && !ValueReader.IsAbsent(text)
        && !TimePrefix.IsTime(text);

    [GeneratedRegex("""(?<k>[A-Za-z_][\w.]*)=(?<v>"[^"]*"|[^\s,;]*)""")]
    private static partial Regex Field();
}
