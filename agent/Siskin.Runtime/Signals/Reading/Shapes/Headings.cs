namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>Which lines head others: words above what has values.</summary>
/// <param name="lines">The lines of the text.</param>
internal sealed class Headings(List<ShapeLine> lines)
{
    private Dictionary<string, HashSet<string>>? _numbered,
        _repeated;

    /// <summary>
    /// Whether a line heads what stands below it: indented lines, the lines up to a blank one, or the same names that
    /// stand below another heading.
    /// </summary>
    public bool Is(int i)
    {
        var line = lines[i];
        if (!line.MayHead || i + 1 >= lines.Count || lines[i + 1] is { IsRule: true, Body.Length: 0 })
            return false;
        var next = lines[i + 1];
        if (next.IsRule)
            next = i + 2 < lines.Count ? lines[i + 2] : next;
        if (next.Indent > line.Indent)
            return true;
        if (line.IsNumbered)
            return IsFirst(i) && HasTwin(line) && next.Indent == line.Indent && next.Shape != line.Shape;
        return next.Indent == line.Indent
            && (
                next.IsBareValue
                || line.Body[^1] == ':'
                || line.Body[0] is '[' or '=' or '-'
                || IsRepeated(i)
                || IsFirst(i) && !IsTitle(i)
            )
            && (next.IsBareValue || next.Fields.Fields.Count > 0 || !next.MayHead);
    }

    private bool IsFirst(int i) => i == 0 || lines[i - 1].IsRule;

    // A title of the whole text says nothing about any of its values.
    private bool IsTitle(int i) => i == 0 && !lines.Skip(1).Any(line => line.Body.Length == 0);

    // The same words with another number: "TANK 1" and "TANK 2".
    private bool HasTwin(ShapeLine line) =>
        (_numbered ??= Index(one => one.IsNumbered ? Key(one) : null)).TryGetValue(Key(line), out var twins)
        && twins.Count > 1;

    private static string Key(ShapeLine line) => $"{line.Shape} {line.Tokens[0].Text}";

    // What stands below it stands below another heading too: "SENSOR_1", "SENSOR_2".
    private bool IsRepeated(int i) =>
        FirstBelow(i) is { } name && (_repeated ??= Below()).TryGetValue(name, out var heads) && heads.Count > 1;

    private Dictionary<string, HashSet<string>> Index(Func<ShapeLine, string?> key)
    {
        var index = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in lines)
            if (!line.IsRule && key(line) is { } found)
                Add(index, found, line.Heading);
        return index;
    }

    private Dictionary<string, HashSet<string>> Below()
    {
        var index = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < lines.Count; i++)
            if (lines[i] is { IsRule: false, MayHead: true } line && FirstBelow(i) is { } name)
                Add(index, name, line.Heading);
        return index;
    }

    private string? FirstBelow(int i) =>
        lines[i + 1] is { IsRule: false, Fields.Fields: [{ Name.Length: > 0 } first, ..] } ? first.Name : null;

    private static void Add(Dictionary<string, HashSet<string>> index, string key, string heading)
    {
        if (!index.TryGetValue(key, out var heads))
            index[key] = heads = new HashSet<string>(StringComparer.Ordinal);
        heads.Add(heading);
    }
}
