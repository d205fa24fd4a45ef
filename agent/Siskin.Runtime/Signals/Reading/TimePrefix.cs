using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>The time that a line starts with.</summary>
internal static partial class TimePrefix
{
    /// <summary>Splits a line into its time, "" where it has none, and the rest.</summary>
    public static (string Time, string After) Split(string line)
    {
        var match = Pattern().Match(line);
        return match.Success
            ? (match.Groups["t"].Value, line[match.Length..].TrimStart(' ', '\t', ',', ';', '|', '-', ':'))
            : ("", line);
    }

    /// <summary>Whether a whole text is a time.</summary>
    public static bool IsTime(string text) => Whole().IsMatch(text.Trim());

    [GeneratedRegex(
        @"^\s*(?:#\d+\s+)?\[?(?<t>(?:\d{4}[-/.]\d{2}[-/.]\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?|\d{2}[./]\d{2}[./]\d{4},? \d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?: [AP]M)?|[A-Za-z]{3}/\d{2}/\d{4} \d{2}:\d{2}:\d{2}|\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{2}/\d{2}/\d{2,4} \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?|(?:[A-Z][a-z]{2} )?(?:[A-Z][a-z]{2}|jan|feb|mar|apr|ma[iy]|ju[nl]|aug|sep|o[ck]t|nov|de[cz]) [ \d]\d \d{2}:\d{2}:\d{2}(?:\.\d+)?(?:(?: [A-Z]{3,4})? \d{4})?|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|1\d{9}(?:\.\d{1,9})?(?=: [A-Za-z\[])|(?<=\[)\s*\d{1,10}\.\d{6}(?=\]))(?:Z| UTC| GMT|[+-]\d{2}:?\d{2})?)(?:\]|(?=[\s,;|]|: |$))(?:\[\d+:\d+\])?"
    )]
    private static partial Regex Pattern();

    [GeneratedRegex(
        @"^(?:(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} (?:[A-Z]{3,4}(?:[+-]\d{2}:\d{2})? )?\d{4}|\d{1,2}-[A-Z][a-z]{2}-\d{2,4}(?: \d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?|\d{4}[-/.]\d{2}[-/.]\d{2}([T \-]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?)?|\d{2}[./]\d{2}[./]\d{4}( \d{1,2}:\d{2}(:\d{2}([.,]\d{1,6})?)?)?|\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?|1[0-9]{9}(\.\d+|\d{3}|\d{9})?)(Z| UTC| GMT|[+-]\d{2}:?\d{2})?$"
    )]
    private static partial Regex Whole();
}
