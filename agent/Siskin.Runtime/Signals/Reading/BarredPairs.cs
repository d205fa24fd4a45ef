using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Pairs between bars, <c>BIKE|spd:24.6km/h|mode:TURBO</c>, of which even a text has a name; a name and a time may
/// stand before them, and a pair may be a list.
/// </summary>
internal static partial class BarredPairs
{
    private const int Least = 3;

    // A name and a time.
    private const int MostBefore = 2;

    /// <summary>Reads a line of such pairs; false where it is none.</summary>
    public static bool TryRead(string line, string prefix, string time, TableBuilder table)
    {
        if (line.Count(c => c == '|') < Least || line.Contains(" | ", StringComparison.Ordinal))
            return false;
        var parts = line.Split('|', StringSplitOptions.RemoveEmptyEntries);
        var head = parts.TakeWhile(part => !IsPair(part) || TimePrefix.IsTime(part)).ToList();
        if (Array.Find(parts, TimePrefix.IsTime) is { } stamp && time.Length == 0)
            time = stamp.Trim();
        string[] pairs = [.. parts.Where(part => IsPair(part) && !TimePrefix.IsTime(part))];
        if (pairs.Length < Least || head.Count > MostBefore || pairs.Length < parts.Length - Math.Max(1, head.Count))
            return false;
        foreach (var pair in pairs)
        foreach (var one in Several().IsMatch(pair) ? Marks().Split(pair) : [pair])
            Add(one, prefix, time, table);
        return true;
    }

    private static bool IsPair(string part) => part.IndexOfAny([':', '=']) is > 0 and var at && at + 1 < part.Length;

    private static void Add(string pair, string prefix, string time, TableBuilder table)
    {
        var at = pair.IndexOfAny([':', '=']);
        if (at < 0)
            return;
        var name = prefix + pair[..at].Trim();
        var value = pair[(at + 1)..];
        // "cells=3.312,3.318,3.309": each by its place, as the next line has the same again.
        if (!List().IsMatch(value))
        {
            table.Add(name, ValueReader.Read(value), time);
            return;
        }

        var items = value.Split(',');
        for (var i = 0; i < items.Length; i++)
            table.Add(time.Length > 0 ? $"{name}/{i + 1}" : name, ValueReader.Read(items[i]), time);
    }

    // "T1=29.5;T2=30.1", "FET chg=ON dis=ON"
    [GeneratedRegex(@"^[^=;]*=[^=;]*[; ]\s*\w+=")]
    private static partial Regex Several();

    [GeneratedRegex(@";\s*|\s+(?=\w+=)")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^[+\-]?\d+(?:\.\d+)?(?:,[+\-]?\d+(?:\.\d+)?){2,}$")]
    private static partial Regex List();
}
