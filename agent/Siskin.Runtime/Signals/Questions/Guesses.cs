using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// The value that most words of a question name, where no rule read it and nothing that is asked for is missing.
/// </summary>
internal static class Guesses
{
    private const double Sure = 0.6;
    private const double Word = 0.07;

    // Below this score nothing is named.
    private const double Weak = 0.5;

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count > 0
            || question.Times.Count > 0
            || asked.IsPolar
            || asked.IsWhich
            || asked.Direction != 0
            || question.Has("why|who|how many|how often|when|where|than|average|sum|total|difference|between|per|until")
        )
            return null;
        string[] words =
        [
            .. question.Tokens.Where(word =>
                asked.Subjects.Content.Contains(word)
                || asked.Index.IsMet(word) && word.Length > 1 && !Frames.Contains(word)
            ),
        ];
        if (words.Length == 0)
            return null;
        var ranked = asked.Index.Rank(words, _ => true, out var unmet, question);
        unmet.RemoveAll(Lexicon.Things.Contains);
        if (
            ranked.Count == 0
            || ranked[0].Score < Weak
            || unmet.Count > 1
            || unmet.Exists(word => IsAsked(asked, word))
        )
            return null;
        var best = ranked[0].Index;
        // Words that other signals meet and this one does not are of those.
        var against = words.Count(word => asked.Index.IsMet(word) && asked.Index.Match(word, best) <= SignalIndex.Met);
        if (against + unmet.Count >= words.Length - against - unmet.Count)
            return null;
        return new QuestionReading(
            new Query(asked.Table.Signals[best].IsSeries ? Last : Value, asked.Table.Signals[best].Path),
            Sure - Word * (against + unmet.Count)
        );
    }

    private static readonly HashSet<string> Frames =
    [
        .. "the a an of is are was what whats how much does do in on at to for it its this that my our".Split(' '),
    ];

    private static bool IsAsked(Asked asked, string word) => asked.Index.HasConcept(word);
}
