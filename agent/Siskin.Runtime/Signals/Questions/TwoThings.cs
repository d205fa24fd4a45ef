using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions that set two things against each other in whatever words: "does sdb write more than sda", "is it warmer
/// inside than out", "which makes more power, 1 or 2".
/// </summary>
internal static class TwoThings
{
    /// <summary>The confidence of a pair that is told from all others, and of one that is not.</summary>
    private const double Told = 0.78,
        Guessed = 0.62;

    // From here on a pair fits better than the next one by a word.
    private const double Margin = 0.35;

    private static readonly string[] Joints =
    [
        " than ",
        " minus ",
        " versus ",
        " vs ",
        " vs. ",
        " compared to ",
        " compared with ",
        " short of ",
        " off ",
        " below ",
        " above ",
        " under ",
        " over ",
        " beat ",
        " beats ",
        " or ",
        " and ",
        " to ",
        " from ",
    ];

    public static QuestionReading? Read(Asked asked)
    {
        if (asked.Text.Numbers.Count > 0 || asked.Text.Times.Count > 0 || Operation(asked) is not { } operation)
            return null;
        foreach (var joint in Joints)
        {
            if (!MayJoin(joint, operation) || Cut(asked, joint) is not { } halves)
                continue;
            if (new JointPairs(asked.Table, asked.Index).Of(halves.Left, halves.Right) is not { } pair)
                continue;
            var unmet = halves.Left.Concat(halves.Right).Count(word => IsUnmet(asked, word));
            var sure = pair is { Margin: > Margin, IsOfOneKind: true } && unmet == 0 ? Told : Guessed;
            return new QuestionReading(
                new Query(operation, asked.Table.Signals[pair.Left].Path, asked.Table.Signals[pair.Right].Path),
                sure - 0.06 * unmet
            );
        }

        return null;
    }

    private static bool IsUnmet(Asked asked, string word) =>
        !asked.Index.IsMet(word) && !Lexicon.Things.Contains(word) && !States.IsWord(word);

    // "Which ... or ..." takes one of two; a difference and a comparison need a word between.
    private static bool MayJoin(string joint, QueryOperation operation) =>
        joint switch
        {
            " or " => operation is Highest or Lowest,
            " and " => operation is Distance or Equal or NotEqual or Highest or Lowest,
            " to "
            or " from "
            or " short of "
            or " off "
            or " beat "
            or " beats "
            or " below "
            or " above "
            or " under "
            or " over " => operation == Distance,
            _ => true,
        };

    private static (List<string> Left, List<string> Right)? Cut(Asked asked, string joint)
    {
        var text = asked.Text.Lower;
        var at = text.LastIndexOf(joint, StringComparison.Ordinal);
        if (at <= 0)
            return null;
        List<string> left = Said(asked, text[..at]),
            right = Said(asked, text[(at + joint.Length)..]);
        return right.Count == 0 || left.Count == 0 ? null : (left, right);
    }

    // Words with content, and single letters and prepositions that name a thing: "phase a", "than out".
    private static List<string> Said(Asked asked, string part)
    {
        var words = asked.Subjects.Of(part);
        string[] all = [.. part.Split([' ', ',', '?', '.', ':', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries)];
        if (all.Length == 0)
            return words;
        for (var i = 0; i < all.Length; i++)
            if (all[i].Length == 1 && char.IsAsciiLetter(all[i][0]) && asked.Names.Has(all[i]) && IsLetter(all, i))
                words.Add(all[i]);
        foreach (var word in all)
            if (word.Length > 2 && Lexicon.Stop.Contains(word) && asked.Index.IsMet(word) && !words.Contains(word))
                if (asked.Names.Likeness(word).Take(asked.Names.PathWords).Any(likeness => likeness > 0.9))
                    words.Add(word);
        // "The house uses": its consumption.
        if (all.Any(word => word is "house" or "home" or "household") && all.Any(IsUsing))
            words.AddRange(["consumption", "load"]);
        if (all[^1] is "out" or "outdoors")
            words.Add("outside");
        if (all[^1] is "in" or "indoors")
            words.Add("inside");
        return words;
    }

    private static bool IsUsing(string word) =>
        word is "using" or "uses" or "use" or "consume" or "consumes" or "consuming" or "draws" or "drawing" or "needs";

    private static bool IsLetter(string[] words, int i) =>
        i + 1 == words.Length
        || words[i + 1] is "in" or "has" or "is" or "or" or "and" or "minus" or "pulling"
        || i > 0 && words[i - 1] is "phase" or "zone" or "line" or "leg";

    private static QueryOperation? Operation(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Has("difference|spread|minus|gap|differ|delta|apart|how far|short of|off target")
            || question.Has("how much|how many|by how much|by how many|by what")
                && question.Has(
                    question.Has("how many") && !question.Has("degrees|percent|by how many")
                        ? "than|beat|beats"
                        : "than|beat|beats|below|above|off"
                )
        )
            return question.Has("minus") ? Difference : Distance;
        if (question.Has("than"))
            return question.Starts("which", "who", "what") ? null : Compared(asked);
        if (asked.Direction != 0 && question.Has("or|and"))
            return asked.Direction > 0 ? Highest : Lowest;
        return asked.IsPolar && question.Has("same|equal|match|matches|agree|identical")
            ? Questions.Comparison.IsNegated(question)
                ? NotEqual
                : Equal
            : null;
    }

    // The word before "than" says which way: "a bigger share than", "more kB/s than".
    private static QueryOperation? Compared(Asked asked)
    {
        var tokens = asked.Text.Tokens;
        for (var i = tokens.IndexOf("than") - 1; i >= 0; i--)
        {
            var way = tokens[i] switch
            {
                "more" or "greater" or "further" => 1,
                "less" or "fewer" or "dryer" => -1,
                var word => Lexicon.Directions.GetValueOrDefault(word),
            };
            if (way != 0)
                return Questions.Comparison.IsNegated(asked.Text)
                    ? way > 0
                        ? AtMost
                        : AtLeast
                    : way > 0
                        ? Above
                        : Below;
        }

        return null;
    }
}
