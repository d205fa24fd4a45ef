using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Lines in which a bridge tells what it published, <c>info 10:02:11: MQTT publish: topic 'home/shed', payload
/// '{"temperature":8}'</c>, written as the time, the topic and the document.
/// </summary>
internal static partial class PublishedMessages
{
    /// <summary>The text with such lines written so; the same one where it has none.</summary>
    public static string Plain(string text) =>
        text.Contains("payload '{", StringComparison.Ordinal) ? Published().Replace(text, Written) : text;

    private static string Written(Match line) =>
        $"{line.Groups["t"].Value} topic '{line.Groups["n"].Value}', payload {line.Groups["p"].Value}".TrimStart();

    [GeneratedRegex(
        @"^(?=.{0,40}?(?<t>(?<!\d)(?:\d{4}-\d{2}-\d{2}[T ])?\d{2}:\d{2}:\d{2}(?:[.,]\d+)?Z?))?.*?\btopic '(?<n>[^']+)', payload '(?<p>\{.*\})'\s*?(?=\r?$)",
        RegexOptions.Multiline
    )]
    private static partial Regex Published();
}
