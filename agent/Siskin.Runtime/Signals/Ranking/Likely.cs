using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What a ranking finds likely: the probability of an answer is that of all queries that give it. "yes" and "yes: pump2
/// 83.5" are the same answer.
/// </summary>
public sealed class Likely
{
    private readonly Dictionary<string, LikelyAnswer> _answers = new(StringComparer.Ordinal);

    private Likely(IReadOnlyList<(Query Query, string Answer)> candidates, double[] probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            (var query, var text) = candidates[i];
            var one = probabilities[i];
            var said = Said(text);
            _answers[said] =
                !_answers.TryGetValue(said, out var known) ? new LikelyAnswer(text, query, one, one, 1)
                : one > known.OfQuery ? new LikelyAnswer(text, query, known.Probability + one, one, known.Queries + 1)
                : known with { Probability = known.Probability + one, Queries = known.Queries + 1 };
        }

        Answers = [.. _answers.Values.OrderByDescending(one => one.Probability)];
    }

    /// <summary>By some weights.</summary>
    /// <param name="candidates">One at least.</param>
    /// <param name="weights">Their features' weights.</param>
    public static Likely Of(IReadOnlyList<RankedCandidate> candidates, RankingWeights weights) =>
        new([.. candidates.Select(one => (one.Query, one.Answer))], weights.Probabilities(candidates));

    internal static Likely Of(IReadOnlyList<Candidate> candidates, double[] probabilities) =>
        new([.. candidates.Select(one => (one.Query, one.Answer))], probabilities);

    /// <summary>All answers, the likeliest first; one at least.</summary>
    public IReadOnlyList<LikelyAnswer> Answers { get; }

    /// <summary>What is known of an answer; null where no candidate gives it.</summary>
    public LikelyAnswer? Of(string answer) => _answers.GetValueOrDefault(Said(answer));

    private static string Said(string answer) =>
        answer.StartsWith("yes:", StringComparison.Ordinal) ? "yes"
        : answer.StartsWith("no:", StringComparison.Ordinal) ? "no"
        : answer;
}
