using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Values that hold values of their own: a document within a text, <c>"payload": "{\"temp\": 21.5}"</c>, or fields,
/// <c>"params": "batv=3.53, gsmlev=25, alarm=0"</c>.
/// </summary>
internal static partial class OpenText
{
    private const int Shortest = 5;

    /// <summary>Reads what such a value holds, below the name of it; false for any other.</summary>
    public static bool TryRead(string text, string path, string time, TableBuilder table)
    {
        text = text.Trim();
        if (text.Length < Shortest)
            return false;
        if (text[0] is '{' or '[')
            return text[^1] is '}' or ']'
                && text.AsSpan(0, 3).Contains('{')
                && text.Contains(':', StringComparison.Ordinal)
                && TryDocument(text, path, time, table);
        if (!text.Contains('=', StringComparison.Ordinal) || !Fields().IsMatch(text))
            return false;
        foreach (Match field in Field().Matches(text))
            table.Add(
                JsonForm.Join(path, field.Groups["k"].Value),
                ValueReader.Read(field.Groups["v"].Value.Trim()),
                time
            );
        return true;
    }

    /// <summary>The same as names and values, without times; null for any other.</summary>
    public static (string Name, SignalValue Value)[]? Values(string text, string path)
    {
        var part = new TableBuilder();
        return TryRead(text, path, "", part) ? [.. part.Build("").Signals.Select(one => (one.Path, one.Value))] : null;
    }

    private static bool TryDocument(string text, string path, string time, TableBuilder table)
    {
        var part = new TableBuilder();
        if (!JsonForm.TryRead(text, path, part) || part.Count == 0)
            return false;
        if (time.Length > 0 && part.Count == part.Signals)
            table.AppendAt(part, time);
        else
            table.Append(part, "");
        return true;
    }

    [GeneratedRegex(@"^(?:[A-Za-z_][\w.]*=[^=,;&|]*(?:[,;&|]\s*|$)){3,}$")]
    private static partial Regex Fields();

    [GeneratedRegex(@"(?<k>[A-Za-z_][\w.]*)=(?<v>[^=,;&|]*)")]
    private static partial Regex Field();
}
