namespace Siskin.Runtime.Signals.Reading;

/// <summary>Pairs between bars, <c>BIKE|spd:24.6km/h|mode:TURBO</c>, of which even a text has a name.</summary>
internal static class BarredPairs
{
    /// <summary>Reads a line of such pairs; false where it is none.</summary>
    public static bool TryRead(string line, string prefix, string time, TableBuilder table)
    {
        if (line.Count(c => c == '|') < 3 || line.Contains(" | ", StringComparison.Ordinal))
            return false;
        var parts = line.Split('|', StringSplitOptions.RemoveEmptyEntries);
        string[] pairs =
        [
            .. parts.Where(part => part.IndexOfAny([':', '=']) is > 0 and var at && at + 1 < part.Length),
        ];
        if (pairs.Length < 3 || pairs.Length < parts.Length - 1)
            return false;
        foreach (var pair in pairs)
        {
            var at = pair.IndexOfAny([':', '=']);
            table.Add(prefix + pair[..at].Trim(), ValueReader.Read(pair[(at + 1)..]), time);
        }

        return true;
    }
}
