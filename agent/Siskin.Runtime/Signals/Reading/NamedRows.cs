using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Rows of <c>key=value</c> pairs that have the same keys: the first key whose text is another one in every row names
/// the row.
/// </summary>
internal static partial class NamedRows
{
    private const int LeastKeys = 4;

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
            if (fields.Count >= LeastKeys && Field().Match(lines[i]).Index == 0)
                keyed.Add((i, fields));
        }

        if (keyed.Count < 2 || keyed.Count * 2 < lines.Count(line => line.Trim().Length > 0))
            return lines;
        var keys = keyed[0].Fields.Keys.ToList();
        if (keyed.Exists(row => row.Fields.Count != keys.Count || !keys.TrueForAll(row.Fields.ContainsKey)))
            return lines;
        if (keys.Exists(key => key is "id" or "name" or "sensor" or "device" or "node" or "host" or "station" or "dev"))
            return lines;
        var name = keys.Find(key =>
            keyed.TrueForAll(row => IsName(row.Fields[key]))
            && keyed.Select(row => row.Fields[key]).Distinct().Count() == keyed.Count
        );
        if (name is null)
            return lines;
        string[] named = [.. lines];
        foreach ((var at, var fields) in keyed)
            named[at] = $"name={fields[name]} {lines[at]}";
        return named;
    }

    private static bool IsName(string text) =>
        text.Length is > 1 and < 24
        && char.IsLetter(text[0])
        && !ValueReader.IsAbsent(text)
        && !TimePrefix.IsTime(text);

    [GeneratedRegex("""(?<k>[A-Za-z_][\w.]*)=(?<v>"[^"]*"|[^\s,;]*)""")]
    private static partial Regex Field();
}
