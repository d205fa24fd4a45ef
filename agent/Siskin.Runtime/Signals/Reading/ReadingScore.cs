using System.Globalization;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// How well a table accounts for its text, 0 to 1: which of the text's numbers and words it holds, and whether names
/// and texts of it still hold values of their own. Two readings of one text are weighed against each other by it.
/// </summary>
internal static class ReadingScore
{
    /// <summary>From here on a reading leaves nothing out that another one could find.</summary>
    public const double Whole = 0.97;

    private const double NumberShare = 0.6;
    private const double TangledShare = 0.5;
    private const double AnonymousShare = 0.3;
    private const int LongestName = 60;

    /// <summary>The score of a table as a reading of a text.</summary>
    public static double Of(string text, SignalTable table) => Of(text, table, out _);

    /// <summary>The same, and which share of the values is tangled.</summary>
    public static double Of(string text, SignalTable table, out double knots)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int values = table.Events.Count,
            tangled = 0,
            anonymous = 0,
            merged = 0;
        foreach (var signal in table.Signals)
        {
            Give(signal.Path, numbers, words);
            Give(signal.Alias, numbers, words);
            Limit(signal.Low, numbers);
            Limit(signal.High, numbers);
            var isTangled = IsTangled(signal.Path);
            var isNumeric = signal.Points.Count(point => point.Value.IsNumber) * 2 >= signal.Points.Count;
            values += signal.Points.Count;
            merged += IsMerged(signal) ? signal.Points.Count : 0;
            anonymous += IsAnonymous(signal.Path) ? signal.Points.Count : 0;
            foreach (var point in signal.Points)
            {
                Give(point.Time, numbers, words);
                Give(point.Value.Text, numbers, words);
                Give(point.Value.Unit, numbers, words);
                // "zone 1 812 C" is no 1,812.
                var isGrouped = point.Value.IsNumber && point.Value.Text.Contains(' ', StringComparison.Ordinal);
                if (
                    isTangled
                    || isGrouped
                    || point.Value.Kind == SignalKind.Text
                        && (isNumeric && !StartsWithDigit(point.Value.Text) || HoldsValue(point.Value.Text))
                )
                    tangled++;
            }
        }

        foreach (var one in table.Events)
        {
            Give(one.Time, numbers, words);
            Give(one.Message, numbers, words);
            Give(one.Printed, numbers, words);
        }

        knots = values == 0 ? 1 : (double)tangled / values;
        return values == 0
            ? 0
            : Math.Clamp(
                Covered(text, numbers, words) - TangledShare * knots - AnonymousShare * (anonymous + merged) / values,
                0,
                1
            );
    }

    private static double Covered(string text, Dictionary<string, int> numbers, HashSet<string> words)
    {
        int allNumbers = 0,
            ownNumbers = 0;
        int allWords = 0,
            ownWords = 0;
        foreach (var token in Tokens(text, skipsRemarks: true))
        {
            if (char.IsAsciiDigit(token[0]))
            {
                allNumbers++;
                if (numbers.TryGetValue(token, out var left) && left > 0)
                {
                    ownNumbers++;
                    numbers[token] = left - 1;
                }
            }
            else if (!IsOfTable(token))
            {
                allWords++;
                ownWords += words.Contains(token) ? 1 : 0;
            }
        }

        var byNumber = allNumbers == 0 ? 1 : (double)ownNumbers / allNumbers;
        var byWord = allWords == 0 ? 1 : (double)ownWords / allWords;
        return NumberShare * byNumber + (1 - NumberShare) * byWord;
    }

    // What headings of columns say that are no signals.
    private static bool IsOfTable(string word) =>
        ColumnWords.Times.Contains(word)
        || ColumnWords.Values.Contains(word)
        || ColumnWords.Names.Contains(word)
        || word is "unit" or "Unit" or "UNIT" or "Units";

    private static void Give(string text, Dictionary<string, int> numbers, HashSet<string> words)
    {
        foreach (var token in Tokens(text))
            if (char.IsAsciiDigit(token[0]))
                numbers[token] = numbers.GetValueOrDefault(token) + 1;
            else
                words.Add(token);
    }

    private static void Limit(decimal? limit, Dictionary<string, int> numbers)
    {
        if (limit is { } bound)
            Give(bound.ToString(CultureInfo.InvariantCulture), numbers, []);
    }

    // Runs of at least two letters, and of digits without zeros in front.
    private static List<string> Tokens(string text, bool skipsRemarks = false)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length; )
        {
            var start = i;
            // What stands in brackets behind a value, or in a line of remarks, may be left out.
            if (skipsRemarks && Remark(text, i) is > 0 and var remark)
                i += remark;
            else if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                    i++;
                tokens.Add(text[start..i].TrimStart('0') is { Length: > 0 } digits ? digits : "0");
            }
            else if (char.IsLetter(text[i]))
            {
                while (i < text.Length && char.IsLetter(text[i]))
                    i++;
                if (i - start > 1)
                    tokens.Add(text[start..i]);
            }
            else
                i++;
        }

        return tokens;
    }

    private static int Remark(string text, int at) =>
        IsNumbering(text, at) ? 1
        : text[at] == '(' && text.IndexOfAny([')', '\n'], at) is > 0 and var end ? end - at
        : text[at] == '#' && (at == 0 || text[at - 1] == '\n') && text.IndexOf('\n', at) is > 0 and var line ? line - at
        : 0;

    // Values of one name without times: maybe of several things.
    private static bool IsMerged(Signal signal) => signal.IsSeries && signal.Points[0].Time.Length == 0;

    // "1) Tank north"
    private static bool IsNumbering(string text, int at) =>
        char.IsAsciiDigit(text[at])
        && (at == 0 || text[at - 1] == '\n')
        && at + 2 < text.Length
        && text[at + 1] is ')' or '.'
        && text[at + 2] == ' ';

    // "column 3": values whose meaning the text does not say, or was not found in it.
    private static bool IsAnonymous(string path) =>
        path[(path.LastIndexOf('/') + 1)..] is "value" or ['c', 'o', 'l', 'u', 'm', 'n', ' ', ..];

    // "7m30s" is among numbers what they are.
    private static bool StartsWithDigit(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]);

    // A name with a decimal number in it, with several numbers, or with cells of its own.
    internal static bool IsTangled(string path)
    {
        if (path.Length > 3 * LongestName || path.Contains("   ", StringComparison.Ordinal))
            return true;
        if (
            path.Contains("  ", StringComparison.Ordinal)
            && path.Split(' ').Any(word => word.Length > 0 && word.All(char.IsAsciiDigit))
        )
            return true;
        var pairs = 0;
        for (var i = 1; i + 1 < path.Length; i++)
            pairs += path[i] is ':' or '=' && (char.IsAsciiDigit(path[i + 1]) || path[i + 1] is '+' or '-') ? 1 : 0;
        if (pairs > 1)
            return true;
        foreach (var part in path.Split('/'))
        {
            if (!part.Contains(' ', StringComparison.Ordinal))
                continue;
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var numbers = words.Count(word => ValueReader.Read(word) is { IsNumber: true });
            if (
                numbers > 1 && !PairValues.IsPlace(part)
                || part.Length > LongestName
                || Array.Exists(
                    words,
                    word => word.Contains('.', StringComparison.Ordinal) && ValueReader.Read(word) is { IsNumber: true }
                )
            )
                return true;
        }

        return false;
    }

    private static bool IsUnit(string word) => ValueReader.IsKnownUnit(word) || word is "C" or "F" or "V" or "A" or "W";

    // A text with a number that has a unit, with another pair, or with cells of its own.
    private static bool HoldsValue(string text)
    {
        if (
            text.Length < 5
            || TimePrefix.IsTime(text)
            || !text.Contains(' ', StringComparison.Ordinal) && text.Length < 24
        )
            return false;
        // "0B / 12MB": two that belong together.
        if (text.Contains(" / ", StringComparison.Ordinal) && text.Length < 24)
            return false;
        if (text.Contains("  ", StringComparison.Ordinal) || text.Contains(": ", StringComparison.Ordinal))
            return true;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
            if (words.Length > 2 && ValueReader.Read(words[i]).IsNumber && IsUnit(words[i + 1].TrimEnd(',')))
                return true;
        return words.Length > 1
                && Array.Exists(
                    words,
                    word =>
                        ValueReader.Read(word.Trim('(', ')', ',')) is { IsNumber: true } number
                        && (number.Unit.Length > 0 || number.Text.Contains('.', StringComparison.Ordinal))
                )
            || words.Length > 1 && Array.Exists(words, word => word.Contains('=', StringComparison.Ordinal));
    }
}
