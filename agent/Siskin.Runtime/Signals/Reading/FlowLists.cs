using System.Text;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Lists of YAML whose items are written on one line each, <c>- {room: boiler, alarm: yes, ppm: 64}</c>: written as
/// the documents of JSON that they mean.
/// </summary>
internal static class FlowLists
{
    /// <summary>
    /// How many lines from one on are items of such a list, 0 where it is none, and the list as JSON.
    /// </summary>
    public static int TryRead(string[] lines, int from, out string json)
    {
        json = "";
        var indent = Indent(lines[from]);
        var items = new List<string>();
        for (var i = from; i < lines.Length && Indent(lines[i]) == indent && Item(lines[i]) is { } item; i++)
            items.Add(item);
        if (items.Count > 0)
            json = $"[{string.Join(',', items)}]";
        return items.Count;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static string? Item(string line)
    {
        var text = line.Trim();
        if (
            !text.StartsWith("- {", StringComparison.Ordinal)
            || text[^1] != '}'
            || text.Contains("{\"", StringComparison.Ordinal)
        )
            return null;
        var item = new StringBuilder("{");
        foreach (var part in Parts(text[3..^1]))
        {
            var colon = part.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0 || part.AsSpan().IndexOfAny('{', '[') >= 0)
                return null;
            if (item.Length > 1)
                item.Append(',');
            Quote(part[..colon].Trim(), item);
            item.Append(':');
            Quote(part[(colon + 2)..].Trim().Trim('"', '\''), item);
        }

        return item.Append('}').ToString();
    }

    // At commas outside of quotes.
    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var start = 0;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] == '"')
                quote = text[i];
            else if (text[i] == ',' && i + 1 < text.Length && text[i + 1] == ' ')
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }

        parts.Add(text[start..]);
        return parts;
    }

    private static void Quote(string text, StringBuilder json)
    {
        json.Append('"');
        foreach (var c in text)
            if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c >= ' ')
                json.Append(c);
        json.Append('"');
    }
}
