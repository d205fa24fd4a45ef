using Siskin.Models.Evaluation;
using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

/// <summary>
/// Weights and a choice that were learned with other features weigh nothing in particular: whoever changes a feature, a
/// candidate or the order of operations has to learn them anew (<c>siskin-models rank</c>).
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
                .Select(one => RankedExample.Of(one))
                .Where(one => one.IsInScope && one.HasRight),
        ];

        RankedAnswer[] answered =
        [
            .. asked.Select(one => RankedAnswer.Of(one, RankingWeights.Shipped, AnswerChoice.Shipped)),
        ];
        var likeliest = asked.Where((one, i) => one.Accepts(answered[i].Ranking!.Answers[0].Text)).Count();
        var chosen = asked.Where((one, i) => one.Accepts(answered[i].Both.Text)).Count();

        Assert.True(asked.Length > 100);
        Assert.True(likeliest > 0.75 * asked.Length, $"{likeliest} of {asked.Length}");
        Assert.True(chosen > 0.85 * asked.Length, $"{chosen} of {asked.Length}");
    }
}
