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

    // The pane writes times as its browser does. Hours of half a day stand behind months and days, unless a number over
    // 12 shows that the day comes first; what cannot be told stays as printed.
    private static string Time(string printed)
    {
        var plain = printed.Replace('\u202f', ' ');
        return DateTime.TryParseExact(
            plain,
            Forms(plain),
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : Single().Replace(plain, "0$0");
    }

    private static string[] Forms(string printed)
    {
        var clock = printed[^1] == 'M' ? "h:mm:ss tt" : "H:mm:ss";
        var isSure = printed[^1] == 'M' || DayFirst().IsMatch(printed) || DaySecond().IsMatch(printed);
        string[] days =
            !isSure ? ["d.M.yyyy"]
            : DayFirst().IsMatch(printed) ? ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"]
            : ["M/d/yyyy", "d.M.yyyy"];
        return
        [
            .. days.Append("yyyy-M-d")
                .Append("yyyy/M/d")
                .SelectMany(day => new[] { $"{day}, {clock}", $"{day} {clock}" }),
        ];
    }

    [GeneratedRegex(
        @"^[ \t]*(?<t>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}:\d{2}(?:[ \u202f][AP]M)?)[ \t]*(?:node: ?[^\n]{1,40}?[ \t\n]\s*)?(?<n>[A-Za-z$][\w.-]*(?:/[\w.:-]+)+)[ \t]*: msg(?:\.\w+)*[ \t]*: (?:string|number|boolean)(?:\[\d+\])?[ \t]*\r?\n?(?:""(?<v>[^""\n]{0,200})""|(?<v>[+\-]?\d[\d.]*|true|false))[ \t]*(?=\r?\n|\r?\z)",
        RegexOptions.Multiline
    )]
    private static partial Regex Message();

    [GeneratedRegex(@"^(?:1[3-9]|2\d|3[01])[/-]")]
    private static partial Regex DayFirst();

    // "3/4/2031" may be in March or in April; two digits each are a time wherever it stands.
    [GeneratedRegex(@"(?<!\d)\d(?=[/.-])")]
    private static partial Regex Single();

    [GeneratedRegex(@"^\d{1,2}/(?:1[3-9]|2\d|3[01])/")]
    private static partial Regex DaySecond();
}
