using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Fields of which a line says whose they are: printed objects <c>GPS: GPSInfo:fix=3,satellites=10</c> and
/// <c>battery(percent=81, plugged=False)</c>, and several pairs behind a name in brackets,
/// <c>[well 4] Level: 3.1 m, Flow: 12 l/s</c>.
/// </summary>
internal static partial class OwnedFields
{
    /// <summary>Reads such a line; false for any other.</summary>
    public static bool TryRead(string line, string prefix, TableBuilder table)
    {
        (var time, var rest) = TimePrefix.Split(line);
        if (rest.Length == 0)
            return false;
        if (rest[^1] == ')' && Called().Match(rest) is { Success: true } called)
            return LooseJson.OfCall(called.Groups["o"].Value) is { } json
                && JsonForm.TryRead(
                    json,
                    prefix + (called.Groups["n"].Success ? called.Groups["n"].Value : called.Groups["t"].Value),
                    table
                );
        if (rest[0] == '[')
            return Bracketed().Match(rest) is { Success: true } bracketed
                && !TimePrefix.IsTime(bracketed.Groups["n"].Value)
                && Add(bracketed, Colons(), time, prefix, table);
        return rest.Contains('=', StringComparison.Ordinal)
            && Printed().Match(rest) is { Success: true } printed
            && Add(printed, Assigned(), time, prefix, table);
    }

    private static bool Add(Match line, Regex pair, string time, string prefix, TableBuilder table)
    {
        foreach (Match field in pair.Matches(line.Groups["f"].Value))
            table.Add(
                $"{prefix}{line.Groups["n"].Value.Trim()}/{field.Groups["k"].Value}",
                ValueReader.Read(field.Groups["v"].Value),
                time
            );
        return true;
    }

    [GeneratedRegex(
        @"^(?:(?<n>[A-Za-z][\w ./-]{0,40}?)\s*(?::\s+|=\s*))?(?<o>(?<t>[A-Za-z_][\w.]*)\((?!(?:tag|name|id|sensor|node)=)[A-Za-z_]\w*=[^()]*(?:\([^()]*\)[^()]*)*\))$"
    )]
    private static partial Regex Called();

    [GeneratedRegex(
        @"^(?<n>[A-Za-z][\w ()/.-]{0,50}?):\s+[A-Z]\w*:\s*(?<f>[A-Za-z_]\w*=[^=,:]*(?:,\s*[A-Za-z_]\w*=[^=,:]*)*)$"
    )]
    private static partial Regex Printed();

    [GeneratedRegex(@"(?<k>[A-Za-z_]\w*)=(?<v>[^=,]*)")]
    private static partial Regex Assigned();

    [GeneratedRegex(
        @"^\[(?!(?:INFO|INF|WARN|WARNING|ERROR|ERR|DEBUG|NOTICE|TRACE|ALARM|FAULT|FATAL|CRIT|CRITICAL)\])(?<n>[\w .#-]{1,30})\]\s+(?<f>[A-Za-z][^:=,]{0,40}:\s[^,:=]+(?:,\s+[A-Za-z][^:=,]{0,40}:\s[^,:=]+)+)$"
    )]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"(?<k>[A-Za-z][^:=,]*):\s(?<v>[^,]+)")]
    private static partial Regex Colons();
}
