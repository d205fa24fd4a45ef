using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Control characters as terminals write them out, at the end of lines and around frames: <c>{"t":21}&lt;CR&gt;</c>,
/// <c>&lt;STX&gt;12.5 kg&lt;ETX&gt;</c>, <c>T=21\r\n</c>.
/// </summary>
internal static partial class ControlMarks
{
    /// <summary>The text without them; the same one where it has none.</summary>
    public static string Plain(string text) =>
        text.Contains('<', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal)
            ? Written().Replace(text, "")
            : text;

    [GeneratedRegex(
        @"(?:<(?:CR|LF|NL|ETX|EOT|NUL)>|\\r\\n|\\r|(?<![\w:\\])\\n|(?<=[\d}\]])\\n)+(?=\r?$)|^(?:<(?:STX|SOH)>)+",
        RegexOptions.Multiline
    )]
    private static partial Regex Written();
}
