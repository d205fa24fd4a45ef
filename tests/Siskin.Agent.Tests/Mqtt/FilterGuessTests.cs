using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class FilterGuessTests
{
    [Fact]
    public void Every_filter_that_brings_a_topic_is_guessed()
    {
        var guesses = FilterGuess.Of("a/b");

        Assert.Equal(
            new[] { "#", "+/#", "+/+", "+/+/#", "+/b", "+/b/#", "a/#", "a/+", "a/+/#", "a/b", "a/b/#" },
            guesses.Order(StringComparer.Ordinal)
        );
        Assert.All(guesses, guess => Assert.True(TopicSyntax.Matches(guess, "a/b"), guess));
    }

    [Fact]
    public void Deep_topics_do_not_lead_to_endless_guesses()
    {
        var guesses = FilterGuess.Of(string.Join('/', Enumerable.Repeat("level", 200)));

        Assert.InRange(guesses.Count, 100, 800);
        Assert.Contains("level/#", guesses);
    }
}
