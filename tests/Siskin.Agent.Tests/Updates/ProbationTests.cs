using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Runtime;

namespace Siskin.Agent.Tests.Updates;

public sealed class ProbationTests
{
    private static readonly UpdatesSection Terms = ConfigReader
        .Parse("siskin.toml", "[bundle]\npath = \"b\"\n")
        .Config!.Updates;

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 2, false)] // two may be the requests' fault
    [InlineData(0, 3, true)]
    [InlineData(57, 3, false)] // a twentieth
    [InlineData(56, 3, true)]
    public void Failures_beyond_the_rate_take_it_back(int answered, int failed, bool back) =>
        Assert.Equal(
            back,
            new Probation(Terms, fellBackBefore: false).Objection(Outcomes(answered, failed)) is not null
        );

    [Fact]
    public void An_npu_that_fails_only_now_takes_it_back()
    {
        var outcomes = Outcomes(50, 0, fellBack: 3);

        Assert.Equal(
            "With the new bundle the CPU answered 3 of 53 questions in place of the NPU.",
            new Probation(Terms, fellBackBefore: false).Objection(outcomes)
        );
        Assert.Null(new Probation(Terms, fellBackBefore: true).Objection(outcomes));
    }

    [Fact]
    public void What_is_refused_for_what_it_is_counts_as_answered()
    {
        var outcomes = new ModelOutcomes();
        outcomes.Count(new Rejection(400, "no"), fellBack: false);
        outcomes.Count(new Rejection(503, "no"), fellBack: false);

        Assert.Equal((1, 1), (outcomes.Answered, outcomes.Failed));
    }

    private static ModelOutcomes Outcomes(int answered, int failed, int fellBack = 0)
    {
        var outcomes = new ModelOutcomes();
        for (var i = 0; i < answered + fellBack; i++)
            outcomes.Count(ScriptedModel.Answering("a"), fellBack: i >= answered);
        for (var i = 0; i < failed; i++)
            outcomes.CountFailure();
        return outcomes;
    }
}
