using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Cuts a prompt down to the question in it: without greetings, remarks that name nothing and a clause before it.
/// </summary>
internal static partial class MainClause
{
    /// <summary>The question, contractions written out.</summary>
    public static string Of(string prompt, NameWords names)
    {
        var text = Cut(Closing().Replace(Opening().Replace(prompt.Trim(), ""), "").Replace('’', '\''), names);
        return Contraction().Replace(text, match => match.Groups["w"].Value + " not");
    }

    // Remarks in parentheses that name nothing, and a clause before the question: "I am in bed already, is the door
    // locked?"
    private static string Cut(string text, NameWords names)
    {
        var outer = Digits().IsMatch(Remark().Replace(text, " "));
        var plain = Remark()
            .Replace(
                text,
                match => (Digits().IsMatch(match.Value) ? outer : Says(match.Value, names) == 0) ? " " : match.Value
            );
        if (plain.Trim(' ', '?', '.').Length > 0)
            text = plain;
        var clause = Clause().Match(text);
        return clause.Success
            && clause.Groups["q"].Value.Count(c => c == ' ') > 1
            && !Asks().IsMatch(clause.Groups["before"].Value)
            && !clause.Groups["before"].Value.Any(char.IsDigit)
            && !Counted().IsMatch(clause.Groups["before"].Value)
            && (
                Says(clause.Groups["before"].Value, names) == 0
                || clause.Groups["end"].Value is "." or "!"
                    && Says(clause.Groups["q"].Value, names) > 0
                    && !Refers().IsMatch(clause.Groups["q"].Value)
                || Told().IsMatch(clause.Groups["before"].Value) && Says(clause.Groups["q"].Value, names) > 0
            )
                ? text[clause.Groups["q"].Index..]
            : Remarked().Match(text) is { Success: true } remark && Says(remark.Groups["q"].Value, names) > 1
                ? text[remark.Groups["q"].Index..]
            : text;
    }

    /// <summary>
    /// Whether what stands in parentheses is the name of a signal: "The check engine light (MIL)".
    /// </summary>
    public static bool IsNamed(string prompt, NameWords names) =>
        Remark().Match(prompt) is { Success: true } remark
        && Words.Split(remark.Value) is { Count: > 0 and < 4 } words
        && words.All(word => word.Length > 1 && !Lexicon.Stop.Contains(word) && names.Has(word));

    // How many words name a signal or a quantity.
    private static int Says(string part, NameWords names) =>
        Words
            .Split(part)
            .Count(word =>
                !Lexicon.Stop.Contains(word)
                && !Lexicon.Things.Contains(word)
                && (ConceptIndex.Spelled(word) != 0 || names.Likeness(word).Any(likeness => likeness > 0.9))
            );

    [GeneratedRegex(
        @"^\W*(?:is|are|was|were|what|which|how|does|do|did|has|have|can|when|where|any)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Asks();

    // "Over the last three readings, is it rising?"
    [GeneratedRegex(
        @"\b(?:first|last|latest|newest|past|previous) (?:two|three|four|five|six|seven|eight|ten|few|couple of) (?:readings|values|samples|lines|records|points|measurements|entries|rows|reports|messages)\b",
        RegexOptions.IgnoreCase
    )]
    internal static partial Regex Counted();

    // "I just got home", "it's stuffy in here": what the asker tells of himself.
    [GeneratedRegex(
        @"^\W*(?:i|i'm|im|i've|ive|i think|we|we're|my|the kids|guests|it's|its|it is|feels|brr|hmm|ugh|hi|hey|hello|just)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Told();

    [GeneratedRegex(
        @"^(?:i|i'm|im|we|we're|brr|hmm|ugh|hey|hi|ok|okay|so)\b[^,.;?]*[,.;]+\s+(?<q>[^,;]+)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Remarked();

    // What only the sentence before says.
    [GeneratedRegex(@"\b(?:it|its|that|they|them|there|which one|which ones|one|ones)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Refers();

    [GeneratedRegex(@"(?<![\w.])[\d]")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\s*\([^()]*\)\s*")]
    private static partial Regex Remark();

    [GeneratedRegex(
        @"^(?<before>.+?)(?<end>[,:.;!])\s+(?<q>(?:so |and |but )?(?:is|are|was|were|what|what's|which|how|does|do|did|has|have|can|when|where|any)\b.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Clause();

    [GeneratedRegex(
        @"\b(?<w>is|are|was|were|does|do|did|has|have|had|can|could|would|should)n'?t\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Contraction();

    [GeneratedRegex(
        @"^(?:please[:,]?|tell me[:,]|question:|quick check:|quick question[:,]|hi,|hi!|hey,?|hello,|data check\.|i want to know:|now:|please answer\.|look at the readings\.|from the data:|q:|and )\s*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"\s+(?:please|thanks|thank you|answer briefly|answer in one line|only the answer|be exact|be brief)[.!?]*\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Closing();
}
