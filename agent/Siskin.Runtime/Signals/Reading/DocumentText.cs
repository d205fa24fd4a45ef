using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Where a document begins in a text: behind the name that a script gives it (<c>export const readings = [</c>) or a
/// few words before it (<c>Received values: {</c>), and in one piece where lines were cut at a width.
/// </summary>
internal static partial class DocumentText
{
    private const int LeastLines = 3;
    private const int LeastWidth = 60;

    /// <summary>The document alone, with straight quotes; the text itself where nothing stands before it.</summary>
    public static string Of(string text)
    {
        text = text.Trim();
        if (text.AsSpan().IndexOfAny('“', '”') >= 0)
            text = text.Replace('“', '"').Replace('”', '"');
        return Unwrapped(text[Assigned().Match(text).Length..]);
    }

    /// <summary>
    /// The document with units where they are measured, which comments behind them say: <c>"level": 60,  # cm</c>.
    /// </summary>
    public static string Measured(string text) =>
        text.Contains('#', StringComparison.Ordinal) || text.Contains("//", StringComparison.Ordinal)
            ? Remark()
                .Replace(
                    text,
                    match =>
                        match.Groups["u"].Value is var unit
                        && (unit is "V" or "A" or "W" || ValueReader.IsKnownUnit(unit))
                            ? $"{match.Groups["n"].Value}\"{match.Groups["v"].Value} {unit}\"{match.Groups["c"].Value}"
                            : match.Value
                )
            : text;

    /// <summary>
    /// What stands before a document that begins on its line, and the document; null where a text is none of that.
    /// </summary>
    public static (string Head, string Document)? Headed(string text) =>
        Heading().Match(text) is { Success: true } match
            ? (match.Groups["n"].Value.Trim(), text[match.Length..])
            : null;

    // All lines but the last are as long: a terminal or a mail cut them, within names and numbers as well.
    private static string Unwrapped(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '['))
            return text;
        var lines = text.Split('\n');
        if (lines.Length < LeastLines || lines[0].Length < LeastWidth)
            return text;
        return
            Array.TrueForAll(lines[..^1], line => line.Length == lines[0].Length) && lines[^1].Length <= lines[0].Length
            ? string.Concat(lines)
            : text;
    }

    [GeneratedRegex(
        @"^(?:export\s+(?:default\s+)?)?(?:(?:const|let|var)\s+)?[A-Za-z_$][\w$.]*(?:\s*:\s*[\w<>\[\]]+)?\s*=\s*(?=[{\[])|^export\s+default\s+(?=[{\[])|^return\s+(?=[{\[])"
    )]
    private static partial Regex Assigned();

    [GeneratedRegex(
        @"(?<n>""[^""\n]{1,80}""[^\S\n]*:[^\S\n]*)(?<v>-?\d+(?:\.\d+)?)(?<c>,?)[^\S\n]*(?:\#|//)[^\S\n]*(?<u>[^\s\d]\S{0,7})[^\S\n]*(?=\r?\n|$)"
    )]
    private static partial Regex Remark();

    [GeneratedRegex(@"^(?<n>[A-Za-z][\w ./-]{1,60}?)(?>\s*)(?::(?>\s*))?(?=\{[^\S\n]*\n\s*[""'])")]
    private static partial Regex Heading();
}
