using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What a ranking finds likely: the probability of an answer is that of all queries that give it. "yes" and "yes: pump2
/// 83.5" are the same answer.
/// </summary>
public sealed class Likely
{
    private readonly Dictionary<string, double> _answers = new(StringComparer.Ordinal);

    private Likely(IReadOnlyList<(Query Query, string Answer)> candidates, double[] probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
            _answers[Said(candidates[i].Answer)] = Of(candidates[i].Answer) + probabilities[i];
        (var said, Probability) = _answers.MaxBy(one => one.Value);
        var best = -1;
        for (var i = 0; i < probabilities.Length; i++)
            if (Said(candidates[i].Answer) == said && (best < 0 || probabilities[i] > probabilities[best]))
                best = i;
        (Query, Answer) = candidates[best];
    }

    /// <summary>By some weights.</summary>
    /// <param name="candidates">One at least.</param>
    /// <param name="weights">Their features' weights.</param>
    public static Likely Of(IReadOnlyList<RankedCandidate> candidates, RankingWeights weights) =>
        new([.. candidates.Select(one => (one.Query, one.Answer))], weights.Probabilities(candidates));

    internal static Likely Of(IReadOnlyList<Candidate> candidates, double[] probabilities) =>
        new([.. candidates.Select(one => (one.Query, one.Answer))], probabilities);

    /// <summary>The answer of the likeliest query that gives the likeliest one.</summary>
    public string Answer { get; }

    /// <summary>Its probability.</summary>
    public double Probability { get; }

    /// <summary>The likeliest query that gives it.</summary>
    public Query Query { get; }

    /// <summary>The probability of an answer; 0 where no candidate gives it.</summary>
    public double Of(string answer) => _answers.GetValueOrDefault(Said(answer));

    /// <summary>Whether an answer is the likeliest.</summary>
    public bool Agrees(string answer) => Said(answer) == Said(Answer);

    private static string Said(string answer) =>
        answer.StartsWith("yes:", StringComparison.Ordinal) ? "yes"
        : answer.StartsWith("no:", StringComparison.Ordinal) ? "no"
        : answer;
}
