using System.Globalization;
using System.Text;

namespace Siskin.Agent.Commands;

/// <summary>
/// Text of others (replies, reasons of a broker, what a model wrote) on its way to a terminal, which obeys control
/// characters: they could clear it, rename it, or make one text look like another.
/// </summary>
internal static class PlainText
{
    /// <summary>
    /// The text with every character that a terminal obeys or hides written as <c>\uXXXX</c>; line breaks and tabs
    /// stay.
    /// </summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a surrogate pair becomes U+FFFD
        {
            if (rune.Value is '\n' or '\t' || !IsObeyed(rune))
                result.Append(rune.ToString());
            else
                result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
        return result.ToString();
    }

    // Control: C0, DEL, C1. Format: directions, zero width. Line and paragraph separators.
    private static bool IsObeyed(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
