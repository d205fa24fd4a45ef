using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// The device statistics of a disk as <c>smartctl -l devstat</c> prints them: page, offset, size, value, flags and
/// what is counted.
/// </summary>
internal static partial class DeviceStatistics
{
    private const int Least = 3;

    /// <summary>Reads such lines; false where most are others.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        Match[] rows = [.. lines.Select(line => Row().Match(line)).Where(match => match.Success)];
        var others = lines.Count(line => line.Trim().Length > 0) - rows.Length;
        if (rows.Count(row => row.Groups["v"].Value != "=") < Least || others > rows.Length)
            return false;
        var section = "";
        foreach (var row in rows)
        {
            var name = row.Groups["n"].Value;
            if (row.Groups["v"].Value == "=")
            {
                section = Revision().Replace(name, "");
                continue;
            }

            var read = ValueReader.Read(row.Groups["v"].Value);
            // ACS-4 counts all temperatures in degrees Celsius.
            table.Add(
                name,
                read.IsNumber && name.EndsWith("Temperature", StringComparison.Ordinal)
                    ? read with
                    {
                        Unit = " °C",
                    }
                    : read
            );
            if (section.Length > 0)
                table.Alias(name, section);
        }

        return true;
    }

    // "0x05  0x008  1              41  ---  Current Temperature", "0x05  =====  =  =  ===  == Temperature Statistics =="
    [GeneratedRegex(
        @"^0x[0-9A-F]{2}\s+(?:0x[0-9A-F]{3,5}|=+)\s+(?:\d+|=+)\s+(?<v>-?\d+|-|=)\s+[A-Z=\-]{3}\s+(?:== )?(?<n>[A-Za-z]\S*(?: \S+)*?)(?: ==)?\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Row();

    [GeneratedRegex(@"\s*(?:Statistics)?\s*\(rev \d+\)$")]
    private static partial Regex Revision();
}
