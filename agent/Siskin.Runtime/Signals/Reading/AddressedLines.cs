using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Lists of registers as heat pumps and inverters print them, an address before each name:
/// <c>40004 BT1 Outdoor temperature  -3.2 °C</c>.
/// </summary>
internal static partial class AddressedLines
{
    private const int Least = 3;

    /// <summary>Reads a text three quarters of whose lines at least are such; adds nothing of any other.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        var found = new List<Match>();
        var rest = new List<string>();
        foreach (var line in lines)
        {
            if (line.Trim().Length == 0)
                continue;
            if (Line().Match(line) is { Success: true } match)
                found.Add(match);
            else
                rest.Add(line);
        }

        if (
            found.Count < Least
            || found.Count < rest.Count * 3
            || found.Select(one => one.Groups["a"].Value).Distinct().Count() < found.Count
            || found.Select(one => one.Groups["n"].Value).Distinct().Count() < found.Count
        )
            return false;
        foreach (var one in found)
        {
            var name = one.Groups["n"].Value.Trim();
            table.Add(name, ValueReader.Read(one.Groups["v"].Value));
            table.Alias(name, $"register {one.Groups["a"].Value}");
        }

        SignalReader.Lines([.. rest], table);
        return true;
    }

    [GeneratedRegex(
        @"^\s*(?<a>[0-9]{5,6}|0x[0-9A-Fa-f]{4})\s*[:|]?\s+(?<n>[A-Za-z][^:=|]{0,80}?)(?:\s{2,}|\s*[:=|]\s*|\s)(?<v>[+\-]?\d+(?:[.,]\d+)?(?:\s?[^\s\d]\S{0,7})?|on|off|ON|OFF|yes|no|true|false|---?|n/a)\s*$"
    )]
    private static partial Regex Line();
}
