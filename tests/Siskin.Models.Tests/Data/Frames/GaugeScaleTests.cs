using System.Globalization;
using Siskin.Models.Data.Frames;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class GaugeScaleTests
{
    [Fact]
    public void Answers_stay_in_range_and_round_by_at_most_half_a_percent_of_the_span()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var rng = new Random(seed);
            var scale = GaugeScale.Draw(rng);
            var value = scale.Low + (scale.Span * rng.NextDouble());
            var answer = scale.Answer(value).Split(' ', 2);
            var number = double.Parse(answer[0], CultureInfo.InvariantCulture);
            Assert.InRange(number, scale.Low - 1e-9, scale.High + 1e-9);
            Assert.True(
                Math.Abs(number - value) <= (0.005 * scale.Span) + 1e-9,
                $"{value} became {answer[0]} on a span of {scale.Span}."
            );
            Assert.Equal(scale.Unit, answer[1]);
            Assert.DoesNotMatch(@"^-0(\.0+)?$", answer[0]);
        }
    }

    [Fact]
    public void Numbered_marks_run_from_end_to_end_in_round_steps()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var scale = GaugeScale.Draw(new Random(seed));
            var numbers = scale.Numbers.ToArray();
            Assert.InRange(numbers.Length, 4, 13);
            Assert.Equal(scale.Low, numbers[0], 6);
            Assert.Equal(scale.High, numbers[^1], 6);
            Assert.All(numbers, n => Assert.True(scale.Print(n).Length <= 5, scale.Print(n)));
        }
    }

    [Theory]
    [InlineData(0, 10, 5.2468, "5.2 bar")]
    [InlineData(0, 160, 87.4, "87 bar")]
    [InlineData(-1, 1.5, -0.004, "0.00 bar")]
    public void Decimals_follow_the_span(double low, double high, double value, string expected)
    {
        Assert.Equal(expected, new GaugeScale(low, high, "bar", (high - low) / 5, 5).Answer(value));
    }
}
