using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Names and values of pairs without the marks and types that are printed around them.</summary>
internal static partial class PairNames
{
    /// <summary>A name with its unit in brackets, <c>Kiln zones [°C]</c>, spelled as in other names.</summary>
    public static string Bracketed(string name) =>
        name.TrimEnd() is { Length: > 3 } text
        && text[^1] == ']'
        && text.LastIndexOf('[') is > 0 and var open
        && ValueReader.IsUnit(text[(open + 1)..^1])
            ? $"{text[..open]}({text[(open + 1)..^1]})"
            : name;

    /// <summary>
    /// The name and the value of a pair without what is printed around them; null where there is no name.
    /// </summary>
    public static (string Name, string Value)? Of(string name, string value)
    {
        // "[mill: 3]"
        if (name.StartsWith('[') && value.EndsWith(']') && !name.Contains(']', StringComparison.Ordinal))
            value = value[..^1];
        // "MAIN.fTemp : REAL := 3.5", "FlowTemp = 48.62;ok"
        name = Typed().Replace(name, "");
        name = Bracketed(name);
        // "INTEGER: up(1)", as snmpwalk prints it.
        value = Snmp().Replace(value.TrimStart(), "");
        value = Enumerated().Replace(value, "${v}");
        if (value.IndexOf(';') is > 0 and var mark && ValueReader.Read(value[..mark]).Kind != SignalKind.Text)
            value = value[..mark];
        name = Verb()
            .Replace(name.Trim(), "")
            .Replace(" ,", "", StringComparison.Ordinal)
            .TrimStart('(', '$', '\'', '*', '?', '%')
            .TrimEnd('\'', '$', '*', '?', '!', '~', ' ')
            .Trim(' ', '\t', '"', '-', '*', '.', '>', '|', '[', ']', '#', '&', '@', '~', ':');
        return name.Length is > 0 and <= 80 && (name.Any(char.IsLetter) || ObjectId().IsMatch(name))
            ? (name, value.TrimStart(':').Trim(' ', '\t', '|', ',', '>', '~'))
            : null;
    }

    [GeneratedRegex(@"\s*:\s*(?:U?[SDL]?INT|L?REAL|BOOL|D?WORD|BYTE|STRING|TIME)\s*:?\s*$")]
    private static partial Regex Typed();

    [GeneratedRegex(
        @"^(?:INTEGER|Integer32|Counter32|Counter64|Gauge32|Unsigned32|STRING|OID|IpAddress|Timeticks):\s+(?:\(\d+\)\s+)?(?=\S)"
    )]
    private static partial Regex Snmp();

    // ".1.3.6.1.4.1.318.1.1.1.2.2.1.0", as snmpwalk prints what no MIB names.
    [GeneratedRegex(@"^\.?1\.3\.6(?:\.\d+)+$")]
    private static partial Regex ObjectId();

    // "up(1)": a word and the number that stands for it.
    [GeneratedRegex(@"^(?<v>[A-Za-z][A-Za-z-]*)\(\d{1,3}\)$")]
    private static partial Regex Enumerated();

    [GeneratedRegex(@"(?:\s+(?:is|of|reads|at|was|says|has))+$")]
    private static partial Regex Verb();
}
