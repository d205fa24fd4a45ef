using System.Text;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Words of names and questions, and how alike two are.</summary>
internal static class Words
{
    /// <summary>Splits a name at marks, at a change of case, and between letters and digits.</summary>
    public static List<string> Split(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        // "Phase.A.V" is a path.
        var hasInitials = name.EndsWith('.') || name.All(c => c == '.' || char.IsUpper(c));
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            // "pH" is one word.
            if (
                c == 'H'
                && i > 0
                && name[i - 1] == 'p'
                && (i + 1 == name.Length || !char.IsLetter(name[i + 1]))
                && word.Length == 1
            )
            {
                word.Append('h');
                continue;
            }

            var camel =
                i > 0
                && char.IsUpper(c)
                && (
                    char.IsLower(name[i - 1])
                    || i + 1 < name.Length
                        && char.IsLower(name[i + 1])
                        && char.IsUpper(name[i - 1])
                        && !IsPlural(name, i + 1)
                )
                && !IsShort(name, i);
            var digit = i > 0 && word.Length > 0 && char.IsDigit(c) != char.IsDigit(name[i - 1]);
            // "S.P." is one word.
            if (c == '.' && word.Length > 0 && hasInitials && IsInitials(name, i))
                continue;
            if (!char.IsLetterOrDigit(c) || camel || digit)
                Flush();
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length == 1 && words.Count > 0 && IsFormula(words[^1], word[0]))
                words[^1] += word[0];
            else if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    // A point between two capital letters of which each stands alone.
    private static bool IsInitials(string name, int at) =>
        at > 0
        && at + 1 < name.Length
        && char.IsUpper(name[at - 1])
        && char.IsUpper(name[at + 1])
        && (at < 2 || !char.IsLetterOrDigit(name[at - 2]))
        && (at + 2 == name.Length || !char.IsLetterOrDigit(name[at + 2]));

    // "PIDs", "GPUs"
    private static bool IsPlural(string name, int at) =>
        name[at] == 's' && (at + 1 == name.Length || !char.IsLetter(name[at + 1]));

    // "SoC", "SoH", "DoD"
    private static bool IsShort(string name, int at) =>
        at >= 2
        && name[at - 1] == 'o'
        && char.IsUpper(name[at - 2])
        && (at == 2 || !char.IsLetter(name[at - 3]))
        && (at + 1 == name.Length || !char.IsLower(name[at + 1]));

    private static bool IsFormula(string word, char digit) =>
        digit switch
        {
            '2' => word is "co" or "o" or "cl" or "no" or "so",
            '3' => word is "no" or "nh" or "o",
            '4' => word is "nh" or "po" or "ch",
            _ => false,
        };

    /// <summary>The words of a name; of one that is grown together, such as <c>oiltemp</c>, its parts too.</summary>
    public static List<string> OfName(string name)
    {
        var words = Split(name);
        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (
                (words[i].Length >= 6 || words[i].Length == 5 && words[i].StartsWith("temp", StringComparison.Ordinal))
                && GrownWords.Parts(words[i]) is { } parts
            )
                words.InsertRange(i + 1, parts);
        }

        return words;
    }

    /// <summary>A word without its plural.</summary>
    public static string Stem(string word) =>
        word switch
        {
            { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            { Length: > 3 } when word[^1] == 's' && word[^2] != 's' => word[..^1],
            _ => word,
        };

    /// <summary>How alike a question's word and a name's word are, 0 to 1.</summary>
    public static double Likeness(string asked, string named)
    {
        if (asked == named)
            return 1;
        if (asked.Length == 0 || named.Length == 0)
            return 0;
        if (char.IsDigit(asked[0]) || char.IsDigit(named[0]))
            return asked.TrimStart('0') == named.TrimStart('0') && asked.Length < 4 ? 0.9 : 0;
        if (Stem(asked) == Stem(named))
            return 0.97;
        if (Short.TryGetValue(asked, out var whole) | Short.TryGetValue(named, out var full))
            if ((whole ?? Stem(asked)) == (full ?? Stem(named)))
                return 0.98;
        var shorter = Math.Min(asked.Length, named.Length);
        if (
            shorter >= 3
            && (asked.StartsWith(named, StringComparison.Ordinal) || named.StartsWith(asked, StringComparison.Ordinal))
        )
            return 0.85;
        if (
            shorter >= 5
            && Math.Abs(asked.Length - named.Length) <= 2
            && EditDistance.Between(asked, named) <= (shorter >= 8 ? 2 : 1)
        )
            return 0.82;
        if (
            shorter is 4
            && asked.Length == named.Length
            && asked[0] == named[0]
            && EditDistance.Between(asked, named) == 1
            && asked.Order().SequenceEqual(named.Order())
        )
            return 0.82;
        if (named.Length >= 3 && asked.Length > named.Length && asked[0] == named[0] && IsAbbreviation(named, asked))
            return 0.7;
        if (
            shorter >= 6
            && IsEnding(asked[Shared(asked, named)..])
            && IsEnding(named[Shared(asked, named)..])
            && Shared(asked, named) >= 5
        )
            return 0.8;
        return shorter >= 5 && named.Contains(asked, StringComparison.Ordinal) ? 0.75 : 0;
    }

    // Words that are written short as often as in full.
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["temp"] = "temperature",
        ["temps"] = "temperature",
        ["tmp"] = "temperature",
        ["hum"] = "humidity",
        ["batt"] = "battery",
        ["bat"] = "battery",
        ["max"] = "maximum",
        ["min"] = "minimum",
        ["avg"] = "average",
        ["freq"] = "frequency",
        ["pos"] = "position",
        ["lvl"] = "level",
        ["pwr"] = "power",
        ["press"] = "pressure",
        ["pres"] = "pressure",
        ["volt"] = "voltage",
        ["amp"] = "ampere",
        ["amps"] = "ampere",
        ["mem"] = "memory",
        ["num"] = "number",
        ["spd"] = "speed",
        ["hw"] = "hotwater",
    };

    private static bool IsEnding(string end) =>
        end
            is ""
                or "e"
                or "ed"
                or "ing"
                or "able"
                or "er"
                or "ion"
                or "y"
                or "ity"
                or "al"
                or "or"
                or "ings"
                or "ance"
                or "ive";

    private static int Shared(string a, string b) => a.AsSpan().CommonPrefixLength(b);

    private static bool IsAbbreviation(string brief, string word)
    {
        var at = 0;
        foreach (var c in word)
            if (at < brief.Length && c == brief[at])
                at++;
        return at == brief.Length && !brief.Skip(1).Any(c => c is 'e' or 'i' or 'o' or 'u');
    }
}
