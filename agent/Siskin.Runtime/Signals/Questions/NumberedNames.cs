using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Numbers and initials that are parts of names: "pump 2", "the second string", "state of charge" for soc.
/// </summary>
internal static partial class NumberedNames
{
    private static readonly Dictionary<string, string> Ordinals = new(StringComparer.Ordinal)
    {
        ["first"] = "1",
        ["second"] = "2",
        ["third"] = "3",
        ["fourth"] = "4",
        ["fifth"] = "5",
        ["sixth"] = "6",
        ["seventh"] = "7",
        ["eighth"] = "8",
    };

    private static readonly Dictionary<string, string> Cardinals = new(StringComparer.Ordinal)
    {
        ["one"] = "1",
        ["two"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
    };

    /// <summary>The numbers that a question says in digits or words, and which of several it says: "2" of "the second".</summary>
    /// <param name="question">In lower case.</param>
    public static IEnumerable<string> In(string question) =>
        WordOrNumber()
            .Matches(question)
            .Select(match =>
                char.IsAsciiDigit(match.Value[0]) ? match.Value.TrimStart('0')
                : Ordinals.TryGetValue(match.Value, out var ordinal) ? ordinal
                : Cardinals.GetValueOrDefault(match.Value, "")
            )
            .Where(number => number.Length > 0)
            .Distinct();

    /// <summary>The numbers in a name: 1 and 2 of "string01/mppt2".</summary>
    public static IEnumerable<string> Digits(string name) =>
        Number().Matches(name).Select(match => match.Value.TrimStart('0')).Where(number => number.Length > 0);

    [GeneratedRegex(@"\d+|[a-z]+")]
    private static partial Regex WordOrNumber();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    /// <summary>"the second string" is string 2 where names are numbered.</summary>
    public static void Count(List<string> tokens, NameWords names)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
            if (
                Ordinals.TryGetValue(tokens[i], out var number)
                && names.Has(number)
                && Named(tokens[i + 1], number, names)
            )
                (tokens[i], tokens[i + 1]) = (tokens[i + 1], number);
    }

    /// <summary>
    /// "feeder 1" is F1, "transformer 2" TR2, where no name has the word and one such name the number. Whether one was.
    /// </summary>
    public static bool Initials(List<string> tokens, NameWords names)
    {
        var found = false;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            string word = tokens[i],
                number = tokens[i + 1];
            if (!char.IsAsciiDigit(number[0]) || Brief(word, number, names) is not { } brief)
                continue;
            tokens[i] = brief;
            found = true;
        }

        return found;
    }

    /// <summary>The one short word before a number of names that stands for a longer one, or null.</summary>
    public static string? Brief(string word, string number, NameWords names)
    {
        if (
            word.Length < 4
            || Lexicon.Stop.Contains(word)
            || names.Likeness(word).Any(likeness => likeness > SignalIndex.Met)
        )
            return null;
        string[] brief =
        [
            .. names
                .Paths.SelectMany(path => Before(path, number, names))
                .Where(one => one.Length < 4 && one[0] == word[0] && IsWithin(one, word))
                .Distinct(),
        ];
        return brief.Length == 1 ? brief[0] : null;
    }

    private static IEnumerable<string> Before(int[] path, string number, NameWords names)
    {
        for (var i = 1; i < path.Length; i++)
            if (names.All[path[i]] == number && char.IsAsciiLetter(names.All[path[i - 1]][0]))
                yield return names.All[path[i - 1]];
    }

    private static bool IsWithin(string brief, string word)
    {
        var at = 0;
        foreach (var letter in word)
            if (at < brief.Length && letter == brief[at])
                at++;
        return at == brief.Length;
    }

    /// <summary>"state of charge" is soc where a name says so.</summary>
    public static void Acronyms(List<string> tokens, NameWords names)
    {
        for (var from = 0; from < tokens.Count; from++)
        for (var to = Math.Min(tokens.Count, from + 5); to >= from + 2; to--)
        {
            var letters = string.Concat(
                tokens[from..to].Where(word => word is not ("of" or "to" or "per" or "the")).Select(word => word[0])
            );
            if (
                letters.Length < 2
                || Lexicon.Stop.Contains(letters)
                || !names.Has(letters)
                || Lexicon.Directions.ContainsKey(tokens[from])
                || ConceptIndex.Spelled(tokens[from]) != 0 && ConceptIndex.Spelled(tokens[to - 1]) != 0
                || Lexicon.Stop.Contains(tokens[from]) && tokens[from] != "signal"
                || Lexicon.Stop.Contains(tokens[to - 1]) && tokens[to - 1] != "ratio"
            )
                continue;
            tokens.RemoveRange(from, to - from);
            tokens.Insert(from, letters);
            break;
        }
    }

    /// <summary>Whether a number is a part of a name, and no unit follows: "5 minute load".</summary>
    public static bool IsPartOfName(Match match, string text, string printed, NameWords names)
    {
        var end = match.Groups["num"].Index + match.Groups["num"].Length;
        var next = Following().Match(text, end);
        return next.Success
            && names.All.Take(names.PathWords).Contains(printed)
            && (
                UnitScale.Known(next.Groups["w"].Value).Length == 0
                || next.Groups["w"].Value.StartsWith("min", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Whether a name has this number behind a word.</summary>
    public static bool Named(string word, string number, NameWords names)
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

    /// <summary>Whether a word is one of a thing that is usually numbered.</summary>
    public static bool IsNumbered(string word) =>
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
                or "slave"
                or "machine"
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
                or "battery"
                or "channel"
                or "sensor"
                or "station"
                or "drive"
                or "disk"
                or "conveyor"
                or "bay"
                or "rack"
                or "register"
                or "input"
                or "output"
                or "axis"
                or "module"
                or "switch"
                or "loop"
                or "circuit"
                or "chiller"
                or "robot"
                or "press"
                or "slot"
                or "number"
                or "no";

    [GeneratedRegex(@"\G[\s-]?(?<w>[A-Za-z]+)")]
    private static partial Regex Following();
}
