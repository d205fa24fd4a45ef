using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Queries;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class GlossaryQuestionsTests
{
    private static readonly GlossaryDevice Boiler = new(
        "boiler",
        [
            new GlossarySignal("T_VL", "61.5", "°C", ["flow heat", "how hot is the water that leaves?"]),
            new GlossarySignal("T_RL", "48.0", "°C", ["return heat"]),
            new GlossarySignal("P_WW", "1.8", "bar", ["circuit squeeze"]),
            new GlossarySignal("Brenner", "EIN", "", ["is the burner firing?"]),
        ]
    );

    [Fact]
    public void Of_each_way_the_values_of_all_rows_are_candidates_and_one_is_right()
    {
        RankedExample[] questions = [.. new GlossaryQuestions(1).Of([Boiler])];

        Assert.Equal(5, questions.Length);
        Assert.All(
            questions,
            question =>
            {
                Assert.Equal(4, question.Candidates.Count);
                Assert.All(question.Candidates, one => Assert.Equal(QueryOperation.Value, one.Query.Operation));
                Assert.Single(question.IsRight, right => right);
            }
        );
        var burner = questions[^1];
        Assert.EndsWith(
            "Brenner",
            burner.Candidates[Array.IndexOf(burner.IsRight, true)].Query.Rows[0],
            StringComparison.Ordinal
        );
        Assert.True(burner.Accepts("EIN"));
    }

    [Fact]
    public void Numbers_vary_with_as_many_digits_behind_the_point()
    {
        string[] flow =
        [
            .. Enumerable
                .Range(1, 12)
                .Select(seed => new GlossaryQuestions(seed).Of([Boiler]).First())
                .Select(one => one.Candidates[Array.IndexOf(one.IsRight, true)].Answer.Split(' ')[0]),
        ];

        Assert.True(flow.Distinct().Count() > 6);
        Assert.All(flow, value => Assert.Matches(@"^\d\d\.\d$", value));
    }

    [Fact]
    public void A_name_is_framed_at_times_and_a_question_never()
    {
        string[] prompts =
        [
            .. Enumerable
                .Range(1, 30)
                .SelectMany(seed => new GlossaryQuestions(seed).Of([Boiler]))
                .Select(one => one.Prompt),
        ];

        Assert.Contains("flow heat", prompts);
        Assert.Contains(prompts, one => one != "flow heat" && one.Contains("flow heat", StringComparison.Ordinal));
        var asked = prompts.Where(one => one.Contains("burner", StringComparison.Ordinal)).ToArray();
        Assert.True(asked.Length > 20, $"{asked.Length}"); // its state is no metric of Prometheus
        Assert.All(asked, one => Assert.Equal("is the burner firing?", one));
    }

    [Fact]
    public void The_same_seed_makes_the_same_questions()
    {
        Assert.Equal(Drawn(3), Drawn(3));
        Assert.NotEqual(Drawn(3), Drawn(4));

        static string[] Drawn(int seed) =>
            [
                .. new GlossaryQuestions(seed)
                    .Of([Boiler])
                    .Select(one =>
                        $"{one.Prompt} {string.Join(' ', one.Candidates.Select(candidate => candidate.Answer))}"
                    ),
            ];
    }
}
