namespace Siskin.Runtime.Signals.Reading;

/// <summary>Turns sensor text, in whichever of the known forms, into a table of signals and events.</summary>
public static class SignalReader
{
    /// <summary>Most characters of a text that are looked at; a longer one is read by nobody.</summary>
    public const int Longest = 1 << 18;

    /// <summary>Reads a text; the table is empty where no form fits.</summary>
    public static SignalTable Read(string text)
    {
        if (text.Length > Longest || string.IsNullOrWhiteSpace(text))
            return SignalTable.Empty;
        var table = new TableBuilder();
        var trimmed = text.Trim();
        if (trimmed[0] is '{' or '[' && JsonForm.TryRead(trimmed, "", table))
            return table.Build("json");
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r', ' '))];
        if (TableForm.TryRead(lines, table))
            return table.Build("table");
        var form = Lines(lines, table);
        return table.Count > 0 ? table.Build(form) : SignalTable.Empty;
    }

    private static string Lines(string[] lines, TableBuilder table)
    {
        var form = "";
        var parents = new Stack<(int Indent, string Name)>();
        var section = "";
        foreach (var line in lines)
        {
            var body = line.Trim();
            if (body.Length == 0)
            {
                section = "";
                parents.Clear();
                continue;
            }

            if (body.StartsWith("Adapter:", StringComparison.Ordinal) || body[0] == '#')
                continue;
            var own =
                LogForm.TryState(body, table) ? "esphome log"
                : LogForm.TryEvent(body, table) ? "log"
                : TryTopic(body, table) ? "topics"
                : MetricForms.TryPrometheus(body, table) ? "prometheus"
                : MetricForms.TryInflux(body, table) ? "influx"
                : null;
            if (own is null && Structure(line, body, parents, ref section))
                continue;
            own ??= Pairs(
                body,
                string.Concat(parents.Reverse().Select(parent => parent.Name + "/").Prepend(section)),
                table
            )
                ? "pairs"
                : null;
            if (form.Length == 0)
                form = own ?? "";
        }

        return form;
    }

    // Section headings, and the parents of a tree by their indentation.
    private static bool Structure(
        string line,
        string body,
        Stack<(int Indent, string Name)> parents,
        ref string section
    )
    {
        var indent = line.Length - line.TrimStart().Length;
        while (parents.Count > 0 && parents.Peek().Indent >= indent)
            parents.Pop();
        if (body.Length > 2 && body[0] == '[' && body[^1] == ']' && TimePrefix.Split(body).Time.Length == 0)
        {
            section = body[1..^1] + "/";
            return true;
        }

        if (body[^1] == ':' && body.Length < 60 && body.Any(char.IsLetter))
        {
            parents.Push((indent, body[..^1].Trim().Trim('-', ' ', '"')));
            return true;
        }

        if (
            !body.Contains(' ', StringComparison.Ordinal)
            && body.Count(c => c == '-') >= 2
            && !body.Contains(':', StringComparison.Ordinal)
            && !body.Contains('=', StringComparison.Ordinal)
            && char.IsLetter(body[0])
        )
        {
            section = body + "/";
            return true;
        }

        return false;
    }

    private static bool TryTopic(string line, TableBuilder table)
    {
        var brace = line.IndexOf('{', StringComparison.Ordinal);
        if (brace == 0)
            return JsonForm.TryRead(line, "", table);
        return brace > 1
            && line[^1] == '}'
            && line[brace - 1] is ' ' or '\t' or ':' or '='
            && JsonForm.TryRead(line[brace..], line[..brace].Trim(' ', '\t', ':', '=', '\''), table);
    }

    private static bool Pairs(string body, string prefix, TableBuilder table)
    {
        (var time, var rest) = TimePrefix.Split(body);
        if (time.Length > 0 && ValueReader.Read(rest) is { Kind: not SignalKind.Text } alone)
        {
            table.Add(prefix + "value", alone, time);
            return true;
        }

        return PairForm.TryRead(rest, prefix, time, table);
    }
}
