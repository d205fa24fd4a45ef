using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

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
            // "[gas-head] panel=GD-3": what stands in brackets before the first is the same for all.
            var from = Source().Match(lines[i]).Length;
            foreach (Match field in Field().Matches(lines[i], from))
                fields.TryAdd(field.Groups["k"].Value, field.Groups["v"].Value.Trim('"'));
            if (fields.Count >= LeastOwned && Field().Match(lines[i], from).Index == from)
                keyed.Add((i, fields));
        }

        if (keyed.Count > 0)
            keyed = [.. keyed.GroupBy(row => Source().Match(lines[row.At]).Value).MaxBy(group => group.Count())!];

        if (keyed.Count < 2 || keyed.Count * 2 < lines.Count(line => line.Trim().Length > 0))
            return lines;
        List<string> keys =
        [
            .. keyed[0].Fields.Keys.Where(key => keyed.TrueForAll(row => row.Fields.ContainsKey(key))),
        ];
        // Rows of different things say first what each is of.
        var isAlike = keyed.TrueForAll(row => row.Fields.Count == keys.Count && row.Fields.Count >= LeastKeys);
        if (keys.Exists(KeyedFields.IsName) || keyed.Exists(row => row.Fields.Keys.Any(LogForm.IsSaid)))
            return lines;
        List<string> names = [.. keys.Where(key => keyed.TrueForAll(row => IsName(row.Fields[key])))];
        if (!isAlike)
            names = [.. names.Where(key => key == keyed[0].Fields.Keys.First())];
        var name = names.Find(key => IsDistinct(row => row[key]));
        // "asset=FAN-17 pos=DE": two of them do.
        var second =
            name is null && names.Count > 1 && IsDistinct(row => row[names[0]] + row[names[1]]) ? names[1] : null;
        if (name is null && second is null)
            return lines;
        name ??= names[0];
        // What a quoted text says more about it: loc="Level 940 face".
        var said = second is null
            ? names.Find(key =>
                key != name && keyed.TrueForAll(row => row.Fields[key].Contains(' ', StringComparison.Ordinal))
            )
            : null;
        second ??= said;
        string[] named = [.. lines];
        foreach ((var at, var fields) in keyed)
            named[at] = second is null
                ? $"name={fields[name]} {lines[at]}"
                : $"name=\"{fields[name]} {fields[second]}\" {lines[at]}";
        return named;

        bool IsDistinct(Func<Dictionary<string, string>, string> text) =>
            keyed.Select(row => text(row.Fields)).Distinct().Count() == keyed.Count;
    }

    [GeneratedRegex(@"^\[[\w .-]+\]\s+")]
    private static partial Regex Source();

    private static bool IsName(string text) =>
        text.Length is > 1 and < 24
        && char.IsLetter(text[0])
        && !ValueReader.IsAbsent(text)
        && !States.IsWord(text.ToLowerInvariant())
        && !TimePrefix.IsTime(text);

    [GeneratedRegex("""(?<k>[A-Za-z_][\w.]*)=(?<v>"[^"]*"|[^\s,;]*)""")]
    private static partial Regex Field();
}
