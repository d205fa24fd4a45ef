using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Rows of SNMP tables go by what their description says: <c>IF-MIB::ifOperStatus.4</c> is wlan0's where
/// <c>IF-MIB::ifDescr.4</c> is wlan0.
/// </summary>
internal static partial class SnmpNames
{
    /// <summary>The names of rows, by their MIB and number.</summary>
    public static Dictionary<string, string> Of(string[] lines)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
            if (line.Contains("::", StringComparison.Ordinal) && Described().Match(line) is { Success: true } match)
                names.TryAdd(
                    $"{match.Groups["mib"].Value}.{match.Groups["i"].Value}",
                    match.Groups["v"].Value.Trim('"')
                );
        return names;
    }

    /// <summary>
    /// A line with the name of its row in the place of the number; the line itself where there is none.
    /// </summary>
    public static string Named(string line, Dictionary<string, string> names) =>
        names.Count > 0
        && Row().Match(line) is { Success: true } row
        && names.TryGetValue($"{row.Groups["mib"].Value}.{row.Groups["i"].Value}", out var name)
            ? $"{name}/{row.Groups["leaf"].Value} = {row.Groups["v"].Value}"
            : line;

    /// <summary>Whether a line is one that <c>snmpwalk</c> prints, a name and a typed value.</summary>
    public static bool Is(string line) => Typed().IsMatch(line);

    [GeneratedRegex(
        @"^(?:[\w-]+::|\.?1\.3\.6\.|\S+/\w)\S* = (?:INTEGER|Counter\d\d|Gauge32|STRING|Timeticks|OID|Hex-STRING|IpAddress): "
    )]
    private static partial Regex Typed();

    [GeneratedRegex(@"^(?<mib>[\w-]+)::\w*(?:Descr|Name)\.(?<i>\d+) = STRING: (?<v>\S.*)$")]
    private static partial Regex Described();

    [GeneratedRegex(@"^(?<mib>[\w-]+)::(?<leaf>\w+)\.(?<i>\d+) = (?<v>.*)$")]
    private static partial Regex Row();
}
