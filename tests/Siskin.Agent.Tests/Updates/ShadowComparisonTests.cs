using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Updates;

public sealed class ShadowComparisonTests
{
    private static readonly UpdatesSection Terms = ConfigReader
        .Parse("siskin.toml", "[bundle]\npath = \"b\"\n")
        .Config!.Updates;

    private readonly ShadowComparison _comparison = new();

    [Fact]
    public void Equal_answers_pass() => AssertPasses(20, i => (Answer($"{i}"), Answer($"{i}")));

    [Fact]
    public void Too_few_questions_are_reported_and_not_judged()
    {
        AssertPasses(ShadowComparison.Fewest - 1, i => (Answer("a"), Answer("b", 0.1, 500)));

        Assert.Equal((3, 3), (_comparison.Figures(null).Sure, _comparison.Figures(null).Differing));
    }

    [Fact]
    public void A_fifth_of_the_sure_answers_may_differ() =>
        AssertPasses(10, i => (Answer("a"), Answer(i < 2 ? "b" : "a")));

    [Fact]
    public void More_may_not()
    {
        Add(10, i => (Answer("a"), Answer(i < 3 ? "b" : "a")));

        Assert.StartsWith(
            "The new bundle answers 3 of 10 shadow questions otherwise",
            _comparison.Objection(Terms),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Where_the_current_bundle_is_unsure_the_new_one_may_know_better() =>
        AssertPasses(10, i => (Answer("a", 0.6), Answer("b", 0.9)));

    [Fact]
    public void A_refusal_or_a_failure_is_no_equal_answer()
    {
        Add(
            4,
            i => (Answer("a"), i % 2 == 0 ? (ResponderResult?)ResponderResult.From(new Rejection(400, "no")) : null)
        );

        Assert.Equal(4, _comparison.Figures(null).Differing);
        Assert.NotNull(_comparison.Objection(Terms));
    }

    [Fact]
    public void Twice_as_slow_passes_and_slower_does_not()
    {
        AssertPasses(5, i => (Answer("a", milliseconds: 10), Answer("a", milliseconds: 20)));
        Add(20, i => (Answer("a", milliseconds: 10), Answer("a", milliseconds: 21)));

        Assert.StartsWith(
            "The new bundle is slower: 21 ms instead of 10 ms",
            _comparison.Objection(Terms),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_takes_no_time_is_not_compared_by_it()
    {
        AssertPasses(5, i => (Answer("a", milliseconds: 0.1), Answer("a", milliseconds: 1.9)));
        AssertPasses(5, i => (Answer("a", milliseconds: 1) with { Query = "value" }, Answer("a", milliseconds: 99)));
        AssertPasses(5, i => (Answer("a", milliseconds: 1) with { Provider = "qnn" }, Answer("a", milliseconds: 99)));
    }

    private void AssertPasses(int count, Func<int, (Answer, ResponderResult?)> pair)
    {
        Add(count, pair);
        Assert.Null(_comparison.Objection(Terms));
    }

    private void Add(int count, Func<int, (Answer, ResponderResult?)> pair)
    {
        for (var i = 0; i < count; i++)
        {
            var (current, result) = pair(i);
            _comparison.Add(current, result);
        }
    }

    private static Answer Answer(string text, double confidence = 0.95, double milliseconds = 5) =>
        ScriptedModel.Answering(text) with
        {
            Confidence = confidence,
            Provider = "cpu",
            Timings = new StageTimings(0, 0, 0, 0, 0, milliseconds),
        };
}
