using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What <c>uptime</c> and <c>top</c> print before the load: how long a machine runs, and its users.</summary>
internal static partial class UptimeLine
{
    /// <summary>Adds what a line says of both.</summary>
    public static void Read(string line, string prefix, string time, TableBuilder table)
    {
        if (Up().Match(line) is { Success: true } up)
            table.Add(prefix + "uptime", ValueReader.Read(Gaps().Replace(up.Groups["u"].Value, " ")), time);
        if (Users().Match(line) is { Success: true } users)
            table.Add(prefix + "users", ValueReader.Read(users.Groups["n"].Value), time);
    }

    // "up 63 days,  4:12,  3 users"
    [GeneratedRegex(@"\bup\s+(?<u>\d+ days?(?:,\s*(?:\d+:\d{2}|\d+ min))?|\d+:\d{2}|\d+ min)(?=,|$)")]
    private static partial Regex Up();

    [GeneratedRegex(@"(?<=\s)(?<n>\d+) users?,")]
    private static partial Regex Users();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();
}
