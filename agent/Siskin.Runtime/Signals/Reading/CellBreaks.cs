using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Breaks of lines within cells of a table between bars: they make no page of it.</summary>
internal static partial class CellBreaks
{
    /// <summary>The text with a blank for each; the same one where it has none.</summary>
    public static string Plain(string text) =>
        text.Contains("<br", StringComparison.OrdinalIgnoreCase)
            ? Row().Replace(text, row => Break().Replace(row.Value, " "))
            : text;

    [GeneratedRegex(@"^[ \t]*\|.*<br.*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Row();

    [GeneratedRegex(@"\s*<br\s*/?>\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Break();
}
