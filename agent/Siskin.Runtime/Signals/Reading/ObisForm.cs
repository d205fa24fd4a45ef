using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Telegrams of electricity meters: OBIS codes (IEC 62056-61) with their values in parentheses.</summary>
internal static partial class ObisForm
{
    // Codes C.D.E of the groups that meters send.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["1.8.0"] = "energy import total",
        ["1.8.1"] = "energy import tariff 1",
        ["1.8.2"] = "energy import tariff 2",
        ["2.8.0"] = "energy export total",
        ["2.8.1"] = "energy export tariff 1",
        ["2.8.2"] = "energy export tariff 2",
        ["1.7.0"] = "power import",
        ["2.7.0"] = "power export",
        ["15.7.0"] = "power absolute",
        ["16.7.0"] = "power",
        ["32.7.0"] = "voltage L1",
        ["52.7.0"] = "voltage L2",
        ["72.7.0"] = "voltage L3",
        ["31.7.0"] = "current L1",
        ["51.7.0"] = "current L2",
        ["71.7.0"] = "current L3",
        ["21.7.0"] = "power import L1",
        ["41.7.0"] = "power import L2",
        ["61.7.0"] = "power import L3",
        ["22.7.0"] = "power export L1",
        ["42.7.0"] = "power export L2",
        ["62.7.0"] = "power export L3",
        ["36.7.0"] = "power L1",
        ["56.7.0"] = "power L2",
        ["76.7.0"] = "power L3",
        ["33.7.0"] = "power factor L1",
        ["53.7.0"] = "power factor L2",
        ["73.7.0"] = "power factor L3",
        ["15.8.0"] = "energy absolute total",
        ["96.14.0"] = "tariff",
        ["96.7.21"] = "power failures",
        ["96.7.9"] = "long power failures",
        ["32.32.0"] = "voltage sags L1",
        ["32.36.0"] = "voltage swells L1",
        ["14.7.0"] = "frequency",
        ["13.7.0"] = "power factor",
        ["24.2.1"] = "gas meter",
        ["1.0.0"] = "time",
        ["96.1.1"] = "serial number",
        ["0.2.8"] = "version",
        ["199.130.3"] = "manufacturer",
        ["0.0.9"] = "device id",
    };

    /// <summary>What a code measures, or null.</summary>
    public static string? NameOf(string code) => Names.GetValueOrDefault(code);

    /// <summary>
    /// Reads <c>1-0:1.8.1(004873.215*kWh)</c>, <c>1-0:16.7.0*255#-386.2#W</c>, and
    /// <c>1-0:16.7.0*255: Power = 1214.5 W</c>.
    /// </summary>
    public static bool TryRead(string line, TableBuilder table)
    {
        // "0-0:96.7.9(00003)    ; long power failures"
        var note = line.IndexOf(';', StringComparison.Ordinal);
        var said = note > 0 && line[..note].TrimEnd().EndsWith(')') ? line[(note + 1)..].Trim() : "";
        if (said.Length > 0)
            line = line[..note].TrimEnd();
        if (line.Length == 0)
            return false;
        var match =
            line[^1] == ')' ? Code().Match(line)
            : char.IsAsciiDigit(line[0]) && line.Contains('#', StringComparison.Ordinal) ? Hashed().Match(line)
            : char.IsAsciiDigit(line[0]) && line.Contains('*', StringComparison.Ordinal) ? Explained().Match(line)
            : Match.Empty;
        if (!match.Success)
            return false;
        var code = match.Groups["c"].Value;
        var name =
            Names.TryGetValue(code, out var known) ? known
            : said.Length is > 2 and < 40 ? said
            : match.Groups["n"].Value is { Length: > 0 } told ? told
            : match.Groups["all"].Value;
        var value = match.Groups["v"].Captures[^1].Value.Replace('*', ' ');
        if (match.Groups["u"].Value is { Length: > 0 } unit)
            value = $"{value} {unit}";
        table.Add(
            name,
            Clock().Match(value) is { Success: true } clock
                ? new SignalValue(SignalKind.Text, Time(clock), 0, "")
                : ValueReader.Read(LeadingZeros().Replace(value, "$1"))
        );
        return true;
    }

    private static string Time(Match clock) =>
        $"20{clock.Groups["y"].Value}-{clock.Groups["m"].Value}-{clock.Groups["d"].Value} "
        + string.Join(':', clock.Groups["t"].Captures.Select(part => part.Value));

    // "261019183000S": the year first, in summer or in winter time.
    [GeneratedRegex(@"^(?<y>\d{2})(?<m>0[1-9]|1[0-2])(?<d>[0-3]\d)(?<t>\d{2}){3}[SW]$")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?<all>(?:\d+-\d+:)?(?<c>\d+\.\d+\.\d+)(?:\*\d+)?)(?:\((?<v>[^()]*)\))+$")]
    private static partial Regex Code();

    // "1-0:16.7.0*255#-386.2#W"
    [GeneratedRegex(@"^(?<all>(?:\d+-\d+:)?(?<c>\d+\.\d+\.\d+)(?:\*\d+)?)#(?<v>[^#]*)#(?<u>[^#]*)$")]
    private static partial Regex Hashed();

    // "1-0:16.7.0*255: Power (total) = 1214.5 W"
    [GeneratedRegex(
        @"^(?<all>(?:\d+-\d+:)?(?<c>\d+\.\d+\.\d+)\*\d+)\s*[:=]\s*(?:(?<n>[^=]{1,80}?)\s*=\s*)?(?<v>[^=\s][^=]*)$"
    )]
    private static partial Regex Explained();

    [GeneratedRegex(@"^(-?)0+(?=\d)")]
    private static partial Regex LeadingZeros();
}
