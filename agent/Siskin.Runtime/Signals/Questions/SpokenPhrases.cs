using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Phrases of everyday speech in place of which the names of signals have one word: "how high up" for an altitude,
/// "the voltage coming in" for that of an input. Nothing is changed where no name has the word.
/// </summary>
internal static partial class SpokenPhrases
{
    private static readonly (string In, string Out)[] Sides = [("input", "output"), ("inlet", "outlet")];

    private static readonly string[] Makers = ["manufacturer", "mfr", "vendor", "maker", "brand", "make"];

    /// <summary>The question with such phrases as the names have them.</summary>
    public static string Written(string text, NameWords names)
    {
        if (names.HasAny("alt", "altitude", "elevation"))
            text = HighUp().Replace(text, "what altitude");
        foreach (var (inward, outward) in Sides)
            if (names.Has(inward) && names.Has(outward))
                text = Outward().Replace(Inward().Replace(text, inward), outward);
        if (names.Has("rssi"))
            text = Reception().Replace(text, "what ${is} the rssi");
        if (Array.Find(Makers, names.Has) is { } maker)
            text = Made().Replace(text, $"what is the {maker} of");
        return While().Replace(text, "");
    }

    [GeneratedRegex(@"\bhow high up\b", RegexOptions.IgnoreCase)]
    private static partial Regex HighUp();

    [GeneratedRegex(
        @"\b(?:(?:that is|that's|which is) )?(?:coming|going|flowing|entering) in\b(?! to|to)|\bincoming\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Inward();

    [GeneratedRegex(
        @"\b(?:(?:that is|that's|which is) )?(?:coming|going|flowing) out\b|\boutgoing\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Outward();

    [GeneratedRegex(
        @"\bhow (?:strong|good|weak|bad) (?<is>is|was) (?:the|its|their) (?:wi-?fi |radio |lora |zigbee |wireless )?(?:signal|reception)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Reception();

    [GeneratedRegex(
        @"^who (?:made|makes|built|manufactured|manufactures|produced|produces)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Made();

    // "Over these few minutes" compares with nothing.
    [GeneratedRegex(
        @" over (?:these|those) (?:few |last |past )?(?:seconds|minutes|hours|days|lines|readings|records|messages)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex While();
}
