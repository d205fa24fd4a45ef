using System.Text;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// What a check of a monitoring system prints behind a bar for programs to read, <c>'inlet'=24C;30;35;0;60</c>: a name,
/// its value, and from where on it is a warning and critical. Behind a command or other lines each is written on a line
/// of its own; a check alone is a row, and so are lists of several, see <see cref="RowForm"/>. (Monitoring Plugins
/// Development Guidelines, "Performance data")
/// </summary>
internal static partial class PluginOutput
{
    // Of two lines the second is the longer output of the same check.
    private const int MostChecks = 2;

    /// <summary>The text with such data written as pairs; the same one where it has none.</summary>
    public static string Plain(string text) =>
        text.Contains('|', StringComparison.Ordinal)
        && text.Contains('=', StringComparison.Ordinal)
        && Data().Count(text) <= MostChecks
        && !RowForm.IsCheck(text.TrimStart().Split('\n')[0].TrimEnd())
            ? Data().Replace(text, Written)
            : text;

    private static string Written(Match data)
    {
        var lines = new StringBuilder();
        foreach (Match one in Datum().Matches(data.Groups["d"].Value))
        {
            var name = one.Groups["n"].Value.Trim('\'');
            lines.Append('\n').Append(name).Append(": ").Append(one.Groups["v"].Value);
            Limit("warning", one.Groups["w"].Value);
            Limit("critical", one.Groups["c"].Value);

            void Limit(string which, string value)
            {
                if (value.Length > 0)
                    lines.Append('\n').Append(name).Append('/').Append(which).Append(": ").Append(value);
            }
        }

        return lines.ToString();
    }

    // One datum at least has limits, or an empty place for them. Each is taken whole or not at all: where one of many
    // is none, the ways to cut those before it must not be tried one after the other.
    [GeneratedRegex(
        @"[ \t]*\|[ \t]*(?=[^\n|]*;)(?<d>(?>(?:(?:'[^'=\n|]{1,60}'|[^\s'=|]{1,60})=[+\-]?\d[\d.]*[A-Za-z%°]{0,6}(?:;[\d.;:@~+\-]*)?(?:[ \t]+|(?=\r?\n|\r?$))){1,200}))(?=\r?\n|\r?$)"
    )]
    private static partial Regex Data();

    [GeneratedRegex(
        @"(?<n>'[^'=]{1,60}'|[^\s'=]{1,60})=(?<v>[+\-]?\d[\d.]*[A-Za-z%°]*)(?:;(?<w>[+\-]?\d[\d.]*(?=;|\s|$))?[^;\s]*)?(?:;(?<c>[+\-]?\d[\d.]*(?=;|\s|$))?[^;\s]*)?"
    )]
    private static partial Regex Datum();
}
