using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What an answer has in common with the wording of its question: "eth0" says nothing of the "bytes received on eth0",
/// and of "the grid or the panels" an answer names one.
/// </summary>
internal sealed partial class AnswerWording
{
    // Words on each side of an "or" that may name an alternative.
    private const int Near = 3;

    private readonly HashSet<string> _said;
    private readonly string[] _one = [];
    private readonly string[] _other = [];

    // Hundreds of candidates have a few answers between them.
    private readonly Dictionary<string, HashSet<string>> _words = new(StringComparer.Ordinal);

    /// <param name="question">The question in lower case.</param>
    public AnswerWording(string question)
    {
        string[] words = [.. Word().Matches(question).Select(match => match.Value)];
        _said = [.. words];
        var or = Array.IndexOf(words, "or");
        if (or <= 0 || or == words.Length - 1)
            return;
        string[] before = [.. Naming(words[Math.Max(0, or - Near)..or])],
            behind = [.. Naming(words[(or + 1)..Math.Min(words.Length, or + 1 + Near)])];
        (_one, _other) = ([.. before.Except(behind)], [.. behind.Except(before)]);
    }

    /// <summary>How many of the two an answer names: 0 to 2; 3 where there are none.</summary>
    public int Named(string answer)
    {
        if (_one.Length == 0 || _other.Length == 0)
            return 3;
        var words = Words(answer);
        return (words.Overlaps(_one) ? 1 : 0) + (words.Overlaps(_other) ? 1 : 0);
    }

    /// <summary>Whether all words of an answer are words of the question, and there is one.</summary>
    public bool IsSaid(string answer) => Words(answer) is { Count: > 0 } words && words.IsSubsetOf(_said);

    // "One" says nothing, but for the first of two.
    private static IEnumerable<string> Naming(string[] words) =>
        words.Where(word => !Lexicon.Stop.Contains(word) || NumberedNames.In(word).Any());

    private HashSet<string> Words(string answer) =>
        _words.TryGetValue(answer, out var words)
            ? words
            : _words[answer] = [.. Word().Matches(answer.ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
