using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Messages as Node-RED's debug pane shows them, <c>3/14/2031, 6:02:11 PM node: 4f2a.9 shed/pump : msg.payload :
/// string[4] "12.5"</c>, the value maybe on the next line: written as the time, the topic and the value.
/// </summary>
internal static partial class FlowMessages
{
    /// <summary>The text with such messages written so; the same one where it has none.</summary>
    public static string Plain(string text) =>
        text.Contains(": msg", StringComparison.Ordinal) ? Message().Replace(text, Written) : text;

    private static string Written(Match message) =>
        $"{Time(message.Groups["t"].Value)} {message.Groups["n"].Value}: {message.Groups["v"].Value}".TrimStart();

    // The pane writes times as its browser does: hours of half a day stand behind months and days.
    private static string Time(string printed) =>
        DateTime.TryParseExact(
            printed.Replace('\u202f', ' '),
            "M/d/yyyy, h:mm:ss tt",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var american
        )
            ? american.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : Clock().Match(printed).Value;

    [GeneratedRegex(
        @"^[ \t]*(?<t>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}:\d{2}(?:[ \u202f][AP]M)?)[ \t]*(?:node: ?[^\n]{1,40}?[ \t\n]\s*)?(?<n>[A-Za-z$][\w.-]*(?:/[\w.:-]+)+)[ \t]*: msg(?:\.\w+)*[ \t]*: (?:string|number|boolean)(?:\[\d+\])?[ \t]*\r?\n?(?:""(?<v>[^""\n]{0,200})""|(?<v>[+\-]?\d[\d.]*|true|false))[ \t]*(?=\r?\n|\r?\z)",
        RegexOptions.Multiline
    )]
    private static partial Regex Message();

    [GeneratedRegex(@"\d{1,2}:\d{2}:\d{2}")]
    private static partial Regex Clock();
}
