using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>Finds the <see cref="Meanings"/> of questions, names and units; a meaning is its line's number.</summary>
internal static class MeaningIndex
{
    private const int LongestPhrase = 4;

    private static readonly Dictionary<string, int[]> Phrases;
    private static readonly Dictionary<string, int> Directions;
    private static readonly Dictionary<string, int[]> Names;
    private static readonly Dictionary<string, int[]> Units;

    static MeaningIndex()
    {
        var phrases = new List<(string, int)>();
        var names = new List<(string, int)>();
        var units = new List<(string, int)>();
        Directions = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = Meanings.Lines();
        for (var i = 0; i < lines.Length; i++)
        {
            var fields = lines[i].Split('|');
            foreach (var phrase in fields[0].Split(',', StringSplitOptions.TrimEntries))
            {
                var plain = phrase.TrimEnd('+', '-');
                phrases.Add((plain, i));
                if (plain.Length < phrase.Length)
                    Directions[plain] = phrase[^1] == '+' ? 1 : -1;
            }

            names.AddRange(Blanks(fields[1]).Select(word => (word, i)));
            units.AddRange(Blanks(fields[2]).Select(unit => (unit, i)));
        }

        (Phrases, Names, Units) = (Grouped(phrases), Grouped(names), Grouped(units));
    }

    /// <summary>
    /// What a question may be about, and whether the highest or the lowest of it: 1, -1, or 0 for neither.
    /// </summary>
    public static (int[] Meanings, int Direction) OfQuestion(QuestionText question)
    {
        string[] words =
        [
            .. question.Lower.Split(
                [' ', '?', ',', '!', '.', ';', ':', '(', ')'],
                StringSplitOptions.RemoveEmptyEntries
            ),
        ];
        var found = new SortedSet<int>();
        var direction = 0;
        for (var from = 0; from < words.Length; from++)
        for (var length = Math.Min(LongestPhrase, words.Length - from); length > 0; length--)
        {
            var phrase = length == 1 ? words[from] : string.Join(' ', words, from, length);
            if (
                !Phrases.TryGetValue(phrase, out var meanings)
                && (length > 1 || !Phrases.TryGetValue(phrase = Words.Stem(phrase), out meanings))
            )
                continue;
            found.UnionWith(meanings);
            if (Directions.TryGetValue(phrase, out var said))
                direction = said;
        }

        return ([.. found], direction);
    }

    /// <summary>What a word of a question may be about.</summary>
    public static int[] OfPhrase(string word) =>
        Phrases.TryGetValue(word, out var found) || Phrases.TryGetValue(Words.Stem(word), out found) ? found : [];

    /// <summary>What a word of a name stands for.</summary>
    public static int[] OfName(string word) =>
        Names.TryGetValue(word, out var found) || Names.TryGetValue(Words.Stem(word), out found) ? found : [];

    /// <summary>What a unit measures.</summary>
    public static int[] OfUnit(string unit) =>
        unit.Length > 0 && Units.TryGetValue(unit.Trim().ToLowerInvariant(), out var found) ? found : [];

    private static string[] Blanks(string field) => field.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, int[]> Grouped(List<(string Word, int Line)> pairs) =>
        pairs
            .GroupBy(pair => pair.Word, StringComparer.Ordinal)
            .ToDictionary(
                all => all.Key,
                all => all.Select(pair => pair.Line).Distinct().ToArray(),
                StringComparer.Ordinal
            );
}
