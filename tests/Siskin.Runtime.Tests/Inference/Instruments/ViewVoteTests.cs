using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class ViewVoteTests
{
    [Fact]
    public void Views_that_agree_are_surer_than_the_surest()
    {
        var answer = ViewVote.Of([Said("12.5", 0.7), Said("12.5", 0.9), Said("12.5", 0.6)], null);

        Assert.Equal("12.5", answer.Text);
        Assert.Equal(0.95, answer.Confidence, 1e-9);
    }

    [Fact]
    public void Three_views_of_the_same_hands_are_no_surer_than_what_reads_them()
    {
        var read = Said("3:20", 0.8) with { Timings = default(StageTimings) with { Ocr = 90 } };

        Assert.Equal(0.8, ViewVote.Of([read, read, read], null).Confidence, 1e-9); // they are looked at once
        var needle = read with { Text = "3.2 bar" };
        Assert.Equal(0.85, ViewVote.Of([needle, needle, needle], null).Confidence, 1e-9);
        var digits = read with { Ocr = "320" };
        Assert.Equal(0.9, ViewVote.Of([digits, digits, digits], null).Confidence, 1e-9);
    }

    [Fact]
    public void The_majority_answers_and_is_not_sure()
    {
        var answer = ViewVote.Of([Said("72.5", 0.99), Said("12.5", 0.98), Said("12.5", 0.6)], null);

        Assert.Equal(("12.5", 0.85), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void Where_all_differ_the_surest_answers_in_doubt()
    {
        var answer = ViewVote.Of([Said("1", 0.7), Said("2", 0.9), Said("3", 0.6)], null);

        Assert.Equal(("2", Answer.MaxInDoubt), (answer.Text, answer.Confidence));
    }

    [Theory]
    [InlineData("98 mbar", "100 mbar", "101 mbar", null, "100 mbar", 0.95)]
    [InlineData("0.1 bar", "0.2 bar", "0.1 bar", null, "0.1 bar", 0.95)]
    [InlineData("2 mbar", "9 mbar", "12 mbar", 500.0, "9 mbar", 0.95)]
    [InlineData("2 mbar", "9 mbar", "12 mbar", null, "2 mbar", 0.5)]
    [InlineData("100 mbar", "100 bar", "100 bar", null, "100 bar", 0.85)]
    [InlineData("100.1", "100.2", "100.3", null, "100.1", 0.5)] // digits are right or wrong
    public void Needles_agree_when_they_are_near(
        string one,
        string two,
        string three,
        double? span,
        string expected,
        double confidence
    )
    {
        var answer = ViewVote.Of([Said(one, 0.9), Said(two, 0.9), Said(three, 0.9)], span);

        Assert.Equal(expected, answer.Text);
        Assert.Equal(confidence, answer.Confidence, 1e-9);
    }

    [Fact]
    public void Doubt_about_the_frame_stays()
    {
        var doubtful = Said("1", 0.5) with { FrameDoubtful = true };

        var answer = ViewVote.Of([doubtful, doubtful, doubtful], null);

        Assert.Equal((Answer.MaxInDoubt, true), (answer.Confidence, answer.FrameDoubtful));
    }

    [Fact]
    public void The_probabilities_of_choices_are_their_means()
    {
        Answer Chosen(double first) =>
            Said("a", first) with
            {
                Choices = [new ChoiceShare("a", first), new ChoiceShare("b", 1 - first)],
            };

        var choices = ViewVote.Of([Chosen(0.9), Chosen(0.8), Chosen(0.7)], null).Choices!;

        Assert.Equal(0.8, choices[0].Probability, 1e-9);
        Assert.Equal(0.2, choices[1].Probability, 1e-9);
    }

    [Fact]
    public void Stage_times_add_up()
    {
        var timings = ViewVote.Of([Said("1", 1), Said("1", 1), Said("1", 1)], null).Timings;

        Assert.Equal(new StageTimings(3, 6, 9, 9, 3, 30), timings);
        Assert.Equal(timings.Total, timings.ToFirstToken + timings.PerToken);
    }

    private static Answer Said(string text, double confidence) =>
        new(text, FinishReason.Stop, confidence, new TokenCounts(4, 3, 2), new StageTimings(1, 2, 3, 3, 1, 10));
}
