using System.Globalization;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class OtherAnswersTests
{
    [Theory]
    [InlineData("3.45 bar", 0.05, " bar", 2)]
    [InlineData("-12 °C", 1, " °C", 0)]
    [InlineData("0", 2, "", 0)]
    public void Other_numbers_are_wrong_and_printed_like_the_right_one(
        string answer,
        double tolerance,
        string unit,
        int decimals
    )
    {
        var right = Value(answer, unit);
        for (var seed = 0; seed < 50; seed++)
        {
            var others = OtherAnswers.Of(new Random(seed), answer, new Scoring(ScoringKind.Within, tolerance));

            Assert.Equal(OtherAnswers.Count, others.Distinct().Count());
            Assert.All(
                others,
                other =>
                {
                    Assert.EndsWith(unit, other, StringComparison.Ordinal);
                    Assert.Equal(decimals, other[..^unit.Length].Split('.').ElementAtOrDefault(1)?.Length ?? 0);
                    Assert.InRange(Math.Abs(Value(other, unit) - right), 1.9 * tolerance, 16 * tolerance);
                    Assert.False(other.StartsWith("-0", StringComparison.Ordinal) && Value(other, unit) == 0, other);
                }
            );
        }

        static double Value(string text, string unit) =>
            double.Parse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("9:31:27", 3)]
    [InlineData("12:05", 2)]
    public void Other_times_are_times_of_the_same_form(string answer, int parts)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var others = OtherAnswers.Of(new Random(seed), answer, new Scoring(ScoringKind.TimeOfDay, 2));

            Assert.Equal(OtherAnswers.Count, others.Distinct().Count());
            Assert.DoesNotContain(answer, others);
            Assert.All(
                others,
                other =>
                {
                    Assert.Equal(parts, other.Split(':').Length);
                    Assert.InRange(int.Parse(other.Split(':')[0], CultureInfo.InvariantCulture), 1, 12);
                    Assert.InRange(int.Parse(other.Split(':')[1], CultureInfo.InvariantCulture), 0, 59);
                }
            );
        }
    }

    [Theory]
    [InlineData("unreadable", ScoringKind.Within)]
    [InlineData("04641", ScoringKind.Exact)]
    [InlineData("07 31 93 62", ScoringKind.Overlap)]
    [InlineData("unreadable", ScoringKind.TimeOfDay)]
    public void There_are_none_of_what_is_no_number_or_time(string answer, ScoringKind kind) =>
        Assert.Empty(OtherAnswers.Of(new Random(1), answer, new Scoring(kind, 0.5)));
}
