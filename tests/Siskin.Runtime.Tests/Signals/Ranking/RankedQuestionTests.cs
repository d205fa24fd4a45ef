using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class RankedQuestionTests
{
    private const string Prompt = "What is the boiler temperature?";

    [Fact]
    public void What_is_likely_is_all_that_the_candidates_answer()
    {
        var likely = Ranked(Prompt, Texts.Boiler).Likely;

        Assert.Equal(1, likely.Answers.Sum(one => one.Probability), 6);
        Assert.Equal(likely.Answers.OrderByDescending(one => one.Probability), likely.Answers);
        Assert.Equal(likely.Of("yes"), likely.Of("yes: boiler/temperature 61.5"));
        Assert.Null(likely.Of("no such answer"));
    }

    [Fact]
    public void The_answer_of_the_rules_is_an_option_once_and_the_last()
    {
        var options = Options("61.5 °C", 0.97);

        Assert.Single(options, one => one.Text == "61.5 °C");
        Assert.Equal([false, true], options.Select(one => one.IsOfRules).Distinct());
        Assert.True(options[^1].IsOfRules);
    }

    [Fact]
    public void Thirteen_options_are_enough()
    {
        var many = string.Concat(Enumerable.Range(0, 30).Select(i => $"plant/sensor{i} {i}.5\n"));

        var options = Ranked("Which sensor is highest?", SignalReader.Read(many))
            .Options(new QuestionReading(Value("plant/sensor3"), 0.5), "no candidate gives this");

        Assert.Equal(13, options.Length);
    }

    [Fact]
    public void Every_feature_has_a_number()
    {
        Assert.Distinct(AnswerChoice.FeatureNames);
        Assert.All(
            Options("61.5 °C", 0.97).Concat(Options("", 0.5)).Concat(Options("no candidate gives this", 0.5)),
            one =>
            {
                Assert.Equal(AnswerChoice.FeatureNames.Count, one.Features.Length);
                Assert.All(one.Features, number => Assert.True(float.IsFinite(number)));
            }
        );
    }

    [Theory]
    [InlineData("rules", 0.97)]
    [InlineData("over-rules", 0)]
    [InlineData("rules-rows", 1)]
    [InlineData("rows", 1)]
    [InlineData("met-by-all", 1)] // "boiler" and "temperature"
    [InlineData("against", 0)]
    [InlineData("words-left", 0)]
    [InlineData("same-leaf", 2)] // of the boiler and of the room
    [InlineData("row-state", 0)]
    [InlineData("signals", 4)]
    [InlineData("length", 7)]
    [InlineData("polar", 0)]
    public void The_numbers_say_what_speaks_for_an_option(string name, double number) =>
        Assert.Equal(number, Of(Options("61.5 °C", 0.97)[^1], name), 5);

    [Fact]
    public void Other_rows_than_those_of_the_rules_are_told_from_them()
    {
        var other = Options("61.5 °C", 0.97).First(one => one.Query.ToString() == "value \"room/temperature\"");

        Assert.Equal(-0.97, Of(other, "rules"), 5);
        Assert.Equal(0, Of(other, "rules-rows"));
        Assert.Equal(1, Of(other, "against")); // "boiler"
        Assert.Equal(0.5, Of(other, "met-by-all"));
    }

    [Fact]
    public void The_parts_of_a_score_are_the_whole()
    {
        var one = Options("61.5 °C", 0.97)[0];
        var parts = AnswerChoice.FeatureNames.Where(name => name.StartsWith("score-", StringComparison.Ordinal));

        Assert.Equal(Of(one, "score"), parts.Sum(name => Of(one, name)), 3);
    }

    [Fact]
    public void An_answer_that_no_candidate_gives_has_no_place_among_them()
    {
        var own = Options("no candidate gives this", 0.5)[^1];

        Assert.Equal(-1, Of(own, "origin"));
        Assert.Equal(0, Of(own, "queries"));
        Assert.Equal(Of(own, "answers"), Of(own, "rank"));
    }

    private static AnswerOption[] Options(string answer, double confidence) =>
        Ranked(Prompt, Texts.Boiler).Options(new QuestionReading(Value("boiler/temperature"), confidence), answer);

    private static RankedQuestion Ranked(string prompt, SignalTable table) =>
        QuestionRanking.Of(prompt, table, RankingWeights.Shipped)!;

    private static Query Value(string row) => new(QueryOperation.Value, row);

    private static double Of(AnswerOption option, string name) =>
        option.Features[AnswerChoice.FeatureNames.ToList().IndexOf(name)];
}
