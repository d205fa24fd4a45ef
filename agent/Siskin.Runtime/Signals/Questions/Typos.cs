using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Mends misspelled words that a question is built with, such as "avarage", where they name nothing.</summary>
internal static partial class Typos
{
    private const int Shortest = 5;

    private static readonly string[] Known =
    [
        .. (
            "average percent percentage sensor sensors channel channels highest lowest maximum minimum temperature humidity "
            + "pressure voltage battery between difference stopped missing readings without outside hottest coldest warmest "
            + "exceeded threshold unavailable offline connected setpoint frequency consumption dropped charging yesterday currently "
            + "charger warnings errors messages events alarms inverter running boiler heating outlet compressor firmware interface"
        ).Split(' '),
    ];

    public static string Mended(string text, NameWords names) =>
        Word()
            .Replace(text, match => Nearest(match.Value.ToLowerInvariant(), names) is { } known ? known : match.Value);

    private static string? Nearest(string word, NameWords names)
    {
        if (
            word.Length < Shortest
            || Lexicon.Stop.Contains(word)
            || Lexicon.Things.Contains(word)
            || Lexicon.Directions.ContainsKey(word)
            || ConceptIndex.Spelled(word) != 0
            || States.IsWord(word)
            || UnitScale.Known(word).Length > 0
            || Array.IndexOf(Known, word) >= 0
            || names.Likeness(word).Any(likeness => likeness > 0.8)
        )
            return null;
        return Known.FirstOrDefault(known =>
            known[0] == word[0]
            && Math.Abs(known.Length - word.Length) <= 1
            && Words.Stem(known) != Words.Stem(word)
            && (EditDistance.Between(known, word) == 1 && known.Length > Shortest || IsScrambled(known, word))
        );
    }

    // "snesors": the same letters in a slightly different order.
    private static bool IsScrambled(string known, string word) =>
        known.Length == word.Length
        && EditDistance.Between(known, word) <= 2
        && known.Order().SequenceEqual(word.Order());

    [GeneratedRegex(@"(?<![\w./-])[A-Za-z]+(?![\w./-]*[\w/])")]
    private static partial Regex Word();
}
