using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using static Siskin.Runtime.Signals.Ranking.FeatureHash;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What a question says whatever is meant by it, as hashes that are mixed with each candidate's operation.
/// </summary>
internal sealed class QuestionFeatures
{
    public QuestionFeatures(Asked asked, RowGroups groups)
    {
        string[] tokens = [.. Delexicalised(asked)];
        Grams =
        [
            .. asked
                .Text.Tokens.Where(word => word.Length > 1)
                .Select(word => Of("word", word))
                .Concat(Pairs(tokens).Select(pair => Of("pair of words", pair)))
                .Concat(Triples(tokens).Select(three => Of("three words", three)))
                .Append(Of("numbers", asked.Text.Numbers.Count))
                .Append(Of("times", asked.Text.Times.Count))
                .Distinct(),
        ];
        Openings =
        [
            Of("first", tokens.Length > 0 ? tokens[0] : ""),
            Of("first two", string.Join(' ', tokens.Take(2))),
            Of("polar", asked.IsPolar ? 1 : 0),
            Of("question mark", asked.Text.IsQuestion ? 1 : 0),
            Of("which", asked.IsWhich ? 1 : 0),
            Of("count", asked.IsCount ? 1 : 0),
            Of("direction", groups.Meanings.Direction),
            Of("comparison", asked.Comparison?.ToString() ?? ""),
        ];
        // Words that name nothing speak for "unknown".
        Whole =
        [
            Of("unmet", Math.Min(4, groups.Unmet.Count)),
            Of("content", Math.Min(4, groups.Words.Count)),
            Of("size", Bin(asked.Table.Signals.Count)),
            Of("best", groups.Ranked.Count > 0 ? (int)Math.Min(6, groups.Ranked[0].Score * 2) : -1),
            Of("nearest", RowFeatures.Nearness(groups.Likeness.Nearest)),
            Of("unexplained", Math.Min(4, groups.Unexplained.Count)),
            Of("meanings met", Math.Min(4, groups.MeaningsMet)),
            Of("meanings unmet", Math.Min(4, groups.Meanings.Asked.Length - groups.MeaningsMet)),
            .. groups.Unmet.Select(word => Of("unmet word", word)),
            .. groups.Unmet.Select(word => Of("unmet concept", asked.Index.HasConcept(word) ? 1 : 0)),
        ];
    }

    /// <summary>Words, and two and three of them, with one sign for all that names a row.</summary>
    public uint[] Grams { get; }

    /// <summary>How it begins, and what kind of question it is.</summary>
    public uint[] Openings { get; }

    /// <summary>How well the text as a whole fits it.</summary>
    public uint[] Whole { get; }

    /// <summary>A count in few steps.</summary>
    public static int Bin(int count) =>
        count switch
        {
            < 4 => count,
            < 7 => 4,
            < 13 => 5,
            < 30 => 6,
            _ => 7,
        };

    private static IEnumerable<string> Delexicalised(Asked asked)
    {
        foreach (var word in asked.Text.Lower.Split([' ', '?', ',', '!'], StringSplitOptions.RemoveEmptyEntries))
            yield return char.IsAsciiDigit(word[0]) || word.Length > 1 && word[0] is '-' or '+' ? "#"
            : Lexicon.Stop.Contains(word) || Lexicon.Directions.ContainsKey(word) || States.IsWord(word) ? word
            : asked.Names.Has(word) || asked.Index.IsMet(word) ? "@"
            : word;
    }

    private static IEnumerable<string> Pairs(string[] tokens)
    {
        yield return "^ " + (tokens.Length > 0 ? tokens[0] : "");
        for (var i = 0; i + 1 < tokens.Length; i++)
            yield return $"{tokens[i]} {tokens[i + 1]}";
        yield return (tokens.Length > 0 ? tokens[^1] : "") + " $";
    }

    private static IEnumerable<string> Triples(string[] tokens)
    {
        for (var i = 0; i + 2 < tokens.Length; i++)
            yield return $"{tokens[i]} {tokens[i + 1]} {tokens[i + 2]}";
    }
}
