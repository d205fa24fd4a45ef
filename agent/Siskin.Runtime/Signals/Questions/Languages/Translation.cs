using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Questions.Languages;

/// <summary>
/// Reads a German, French or Dutch question as an English one, word by word: the reader looks at words and not at their
/// order. What no table and no signal has is unread, and the question then is not answered.
/// </summary>
internal static partial class Translation
{
    private static readonly Language[] Known = [German.Language, French.Language, Dutch.Language];

    /// <summary>The English words; null where the language is none of these, or a word of it is not known.</summary>
    public static string? Of(string prompt, NameWords names)
    {
        var text = prompt.ToLowerInvariant().Replace('’', '\'');
        string[] words = [.. Word().Matches(text).Select(match => match.Value)];
        var language = Known.MaxBy(one => words.Count(one.Markers.Contains))!;
        if (!words.Any(language.Markers.Contains))
            return null;
        text = Hour()
            .Replace(
                text,
                match =>
                    $" at {match.Groups["h"].Value.PadLeft(2, '0')}:{(match.Groups["m"].Success ? match.Groups["m"].Value : "00")} "
            );
        text =
            " "
            + text.Replace("d'", "d ", StringComparison.Ordinal)
                .Replace("l'", "l ", StringComparison.Ordinal)
                .Replace("n'", "n ", StringComparison.Ordinal)
                .Replace("qu'", "qu ", StringComparison.Ordinal)
            + " ";
        var kept = new List<string>();
        foreach ((var phrase, var english) in language.Phrases)
            for (int at; (at = Whole(text, phrase)) >= 0; )
            {
                kept.Add(Chosen(english, names));
                text = $"{text[..at]}\u0001{kept.Count - 1}\u0002{text[(at + phrase.Length)..]}";
            }

        var unread = false;
        var end = text.TrimEnd(' ', '?', '.', '!');
        text = Token()
            .Replace(
                text,
                match =>
                    match.Groups["kept"].Success
                        ? kept[int.Parse(match.Groups["kept"].Value, System.Globalization.CultureInfo.InvariantCulture)]
                        : One(match)
            );
        return unread ? null : text.Trim();

        string One(Match match)
        {
            var word = match.Value;
            if (match.Index + match.Length == end.Length && language.Ends.TryGetValue(word, out var last))
                return last;
            if (names.Likeness(word).Take(names.PathWords).Any(likeness => likeness > 0.9) && word.Length > 3)
                return word;
            if (language.Words.TryGetValue(word, out var english))
                return Chosen(english, names);
            if (Compound(word, language, names) is { } parts)
                return parts;
            if (
                !names.Likeness(word).Take(names.PathWords).Any(likeness => likeness > 0.6)
                && !word.Any(char.IsAsciiDigit)
            )
                unread = true;
            return word;
        }
    }

    // "Außentemperatur": what both parts mean.
    private static string? Compound(string word, Language language, NameWords names)
    {
        for (var at = 3; at + 3 <= word.Length; at++)
        {
            if (!language.Words.TryGetValue(word[at..], out var tail) || tail.Length == 0)
                continue;
            foreach (var head in (string[])[word[..at], word[..at].TrimEnd('s'), word[..at] + "e"])
                if (head.Length > 2 && language.Words.TryGetValue(head, out var english) && english.Length > 0)
                    return $"{Chosen(english, names)} {Chosen(tail, names)}";
                else if (head.Length > 2 && names.Likeness(head).Take(names.PathWords).Any(likeness => likeness > 0.9))
                    return $"{head} {Chosen(tail, names)}";
        }

        return null;
    }

    private static string Chosen(string english, NameWords names)
    {
        var choices = english.Split('|');
        if (choices.Length == 1)
            return english;
        return choices.FirstOrDefault(
            choice => names.Likeness(choice).Take(names.PathWords).Any(likeness => likeness > 0.8),
            choices[0]
        );
    }

    private static int Whole(string text, string phrase)
    {
        for (var at = 0; (at = text.IndexOf(phrase, at, StringComparison.Ordinal)) >= 0; at++)
            if (
                !char.IsLetter(text[at - 1])
                && at + phrase.Length < text.Length
                && !char.IsLetter(text[at + phrase.Length])
            )
                return at;
        return -1;
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}_-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\u0001(?<kept>\d+)\u0002|[\p{L}][\p{L}\p{N}_/.-]*(?<![.-])")]
    private static partial Regex Token();

    // "um 6 Uhr", "om 8:30 uur", "à 8h30", "à 14 h"
    [GeneratedRegex(@"(?:\b(?:um|om|gegen|à)\s+)?\b(?<h>\d{1,2})(?:[:.h](?<m>\d{2}))?\s?(?:uhr|uur|h|heures)\b")]
    private static partial Regex Hour();
}
