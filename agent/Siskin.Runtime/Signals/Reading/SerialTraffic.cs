using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// What a log of a serial line quotes, a string with escapes a line, put together to the text that was sent:
/// <c>[uart_debug]: &lt;&lt;&lt; "V\t12780\r\n"</c>.
/// </summary>
internal static partial class SerialTraffic
{
    private const int Least = 4;

    /// <summary>The text that came in, or what was sent where that is more; null where the lines quote none.</summary>
    public static string? Payload(string text)
    {
        if (!text.Contains("\\r", StringComparison.Ordinal) && !text.Contains("\\n", StringComparison.Ordinal))
            return null;
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        Match[] quoted = [.. lines.Select(line => Quoted().Match(line)).Where(match => match.Success)];
        if (quoted.Length < Least || quoted.Length * 5 < lines.Length * 4)
            return null;
        return string.Concat(
            quoted
                .GroupBy(match => match.Groups["w"].Value)
                .MaxBy(way => way.Count())!
                .Select(match => Escape().Replace(match.Groups["s"].Value, Meant))
        );
    }

    // Bytes that print nothing, such as a checksum, are written as a point.
    private static string Meant(Match escape) =>
        escape.Value[1] switch
        {
            'r' => "\r",
            'n' => "\n",
            't' => "\t",
            'x'
                when escape.Length == 4
                    && Convert.ToChar(int.Parse(escape.Value.AsSpan(2), NumberStyles.HexNumber)) is var c =>
                char.IsControl(c) || c > '~' ? "." : c.ToString(),
            var other => other.ToString(),
        };

    [GeneratedRegex(
        @"^(?:.*[\s:\]])?(?<w><{1,3}|>{1,3}|<-|->|RX|TX|recv|sent|read|write)[:\s]+""(?<s>(?:\\.|[^""\\])*)""$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\\(?:x[0-9A-Fa-f]{2}|.)")]
    private static partial Regex Escape();
}
