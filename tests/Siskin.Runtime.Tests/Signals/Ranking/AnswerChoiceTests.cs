using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class AnswerChoiceTests
{
    private static readonly int Features = AnswerOption.FeatureNames.Count;

    [Fact]
    public void What_is_written_is_read()
    {
        using var text = new StringWriter();
        AnswerChoice.Of([.. Enumerable.Range(0, Features).Select(i => i / 8.0 - 1)]).Write(text);

        using var again = new StringWriter();
        using var written = new StringReader(text.ToString());
        AnswerChoice.Read(written).Write(again);

        Assert.Equal(text.ToString(), again.ToString());
        Assert.StartsWith("probability -1.0000", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no weight of a choice: \"\"")]
    [InlineData("probability one", "allowed: probability and a number")]
    [InlineData("unranked 1", "\"unranked 1\"; allowed: probability")]
    public void Another_file_is_refused(string text, string message)
    {
        using var reader = new StringReader(text);

        Assert.Contains(
            message,
            Assert.Throws<InvalidDataException>(() => AnswerChoice.Read(reader)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Too_few_weights_are_refused() =>
        Assert.Contains(
            $"2 weights; allowed: {Features}",
            Assert.Throws<ArgumentException>(() => AnswerChoice.Of([1, 2])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_answer_of_the_rules_is_an_option_once_and_tells_how_sure_they_are()
    {
        var options = AnswerOption.Of(Reading("61.5", 0.91), "61.5", Likely("61.5", "1.8"));

        Assert.Equal(["1.8", "61.5"], options.Select(one => one.Text));
        Assert.Equal([false, true], options.Select(one => one.IsOfRules));
        Assert.Equal(0, Of(options[0], "rules-confidence"));
        Assert.Equal(0.91, Of(options[1], "rules-confidence"));
        Assert.Equal(1, Of(options[1], "rules-6")); // 0.9 to 0.96
        Assert.Equal(0, Of(options[1], "unranked"));
        Assert.Equal(Math.Log(0.502), Of(options[0], "probability"), 3);
    }

    [Fact]
    public void So_is_one_that_no_candidate_gives()
    {
        var options = AnswerOption.Of(Reading("unknown", 0.5), "unknown", Likely("yes: a 1", "no"));

        Assert.Equal(["yes: a 1", "no", "unknown"], options.Select(one => one.Text));
        Assert.All(options[..2], one => Assert.Equal(1, Of(one, "polar")));
        Assert.Equal(
            [1, 1, 1],
            new[] { "unranked", "unknown", "rules-unknown-0" }.Select(name => Of(options[2], name))
        );
    }

    [Fact]
    public void Thirteen_options_are_enough()
    {
        string[] answers = [.. Enumerable.Range(0, 20).Select(i => $"{i}")];

        Assert.Equal(13, AnswerOption.Of(Reading("19", 0.5), "19", Likely(answers)).Length);
    }

    private static double Of(AnswerOption option, string name) =>
        option.Features[AnswerOption.FeatureNames.ToList().IndexOf(name)];

    private static QuestionReading Reading(string answer, double confidence) => new(Query(answer), confidence);

    // All as likely.
    private static Likely Likely(params string[] answers) =>
        Runtime.Signals.Ranking.Likely.Of(
            [.. answers.Select(one => new RankedCandidate(Query(one), one, [0]))],
            RankingWeights.Of([0f])
        );

    private static Query Query(string answer) => new(QueryOperation.Value, answer);
}
