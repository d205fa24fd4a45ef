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
        TryCheck(line, table) || TryRow(line, prefix, table);

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

    // What a check of a monitoring system prints: its name, its state, a text, and numbers behind a bar.
    private static bool TryCheck(string line, TableBuilder table)
    {
        if (Check().Match(line) is not { Success: true } match)
            return false;
        var name = match.Groups["n"].Value.Trim();
        table.Add(name, new SignalValue(SignalKind.Text, match.Groups["s"].Value, 0, ""));
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
        @"^(?<n>[A-Z][\w./-]*(?: [A-Z][\w./-]*)?) (?<s>OK|WARNING|CRITICAL|UNKNOWN)(?: - |: )(?<t>[^|]*)(?:\|(?<p>.*))?$"
    )]
    private static partial Regex Check();

    [GeneratedRegex(@"(?<k>'[^']+'|[^\s=|]+)=(?<v>[+\-]?[\d.]+[A-Za-z%]*)(?:;(?<warn>[\d.]*)[\d.;:@~]*)?")]
    private static partial Regex Performance();
}
