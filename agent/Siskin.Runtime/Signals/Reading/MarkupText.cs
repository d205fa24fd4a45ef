using System.Net;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Pages: their rows, items and paragraphs as lines, their cells with a gap between.</summary>
internal static partial class MarkupText
{
    /// <summary>The lines of a text with tags of HTML; null where it has none.</summary>
    public static string? Lines(string text)
    {
        if (
            !text.Contains('<', StringComparison.Ordinal)
            || !Page().IsMatch(text)
            || text.AsSpan().TrimStart().StartsWith("<?xml")
                && !text.Contains("<html", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var plain = Hidden().Replace(text, "");
        plain = Breaks().Replace(plain, " ");
        plain = Rows().Replace(plain, "\n");
        plain = Cells().Replace(plain, "  ");
        plain = WebUtility.HtmlDecode(Tags().Replace(plain, ""));
        return string.Join(
            '\n',
            plain.Split('\n').Select(line => Gaps().Replace(line.Trim(), "  ")).Where(line => line.Length > 0)
        );
    }

    [GeneratedRegex(
        @"<(?:table|tr|td|div|ul|ol|li|br|p(?!\s+(?:n|name|id|key|u|unit|v|value)=)|body|span|dl|dt|h[1-6])\b[^<>]*>",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Page();

    [GeneratedRegex(@"<(script|style|head)\b[^<>]*>[^<]*(?:<(?!/\1)[^<]*)*</\1>|<!--[^>]*-->", RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"\s*[\r\n]\s*")]
    private static partial Regex Breaks();

    [GeneratedRegex(
        @"</?(?:tr|div|li|p|br|dt|ul|ol|dl|table|h[1-6]|section|article)\b[^<>]*>",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Rows();

    [GeneratedRegex(@"</(?:td|th|dd|span|label|strong)>", RegexOptions.IgnoreCase)]
    private static partial Regex Cells();

    [GeneratedRegex(@"</?[A-Za-z!][^<>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Gaps();
}
