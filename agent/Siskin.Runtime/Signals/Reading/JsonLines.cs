using System.Text;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Writes documents that stand on several lines among others on one, so that lines are read one by one.
/// </summary>
internal static class JsonLines
{
    private const int MostLines = 400;

    /// <summary>The lines, each document of several on one.</summary>
    public static string[] Joined(string[] lines)
    {
        lines = Headed(lines);
        if (!lines.Any(Opens))
            return lines;
        var joined = new List<string>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            if (Opens(lines[i]) && End(lines, i) is { } end && end > i)
            {
                var document = new StringBuilder(lines[i].TrimEnd());
                for (var at = i + 1; at <= end; at++)
                    document.Append(' ').Append(lines[at].Trim());
                joined.Add(document.ToString());
                i = end;
            }
            else
            {
                joined.Add(lines[i]);
            }
        }

        return [.. joined];
    }

    private static bool Opens(string line) =>
        line.TrimEnd() is { Length: > 0 } text
        && (
            text[^1] is '{' or '['
            || text[^1] is ',' or '}'
                && text.Contains("{\"", StringComparison.Ordinal)
                && text.Count(IsOpening) > text.Count(IsClosing)
        );

    private static bool IsOpening(char c) => c is '{' or '[';

    private static bool IsClosing(char c) => c is '}' or ']';

    // A topic that stands on a line of its own, before its document.
    private static string[] Headed(string[] lines)
    {
        var joined = new List<string>(lines.Length);
        foreach (var line in lines)
            if (
                joined.Count > 0
                && line.StartsWith('{')
                && joined[^1].Count(c => c == '/') > 1
                && joined[^1].Trim() is { } topic
                && !topic.Contains(' ', StringComparison.Ordinal)
                && !topic.Contains('{', StringComparison.Ordinal)
            )
                joined[^1] = $"{topic} {line}";
            else
                joined.Add(line);
        return joined.Count == lines.Length ? lines : [.. joined];
    }

    // The line where as many brackets were closed as opened.
    private static int? End(string[] lines, int from)
    {
        var depth = 0;
        var isQuoted = false;
        for (var i = from; i < Math.Min(lines.Length, from + MostLines); i++)
        {
            for (var at = 0; at < lines[i].Length; at++)
            {
                var c = lines[i][at];
                if (c == '"' && (at == 0 || lines[i][at - 1] != '\\'))
                    isQuoted = !isQuoted;
                else if (!isQuoted && c is '{' or '[')
                    depth++;
                else if (!isQuoted && c is '}' or ']')
                    depth--;
            }

            if (depth == 0)
                return lines[i].TrimEnd() is { Length: > 0 } text && text[^1] is '}' or ']' or ',' ? i : null;
            if (depth < 0)
                return null;
        }

        return null;
    }
}
