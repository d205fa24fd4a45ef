using Siskin.Models.Ranking;
using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class RankingTrainerTests
{
    [Fact]
    public void What_right_answers_have_in_common_is_learned_without_a_query_for_any()
    {
        // Feature 1 stands beside right answers, 2 beside wrong ones; 10 and more by chance.
        RankedExample[] examples =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i => Example(("right", [1, (uint)(10 + i)]), ("wrong", [2, (uint)(60 + i)]))),
        ];
        var trainer = new RankingTrainer(8, seed: 1);
        for (var round = 0; round < 20; round++)
            trainer.Round(examples);

        var fresh = Example(("wrong", [2, 200]), ("right", [1, 201]));
        var probabilities = RankingWeights.Of(trainer.Mean()).Probabilities(fresh.Candidates);

        Assert.True(probabilities[1] > 0.85, $"{probabilities[1]}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        RankedExample[] examples =
        [
            Example(("right", [1, 3]), ("wrong", [2])),
            Example(("wrong", [2, 4]), ("right", [1])),
        ];

        Assert.Equal(Weights(7), Weights(7));

        float[] Weights(int seed)
        {
            var trainer = new RankingTrainer(4, seed);
            trainer.Round(examples);
            trainer.Round(examples);
            return trainer.Mean();
        }
    }

    [Fact]
    public void A_step_is_AdaGrads_and_features_that_stay_stand_for_those_that_are_left_out()
    {
        const double Share = 0.3;
        var example = Example(("right", [1]), ("wrong", []));
        var trainer = new RankingTrainer(4, seed: 3);
        double weight = 0,
            sum = 0,
            squares = 0;
        var left = 0;
        for (var round = 1; round <= 60; round++)
        {
            trainer.Round([example]);
            var now = (trainer.Mean()[1] * (double)round) - sum;
            sum += now;
            if (Math.Abs(now - weight) < 1e-5)
            {
                left++;
                continue;
            }

            var slope = 1 - (1 / (1 + Math.Exp(-weight / (1 - Share)))) - (1e-3 * weight);
            squares += slope * slope;
            Assert.Equal(weight + (0.1 * slope / Math.Sqrt(squares)), now, 1e-4);
            weight = now;
        }

        Assert.InRange(left, 60 * Share / 2, 60 * Share * 1.5);
    }

    [Fact]
    public void A_question_that_no_candidate_answers_teaches_nothing()
    {
        var trainer = new RankingTrainer(4, seed: 1);
        trainer.Round([Example(("wrong", [1]), ("wrong too", [2]))]);

        Assert.All(trainer.Mean(), weight => Assert.Equal(0, weight));
    }

    [Fact]
    public void Scores_count_answers_that_are_right_refused_and_sure()
    {
        var table = Siskin.Runtime.Signals.Reading.SignalReader.Read(
            "boiler/temperature 61.5 °C\nroom/temperature 19 °C\n"
        );
        RankedExample Asked(string prompt, bool isInScope, string answer) =>
            new(prompt, table, isInScope, one => one == answer, QuestionRanking.Candidates(prompt, table));

        var score = new RankingScore("two");
        foreach (
            var one in (RankedExample[])
                [Asked("What is the boiler temperature?", true, "61.5 °C"), Asked("Why is it cold?", false, "unknown")]
        )
            score.Add(one, RankedAnswer.Of(one, RankingWeights.Shipped, AnswerChoice.Shipped));
        var text = score.ToString();

        Assert.Contains("two: 1 in scope, of 1 a candidate is right; 1 out of scope", text, StringComparison.Ordinal);
        Assert.Contains("rules    1 right (100.0 %), 1 of 1 unknown", text, StringComparison.Ordinal);
    }

    private static RankedExample Example(params (string Answer, uint[] Features)[] candidates) =>
        new(
            "?",
            SignalTable.Empty,
            true,
            answer => answer == "right",
            [
                .. candidates.Select(one => new RankedCandidate(
                    new Query(QueryOperation.Value, one.Answer),
                    one.Answer,
                    one.Features
                )),
            ]
        );
}
