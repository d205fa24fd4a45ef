using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Xunit;

namespace Siskin.Models.Tests.Evaluation;

public class AnswerScoreTests
{
    [Theory]
    [InlineData("00417", "00417", true)]
    [InlineData(" 00417\n", "00417", true)]
    [InlineData("417", "00417", false)]
    [InlineData("Yes", "yes", false)]
    public void Exact_answers_match_but_for_surrounding_space(string reply, string expected, bool right) =>
        Assert.Equal(right, AnswerScore.IsRight(reply, expected, Scoring.Exact));

    [Theory]
    [InlineData("4.2 bar", "4.0 bar", true)]
    [InlineData("3.8 bar", "4.0 bar", true)]
    [InlineData("4.3 bar", "4.0 bar", false)]
    [InlineData("4.0 psi", "4.0 bar", false)]
    [InlineData("4.0", "4.0 bar", false)]
    [InlineData("-4.0 bar", "4.0 bar", false)]
    [InlineData("bar", "4.0 bar", false)]
    [InlineData("", "4.0 bar", false)]
    public void Numbers_are_right_within_the_tolerance_and_with_the_same_unit(
        string reply,
        string expected,
        bool right
    ) => Assert.Equal(right, AnswerScore.IsRight(reply, expected, new Scoring(ScoringKind.Within, Tolerance: 0.2)));

    [Theory]
    [InlineData("9.9", "0.1", true)]
    [InlineData("0.1", "9.9", true)]
    [InlineData("0.0", "9.7", true)]
    [InlineData("1.3", "1.0", true)]
    [InlineData("5.0", "0.0", false)]
    [InlineData("0.4", "0.0", false)]
    public void A_closed_scale_is_measured_the_shorter_way_round(string reply, string expected, bool right) =>
        Assert.Equal(
            right,
            AnswerScore.IsRight(reply, expected, new Scoring(ScoringKind.Circular, Tolerance: 0.3, Period: 10))
        );

    [Theory]
    [InlineData("10 10 50 50", true)]
    [InlineData("10 10 50 31", true)] // 21 of 40 high
    [InlineData("10 10 50 29", false)]
    [InlineData("52 52 90 90", false)]
    [InlineData("50 50 10 10", false)] // inside out
    [InlineData("10 10 50", false)]
    [InlineData("none", false)]
    public void A_box_is_right_that_has_half_of_the_union_in_common(string reply, bool right) =>
        Assert.Equal(
            right,
            AnswerScore.IsRight(reply, "10 10 50 50", new Scoring(ScoringKind.Overlap, Tolerance: 0.5))
        );

    [Theory]
    [InlineData("9:31", true)]
    [InlineData("9:32", true)]
    [InlineData("9:33", false)]
    [InlineData("9:31:27", true)]
    [InlineData("21:31", false)] // a dial has twelve hours
    [InlineData("9:61", false)]
    [InlineData("9.31", false)]
    [InlineData("unreadable", false)]
    public void A_time_is_right_within_minutes(string reply, bool right) =>
        Assert.Equal(right, AnswerScore.IsRight(reply, "9:31", new Scoring(ScoringKind.TimeOfDay, Tolerance: 1)));

    [Fact]
    public void A_minute_before_twelve_is_close_to_twelve() =>
        Assert.True(AnswerScore.IsRight("11:59", "12:00", new Scoring(ScoringKind.TimeOfDay, Tolerance: 1)));

    [Theory]
    [InlineData("N", true)]
    [InlineData("4", false)]
    public void An_unreadable_value_must_be_named_as_such(string reply, bool right) =>
        Assert.Equal(right, AnswerScore.IsRight(reply, "N", new Scoring(ScoringKind.Within, Tolerance: 100)));
}
