using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>A question cut into words, numbers and times.</summary>
internal sealed partial class QuestionText
{
    // Words of questions that are also parts of names.
    private static readonly string[] Ambiguous = ["total", "limit", "count", "average", "quality", "level", "device"];

    private readonly HashSet<string> _named = [];

    public QuestionText(string prompt, NameWords names)
    {
        var text = Closing().Replace(Opening().Replace(prompt.Trim(), ""), "").Replace('’', '\'');
        Lower = " " + text.ToLowerInvariant().Trim() + " ";
        foreach (Match match in Token().Matches(text))
        {
            var token = match.Value;
            if (match.Groups["time"].Success)
                Time = token;
            else if (match.Groups["num"].Success)
                Number(match, text, names);
            else
                Tokens.AddRange(
                    Words.Split(
                        token.EndsWith("'s", StringComparison.Ordinal)
                            ? token[..^2]
                            : token.Replace("'", "", StringComparison.Ordinal)
                    )
                );
        }

        Acronyms(names);
        _named =
        [
            .. Ambiguous.Where(word => Tokens.Contains(word) && names.Likeness(word).Any(likeness => likeness > 0.7)),
        ];
    }

    /// <summary>The question in lower case between two spaces.</summary>
    public string Lower { get; }

    /// <summary>Its words; a number that is part of a name is one.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>Numbers that are no part of a name.</summary>
    public List<decimal> Numbers { get; } = [];

    /// <summary>The time asked about, or "".</summary>
    public string Time { get; } = "";

    /// <summary>Whether of two numbers the tolerance comes first: "within 2 of 80", "at most 2 away from 80".</summary>
    public bool IsToleranceFirst => Has("away from") || Tolerance().IsMatch(Lower);

    /// <summary>Words with content.</summary>
    public List<string> Content =>
        [
            .. Tokens
                .Where(
                    (word, i) =>
                        word == "current" ? !IsAdjective(i) : !Lexicon.Stop.Contains(word) || _named.Contains(word)
                )
                .Distinct(),
        ];

    /// <summary>Whether a word ends its phrase.</summary>
    public bool IsHead(string word) =>
        Tokens.LastIndexOf(word) is >= 0 and var at
        && (at + 1 >= Tokens.Count || Lexicon.Stop.Contains(Tokens[at + 1]));

    // "the current value", "the current boiler temperature"; but "the current of bank 2".
    private bool IsAdjective(int i) =>
        i + 1 < Tokens.Count
        && (
            Tokens[i + 1] is "value" or "reading" or "values"
            || !Lexicon.Stop.Contains(Tokens[i + 1]) && !Lexicon.Directions.ContainsKey(Tokens[i + 1])
        );

    /// <summary>Whether the text contains one of some phrases as whole words.</summary>
    public bool Has(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            for (
                var at = Lower.IndexOf(phrase, StringComparison.Ordinal);
                at >= 0;
                at = Lower.IndexOf(phrase, at + 1, StringComparison.Ordinal)
            )
                if (!char.IsLetter(Lower[at - 1]) && !char.IsLetter(Lower[at + phrase.Length]))
                    return true;
        }

        return false;
    }

    // "state of charge" is soc where a name says so.
    private void Acronyms(NameWords names)
    {
        for (var from = 0; from < Tokens.Count; from++)
        for (var to = Math.Min(Tokens.Count, from + 5); to >= from + 2; to--)
        {
            var letters = string.Concat(
                Tokens[from..to].Where(word => word is not ("of" or "to" or "per" or "the")).Select(word => word[0])
            );
            if (
                letters.Length < 2
                || Lexicon.Stop.Contains(letters)
                || !names.Has(letters)
                || Lexicon.Stop.Contains(Tokens[from]) && Tokens[from] != "signal"
                || Lexicon.Stop.Contains(Tokens[to - 1]) && Tokens[to - 1] != "ratio"
            )
                continue;
            Tokens.RemoveRange(from, to - from);
            Tokens.Insert(from, letters);
            break;
        }
    }

    // "pump 2" names pump2; "above 2" is a number.
    private void Number(Match match, string text, NameWords names)
    {
        var printed = match.Groups["num"].Value;
        var before = Tokens.Count > 0 ? Tokens[^1] : "";
        var adjoins =
            match.Index > 0
            && text[match.Index - 1] is ' ' or '#'
            && before.Length > 0
            && !Lexicon.Stop.Contains(before)
            && !Lexicon.Directions.ContainsKey(before);
        if (
            adjoins
            && printed.All(char.IsAsciiDigit)
            && printed.Length < 4
            && (Named(before, printed, names) || Numbered(before))
        )
            Tokens.Add(printed);
        else if (ValueReader.TryNumber(printed, out var number))
            Numbers.Add(number);
    }

    private static bool Named(string word, string number, NameWords names)
    {
        var plain = number.TrimStart('0');
        double[]? likeness = null;
        foreach (var words in names.Paths)
        {
            var at = Array.FindIndex(
                words,
                one => char.IsDigit(names.All[one][0]) && names.All[one].TrimStart('0') == plain
            );
            for (var i = 0; i < at; i++)
                if ((likeness ??= names.Likeness(word))[words[i]] > 0.6)
                    return true;
        }

        return false;
    }

    private static bool Numbered(string word) =>
        word
            is "fan"
                or "pump"
                or "core"
                or "zone"
                or "phase"
                or "string"
                or "tank"
                or "room"
                or "line"
                or "motor"
                or "probe"
                or "unit"
                or "relay"
                or "outlet"
                or "port"
                or "bank"
                or "cpu"
                or "node"
                or "cell"
                or "floor"
                or "valve"
                or "boiler"
                or "compressor"
                or "inverter"
                or "battery";

    [GeneratedRegex(
        @"(?<time>(?<![\w.])(?:\d{4}-\d{2}-\d{2}[T ])?\d{1,2}:\d{2}(?::\d{2})?(?![\w]))|(?<![\w.:])(?<num>(?:(?<![)\d])[+\-−])?(?:0x[0-9a-fA-F]+|\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?))(?=\s?[%°µ]|[A-Za-z]{0,4}(?![\w/_]|:(?!\s|$)))|[\p{L}_][\p{L}\p{N}_./:'-]*|\d+"
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"within [+\-]?[\d.,]+ ?\S{0,6} of ")]
    private static partial Regex Tolerance();

    [GeneratedRegex(
        @"^(?:please[:,]?|tell me[:,]|question:|quick check:|hi,|hello,|data check\.|i want to know:|now:|please answer\.|look at the readings\.|from the data:|q:)\s*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"\s+(?:please|thanks|answer briefly|answer in one line|only the answer|be exact|be brief)[.!]*\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Closing();
}
