using System.Text.RegularExpressions;

namespace Siskin.Agent.Watches;

/// <summary>
/// Finds the one number in what a model wrote. It stands alone: digits inside a name (<c>pump2</c>) are none, and a
/// unit may follow, also without a space (<c>21.5°C</c>). Two numbers, or anything that looks like one and cannot be
/// read (a date, a range, an unknown suffix), refuse the text: a wrong value is worse than none.
/// </summary>
internal static partial class NumberText
{
    private const int MaxShown = 40;
    private const string Punctuation = ".,;:!?";

    // Signs, dashes and bounds that stand apart from what they change.
    private const string Marks = "+-−‐‑–—±<>≤≥";

    private static readonly char[] Brackets = [.. "()[]{}\"'`«»“”„‘’"];

    /// <summary>The number of <paramref name="text"/>, or why there is none.</summary>
    public static NumberReading? Find(string text, out string? error)
    {
        NumberReading? found = null;
        error = null;
        var before = "";
        foreach (var word in Gap().Split(text).SelectMany(Parts))
        {
            var reading = default(NumberReading);
            error =
                IsExponent(word) && before == found?.Raw ? Unreadable($"{found.Raw} {word}")
                : HasDigit(word) && !IsName(word) ? Read(word, before, out reading)
                : null;
            if (reading is not null && found is not null)
                error = $"two numbers in the text: {found.Raw} and {reading.Raw}";
            if (error is not null)
                return null;
            found ??= reading;
            before = reading is null ? word : reading.Raw;
        }
        error = found is null ? "no number in the text" : null;
        return found;
    }

    private static string? Read(string word, string before, out NumberReading? reading)
    {
        reading = null;
        var match = NumberAndUnit().Match(word);
        if (!match.Success)
            return Unreadable(word);
        if (IsMark(before))
            return $"\"{before}\" stands apart from {word}";
        reading = NumberNotation.Read(match.Groups["number"].Value, out var error);
        return error;
    }

    private static string Unreadable(string word) =>
        $"\"{(word.Length <= MaxShown ? word : word[..MaxShown] + "…")}\" cannot be read as one number";

    // name=21.5 and name:21.5 are a name and a number; 12:30 stays as it is and is none.
    private static IEnumerable<string> Parts(string word)
    {
        foreach (var part in word.Split('=').Select(Strip))
        {
            var parts = part.Length > 0 && char.IsDigit(part[0]) ? [part] : part.Split(':').Select(Strip);
            foreach (var one in parts.Where(one => one.Length > 0))
                yield return one;
        }
    }

    // What surrounds a word in a sentence: brackets, quotes and one mark of punctuation at the end.
    private static string Strip(string word)
    {
        var bare = word.Trim(Brackets);
        return bare.Length > 0 && Punctuation.Contains(bare[^1], StringComparison.Ordinal)
            ? bare[..^1].TrimEnd(Brackets)
            : bare;
    }

    private static bool HasDigit(string word) => word.Any(char.IsNumber);

    private static bool IsMark(string word) =>
        (word.Length > 0 && word.All(c => Marks.Contains(c, StringComparison.Ordinal)))
        || word.Equals("minus", StringComparison.OrdinalIgnoreCase);

    // "pump2", and with a digit in front "28-0000072e1f5b"; "20-30mbar" has numbers only.
    private static bool IsName(string word) =>
        char.IsLetter(word[0])
        || (
            char.IsDigit(word[0])
            && word.Any(char.IsLetter)
            && word.IndexOfAny(['-', '_', '/']) > 0
            && !NumberAndUnit().IsMatch(word)
            && word.Split('-', '_', '/').Any(part => part.Length > 0 && !NumberAndUnit().IsMatch(part))
        );

    // "1.5 E3" and "1.5 x10^3"
    private static bool IsExponent(string word) => ApartExponent().IsMatch(word);

    [GeneratedRegex(@"^([eE][-+−]?[0-9]+|[xX×·*][0-9].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex ApartExponent();

    // A space that may not break groups digits: 12 345.6
    [GeneratedRegex(@"(?!(?<=[0-9])[\u00A0\u202F\u2009](?=[0-9]{3}(?![0-9])))\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    // Units of the SI and those that instruments show, with a prefix and as a quotient or a product; currencies.
    [GeneratedRegex(
        @"^(?<number>[-+−]?[0-9.,'’\u00A0\u202F\u2009]*[0-9]([eE][-+−]?[0-9]+)?)(?<unit>("
            + OneUnit
            + ")([/·*]("
            + OneUnit
            + "))*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NumberAndUnit();

    private const string OneUnit =
        @"°([CFK]|dH)?|℃|℉|%(RH|rH|rF)?|‰|[€$£]|pH|ppm|ppb|rpm|min|d|psi|in(Hg|ch)?|ft|mmHg|mph|kn|kt|dBm?"
        + @"|[numcdhkMGTpµμ]?(bar|Pa|Hz|Wh|VAh?|Vs|[vV]ar|Ah|eV|Bq|Sv|Gy|mol|lm|lx|Ω|m[²³23]|[mglLsVAWJNCFKSHh])|[kMGT]B";
}
