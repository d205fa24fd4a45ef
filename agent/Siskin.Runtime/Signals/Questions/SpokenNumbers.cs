using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Writes numbers that are spelled out in digits: "minus fifteen", "two hundred", "five kilowatts".</summary>
internal static partial class SpokenNumbers
{
    private static readonly string[] Small =
    [
        .. (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            + "seventeen eighteen nineteen"
        ).Split(' '),
    ];

    private static readonly string[] Tens = [.. "twenty thirty forty fifty sixty seventy eighty ninety".Split(' ')];

    /// <summary>The text with numbers of several words, below zero or before a unit in digits.</summary>
    public static string Written(string text, NameWords names)
    {
        text = Below().Replace(text, match => $"{match.Groups["before"].Value} -{match.Groups["n"].Value}");
        return Spelled()
            .Replace(
                text,
                match =>
                {
                    var isMinus = match.Groups["minus"].Success;
                    var words = match
                        .Groups["n"]
                        .Value.ToLowerInvariant()
                        .Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
                    if (!isMinus && words.Length == 1 && !match.Groups["unit"].Success || words.Any(names.Has))
                        return match.Value;
                    return Value(words) is { } number
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"{(isMinus ? "-" : "")}{number}{match.Groups["unit"].Value}"
                        )
                        : match.Value;
                }
            );
    }

    // "Twenty five", "two hundred and ten"; but no number are "one two" and "one and two".
    private static int? Value(string[] words)
    {
        int sum = 0,
            part = 0;
        var before = "";
        foreach (var word in words)
        {
            if (
                Array.IndexOf(Small, word) is >= 0 and var small
                && before is "" or "hundred" or "thousand" or "and" or "ten"
            )
                (part, before) = (part + small, before == "ten" && small > 9 ? "none" : "small");
            else if (Array.IndexOf(Tens, word) is >= 0 and var ten && before is "" or "hundred" or "thousand" or "and")
                (part, before) = (part + 10 * (ten + 2), "ten");
            else if (word == "hundred" && before is "" or "small")
                (part, before) = (Math.Max(1, part) * 100, word);
            else if (word == "thousand" && before is not "thousand")
                (sum, part, before) = (sum + Math.Max(1, part) * 1000, 0, word);
            else if (word == "and" && before is "hundred" or "thousand")
                before = word;
            else
                return null;
        }

        return before is "none" or "and" ? null : sum + part;
    }

    // "Lower than minus 30": a difference of two things has a word before it.
    [GeneratedRegex(
        @"\b(?<before>than|below|above|under|over|at|to|of|is|between|and|least|most|reach|reached|hit|exceed|exceeds) minus (?<n>\d)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Below();

    [GeneratedRegex(
        @"(?<![\w-])(?:(?<minus>(?<=\b(?:than|below|above|under|over|at|to|of|is|between|and|least|most|reach|reached|hit) )minus) )?(?<n>(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)(?:[ -](?:and )?(?=[a-z]))?)+?)(?<unit> (?:percent|per cent|degrees|kilowatts?|watts?|volts?|amps?|bars?|litres?|liters?|kilograms?|kilos?|metres?|meters?|hours?|minutes?|seconds?|ppm|kwh|hertz|grams?|tonnes?|lux|rpm))?(?![\w-])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Spelled();
}
