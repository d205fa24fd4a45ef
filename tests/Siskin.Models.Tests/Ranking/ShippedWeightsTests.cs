using Siskin.Models.Evaluation;
using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

/// <summary>
/// Weights that were learned with other features weigh nothing in particular: whoever changes a feature or a candidate
/// has to learn them anew (<c>siskin-models rank</c>).
/// </summary>
public sealed class ShippedWeightsTests
{
    [Fact]
    public void Answer_most_of_what_they_learned_from()
    {
        RankedExample[] asked =
        [
            .. AskedQuestion
                .Read(Repository.PathOf("models", "questions", "industry-1.jsonl"))
                .Select(RankedExample.Of)
                .Where(one => one.IsInScope && one.HasRight),
        ];

        var right = asked.Count(one => one.Accepts(Likely.Of(one.Candidates, RankingWeights.Shipped).Answers[0].Text));

        Assert.True(asked.Length > 100);
        Assert.True(right > 0.75 * asked.Length, $"{right} of {asked.Length}");
    }
}
