using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Writes what people say in words as it is printed: "half past eight" is 08:30, "set point" one word.</summary>
internal static partial class SpokenForms
{
    private static readonly (string Words, string One)[] Pairs =
    [
        ("power factor", "powerfactor"),
        ("set point", "setpoint"),
        ("hot water", "hotwater"),
        ("dew point", "dewpoint"),
        ("wi-fi", "wifi"),
        ("tyre", "tire"),
        ("delta t", "difference"),
        ("per cent", "percent"),
        ("procent", "percent"),
    ];

    private static readonly string[] Hours =
    [
        "twelve",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
    ];

    /// <summary>Whether codes of a meter are added up, maybe in parentheses.</summary>
    public static bool HasCodes(string text) => TwoCodes().IsMatch(text) && Adds().IsMatch(text);

    public static string Written(string text, NameWords names)
    {
        // "Sum of both tariffs (1.8.1 + 1.8.2)"
        if (TwoCodes().Match(text) is { Success: true } two && Adds().IsMatch(text))
            text = $"sum of {two.Value}?";
        text = Codes().Replace(text, match => ObisForm.NameOf(match.Groups["c"].Value) ?? match.Value);
        text = SpokenNumbers.Written(SpokenPhrases.Written(text, names), names);
        text = Choice().Replace(text, "which is ${rest}, ${noun} ${a} or ${noun} ${b}?");
        if (!names.Has("to"))
            text = SetTo().Replace(text, "setpoint");
        foreach (var (words, one) in Pairs)
            if (!names.Has(one) || !names.Has(words.Split(' ')[0]))
                text = text.Replace(words, one, StringComparison.OrdinalIgnoreCase);
        text = Load()
            .Replace(
                text,
                match => Minutes(match.Groups["n"].Value) is var n && names.Has(n) ? "load " + n : match.Value
            );
        text = Fraction().Replace(text, match => Percent(match.Groups["f"].Value.ToLowerInvariant()));
        text = PartOfDay().Replace(text, HourOfDay);
        text = Noon().Replace(text, "12:00");
        text = Midnight().Replace(text, "00:00");
        text = Past().Replace(text, Spelled);
        return OClock()
            .Replace(text, match => Hour(match.Groups["h"].Value) is { } hour ? $"{hour:00}:00" : match.Value);
    }

    private static string Spelled(Match match)
    {
        if (Hour(match.Groups["h"].Value) is not { } hour)
            return match.Value;
        var minutes = match.Groups["part"].Value.Equals("half", StringComparison.OrdinalIgnoreCase) ? 30 : 15;
        return match.Groups["way"].Value.Equals("to", StringComparison.OrdinalIgnoreCase)
            ? $"{(hour + 23) % 24:00}:{60 - minutes:00}"
            : $"{hour:00}:{minutes:00}";
    }

    // "Six in the evening", "at 2 at night".
    private static string HourOfDay(Match match)
    {
        if (Hour(match.Groups["h"].Value) is not { } hour || hour > 12)
            return match.Value;
        var isLate =
            match.Groups["part"].Value.ToLowerInvariant() is var part
            && part != "morning"
            && (part != "night" || hour is > 5 and < 12);
        return $"{(isLate ? hour % 12 + 12 : hour % 12):00}:{(match.Groups["m"].Success ? match.Groups["m"].Value : "00")}";
    }

    private static int? Hour(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var hour)
            ? hour < 24
                ? hour
                : null
            : Array.IndexOf(Hours, text.ToLowerInvariant()) is >= 0 and var at
                ? at == 0
                    ? 12
                    : at
                : null;

    private static string Minutes(string number) =>
        number.ToLowerInvariant() switch
        {
            "one" => "1",
            "five" => "5",
            "fifteen" => "15",
            var printed => printed,
        };

    // "15 minute load", "the five minute load average".
    [GeneratedRegex(
        @"\b(?<n>1|5|15|one|five|fifteen)[ -]?min(?:ute)?s? (?:load(?: average| avg)?|average load|avg load)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Load();

    private static string Percent(string fraction) =>
        fraction.Split(' ', '-') switch
        {
            [.., "half"] => "50 %",
            ["two", ..] => "66.667 %",
            ["three", ..] => "75 %",
            [.., "third"] => "33.333 %",
            _ => "25 %",
        };

    // "More than half of the memory", "two thirds full".
    [GeneratedRegex(
        @"(?<=\b(?:more than|less than|over|under|above|below|at least|at most|is|it|are) )(?<f>half|(?:a|one|two)[ -]thirds?|(?:a|one|three)[ -]quarters?)(?= (?:of|full|used|empty|idle|free|charged|left|available|open|loaded)\b)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Fraction();

    [GeneratedRegex(
        @"(?<![\w.])(?:\d+-\d+:)?\d{1,2}\.\d{1,2}\.\d (?:\+|plus|and|&) (?:\d+-\d+:)?\d{1,2}\.\d{1,2}\.\d(?![\w.])"
    )]
    private static partial Regex TwoCodes();

    [GeneratedRegex(@"\b(?:sum|total|plus|both|together|import|imported|combined)\b|\d \+ \d", RegexOptions.IgnoreCase)]
    private static partial Regex Adds();

    // "1-0:1.7.0": what a code of a meter measures.
    [GeneratedRegex(@"(?<![\w.])(?:\d+-\d+:)?(?<c>\d{1,2}\.\d{1,2}\.\d)(?:\*\d+)?(?![\w.])")]
    private static partial Regex Codes();

    // "Which cold store is warmer at the end, 1 or 2?"
    [GeneratedRegex(
        @"^which (?<noun>[a-z]+(?: [a-z]+)?) (?:is|was|has|are|makes?|gives?|uses?|draws?|runs?|shows?|reads?|delivers?|produces?) (?<rest>[^,:]+)[,:]? (?<a>\d+|[A-Z]) or (?<b>\d+|[A-Z])\W*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Choice();

    [GeneratedRegex(@"\bset (?:to|at|for)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SetTo();

    [GeneratedRegex(
        @"(?<![\w.:,])(?<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?::(?<m>\d{2}))?(?: o'? ?clock)? (?:in the (?<part>morning|afternoon|evening)|at (?<part>night))\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PartOfDay();

    [GeneratedRegex(@"\b(?:noon|midday)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Noon();

    [GeneratedRegex(@"\bmidnight\b", RegexOptions.IgnoreCase)]
    private static partial Regex Midnight();

    [GeneratedRegex(
        @"\b(?:a )?(?<part>half|quarter) (?<way>past|to|after) (?<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Past();

    [GeneratedRegex(
        @"\b(?<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'? ?clock\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OClock();
}
