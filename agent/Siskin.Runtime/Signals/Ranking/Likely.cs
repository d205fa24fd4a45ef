namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What a ranking finds likely: the probability of an answer is that of all queries that give it. "yes" and "yes: pump2
/// 83.5" are the same answer.
/// </summary>
public sealed class Likely
{
    private readonly Dictionary<string, LikelyAnswer> _answers = new(StringComparer.Ordinal);

    /// <summary>Adds up the probabilities of candidates that answer alike.</summary>
    /// <param name="candidates">One at least.</param>
    /// <param name="probabilities">Of each.</param>
    internal Likely(IReadOnlyList<Candidate> candidates, double[] probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            (var query, var text) = (candidates[i].Query, candidates[i].Answer);
            var one = probabilities[i];
            var said = Said(text);
            _answers[said] =
                !_answers.TryGetValue(said, out var known) ? new LikelyAnswer(text, query, i, one, one, 1)
                : one > known.OfQuery
                    ? new LikelyAnswer(text, query, i, known.Probability + one, one, known.Queries + 1)
                : known with { Probability = known.Probability + one, Queries = known.Queries + 1 };
        }

        Answers = [.. _answers.Values.OrderByDescending(one => one.Probability)];
    }

    /// <summary>All answers, the likeliest first; one at least.</summary>
    public IReadOnlyList<LikelyAnswer> Answers { get; }

    /// <summary>What is known of an answer; null where no candidate gives it.</summary>
    public LikelyAnswer? Of(string answer) => _answers.GetValueOrDefault(Said(answer));

    private static string Said(string answer) =>
        answer.StartsWith("yes:", StringComparison.Ordinal) ? "yes"
        : answer.StartsWith("no:", StringComparison.Ordinal) ? "no"
        : answer;
}
