using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Rows of reports without a header, their cells padded: <c>2  Ripple  61 mV  max 60  FAIL</c>; and lines of checks:
/// <c>LOAD CRITICAL - load average: 9.80 | load1=9.8;5;8</c>.
/// </summary>
internal static partial class RowForm
{
    private const int LongestName = 40;
    private const int LongestState = 40;

    /// <summary>Reads one line of either.</summary>
    public static bool TryRead(string line, string prefix, TableBuilder table) =>
        TryCheck(line, table) || TryWatched(line, table) || TryRow(line, prefix, table);

    // A name, an address, a format, a value, and a comment that is its unit, parted by tabs.
    private static bool TryWatched(string line, TableBuilder table)
    {
        string[] cells = [.. line.Split('\t').Select(cell => cell.Trim())];
        if (cells.Length < 4 || !cells[0].Any(char.IsLetter) || TimePrefix.Split(cells[0]).Time.Length > 0)
            return false;
        var value = Array.FindIndex(
            cells,
            1,
            cell =>
                cell.Length > 0
                && ValueReader.Read(cell) is { Kind: not SignalKind.Text } read
                && !read.Unit.Contains('/', StringComparison.Ordinal)
        );
        if (
            value < 2
            || !cells
                .Skip(1)
                .Take(value - 1)
                .Any(cell =>
                    cell.StartsWith('%')
                    || cell.Contains("Bool", StringComparison.Ordinal)
                    || cell.Contains("number", StringComparison.Ordinal)
                )
        )
            return false;
        var one = ValueReader.Read(cells[value]);
        var comment = cells.Skip(value + 1).FirstOrDefault(cell => cell.StartsWith("//", StringComparison.Ordinal), "");
        if (one.IsNumber && one.Unit.Length == 0 && comment.Length > 2 && ValueReader.IsUnit(comment[2..].Trim()))
            one = one with { Unit = " " + comment[2..].Trim() };
        table.Add(cells[0].Replace("\"", "", StringComparison.Ordinal), one);
        return true;
    }

    // A name, a value, then nothing but limits and a state.
    private static bool TryRow(string line, string prefix, TableBuilder table)
    {
        if (!line.Contains("  ", StringComparison.Ordinal) || line.Contains('=', StringComparison.Ordinal))
            return false;
        string[] cells = [.. Gap().Split(line.Trim())];
        // A number of the row, or a code before its name: "r0024 CO: Output frequency".
        if (
            cells.Length > 2
            && (cells[0].Length < 4 && cells[0].TrimEnd('.', ')').All(char.IsAsciiDigit) || Code().IsMatch(cells[0]))
        )
            cells = cells[1..];
        cells[0] = Coded().Replace(cells[0], "");
        if (cells is [var name, var only] && IsShort(name, only))
        {
            table.Add(prefix + name, ValueReader.Read(only));
            return true;
        }

        if (
            cells.Length < 3
            || cells[0].Length > LongestName
            || cells[0].Length == 0
            || !char.IsLetter(cells[0][0])
            || cells[0].Contains(':', StringComparison.Ordinal)
            || ValueReader.Read(cells[0]).Kind != SignalKind.Text
            || ValueReader.Read(cells[1].TrimStart('>', '<'))
                is not { Kind: SignalKind.Number or SignalKind.Missing } read
        )
            return false;
        decimal? low = null,
            high = null;
        var state = "";
        foreach (var cell in cells[2..])
        {
            if (
                Bound().Match(cell) is { Success: true } bound
                && ValueReader.TryNumber(bound.Groups["v"].Value, out var one)
            )
                _ = IsLow(bound.Groups["k"].Value) ? low = one : high = one;
            else if (
                Range().Match(cell) is { Success: true } range
                && ValueReader.TryNumber(range.Groups["a"].Value, out var from)
                && ValueReader.TryNumber(range.Groups["b"].Value, out var to)
            )
                (low, high) = (from, to);
            else if (
                read is { IsNumber: true, Unit.Length: 0 }
                && ValueReader.IsKnownUnit(cell) | cell is "V" or "A" or "W" or "s" or "h"
            )
                read = read with { Unit = " " + cell };
            else if (state.Length == 0 && cell.Length <= LongestState && IsVerdict(cell))
                state = cell;
            else
                return false;
        }

        if (low is null && high is null && state.Length == 0 && read.Unit.Length == 0)
            return false;
        table.Add(prefix + cells[0], read);
        table.Limit(prefix + cells[0], low, high);
        if (state.Length > 0)
            table.Add($"{prefix}{cells[0]}/status", ValueReader.Read(state));
        return true;
    }

    // "Machine status        Load"
    private static bool IsShort(string name, string value) =>
        name.Length is > 2 and <= LongestName
        && char.IsLetter(name[0])
        && !name.Contains(':', StringComparison.Ordinal)
        && !name.Any(char.IsAsciiDigit)
        && value.Length is > 0 and < 24
        && char.IsLetter(value[0])
        && value.Count(c => c == ' ') < 2
        && !value.Contains(':', StringComparison.Ordinal);

    /// <summary>Whether a line is what a check of a monitoring system prints.</summary>
    public static bool IsCheck(string line) => Check().IsMatch(line);

    // What a check of a monitoring system prints: its name, its state, a text, and numbers behind a bar.
    private static bool TryCheck(string line, TableBuilder table)
    {
        if (Check().Match(line) is not { Success: true } match)
            return false;
        // "OK - load average: 0.42 | load1=0.42": the text says what was checked.
        var name = match.Groups["n"].Success
            ? match.Groups["n"].Value.Trim()
            : match.Groups["t"].Value.Split([':', ',', '='])[0].Trim();
        if (name.Length is 0 or > LongestName)
            name = "check";
        table.Add(name, new SignalValue(SignalKind.Text, match.Groups["s"].Value, 0, ""));
        foreach (Match count in Counted().Matches(match.Groups["t"].Value))
            table.Add($"{name}/{count.Groups["k"].Value}", ValueReader.Read(count.Groups["v"].Value));
        foreach (Match field in Performance().Matches(match.Groups["p"].Value))
        {
            var path = $"{name}/{field.Groups["k"].Value.Trim('\'')}";
            table.Add(path, ValueReader.Read(field.Groups["v"].Value));
            table.Limit(path, null, ValueReader.TryNumber(field.Groups["warn"].Value, out var high) ? high : null);
        }

        return true;
    }

    private static bool IsLow(string word) =>
        word.ToLowerInvariant() is "min" or "lo" or "low" or "lower" or "minimum" or ">" or ">=" or "≥";

    // "PASS", "HI ALARM since 03:17"; a word in lower case is one for a state.
    private static bool IsVerdict(string cell) =>
        char.IsLetter(cell[0])
        && !cell.Contains(':', StringComparison.Ordinal) | cell.Contains("since ", StringComparison.OrdinalIgnoreCase)
        && (
            cell.TakeWhile(char.IsLetter).All(char.IsUpper)
            || States.IsWord(string.Concat(cell.TakeWhile(char.IsLetter)).ToLowerInvariant())
        );

    [GeneratedRegex(@"\s{2,}|\t")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^[a-zA-Z]\d{3,5}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[a-zA-Z]\d{3,5} (?:[A-Z]{2}: )?(?=\S)")]
    private static partial Regex Coded();

    [GeneratedRegex(
        @"^(?<k>min|max|lo|low|lower|hi|high|upper|limit|minimum|maximum|[<>≤≥]=?)\.?\s*[:=]?\s*(?<v>[+\-−]?\d[\d.,]*(?:[eE][+\-]?\d+)?)\s?\S{0,8}$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"^\(?\[?(?<a>[+\-−]?\d[\d.,]*?)\s*(?:\.\.\.?|–|to|-)\s*(?<b>[+\-−]?\d[\d.,]*)\s?[^\s\d]{0,8}\]?\)?$"
    )]
    private static partial Regex Range();

    [GeneratedRegex(
        @"^(?:(?<n>[A-Z][\w./-]*(?: [A-Z][\w./-]*)?) )?(?<s>OK|WARNING|CRITICAL|UNKNOWN)(?: - |: )(?<t>[^|]*)(?:\|(?<p>.*))?$"
    )]
    private static partial Regex Check();

    // "will expire in 23 days", "211 processes"
    [GeneratedRegex(@"(?<![\w.])(?<v>\d+) (?<k>days|hours|processes|users|files|packets|connections)\b")]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?<k>'[^']{1,80}'|[^\s=|]{1,80})=(?<v>[+\-]?[\d.]+[A-Za-z%]*)(?:;(?<warn>[\d.]*)[\d.;:@~]*)?")]
    private static partial Regex Performance();
}
