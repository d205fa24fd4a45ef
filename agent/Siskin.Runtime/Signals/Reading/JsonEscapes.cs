using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Halves of a character beyond the first 65,536 that stand alone in a document, as where a device cut a name after so
/// many bytes: no text can hold one, and each is read as U+FFFD, the sign of a character that was lost. (RFC 8259,
/// section 8.2)
/// </summary>
internal static partial class JsonEscapes
{
    /// <summary>The document without lone halves; the same one where it has none.</summary>
    public static string Whole(string document)
    {
        if (document.Contains(@"\ud", StringComparison.OrdinalIgnoreCase))
            document = Escape().Replace(document, one => one.Groups["lone"].Success ? @"\ufffd" : one.Value);
        return document.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0
            ? Half().Replace(document, "\ufffd")
            : document;
    }

    [GeneratedRegex(
        @"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
        RegexOptions.Singleline
    )]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")]
    private static partial Regex Half();
}
