using Siskin.Models.Data;
using Siskin.Models.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Data.Telemetry;

public sealed class WindowSynthesizerTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Every_answer_follows_from_the_printed_window(bool heldOut, bool layouts)
    {
        foreach (var drawn in Draw(2_000, heldOut, layouts))
        {
            var expected = AnswerRules.Answer(drawn);
            Assert.True(
                expected == drawn.Sample.Answer,
                $"{drawn.Kind}: {drawn.Sample.Prompt}\n{drawn.Sample.Sensors}\n"
                    + $"answer {drawn.Sample.Answer}, by the text {expected}"
            );
        }
    }

    [Fact]
    public void Windows_are_long_and_within_the_longest_sensor_text()
    {
        foreach (var drawn in Draw(500))
        {
            Assert.InRange(SensorText.Series(drawn.Sample.Sensors!).Count, 8, 12);
            Assert.InRange(TokenBudget.Estimate(drawn.Sample, heldOut: false), 20, TokenBudget.Longest);
            Assert.Equal(TelemetryTasks.Windows.Name, drawn.Sample.Task);
        }
    }

    [Fact]
    public void Trends_and_limits_are_balanced()
    {
        TelemetryCase[] cases = [.. Draw(3_000)];
        var trends = cases
            .Where(drawn => drawn.Kind == QuestionKind.SeriesTrend)
            .CountBy(drawn => drawn.Sample.Answer)
            .ToArray();
        Assert.Equal(3, trends.Length);
        Assert.All(trends, trend => Assert.InRange(trend.Value, 400, 600));
        var limits = cases.Where(drawn => drawn.Limit.Length > 0).CountBy(drawn => drawn.Sample.Answer).ToDictionary();
        Assert.InRange(limits["yes"] / (double)limits["no"], 0.85, 1.18);
    }

    [Fact]
    public void Windows_wander_more_than_they_scatter()
    {
        var builder = new SeriesBuilder(new SensorTextOptions());
        var rng = new Random(3);
        var alike = Enumerable.Range(0, 500).Count(_ => NeighboursAreAlike(builder.Window(rng, "steady").Steps));
        Assert.InRange(alike, 250, 490);
    }

    [Fact]
    public void The_same_seed_gives_the_same_sample()
    {
        var synthesizer = new WindowSynthesizer();
        var other = new WindowSynthesizer();
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(synthesizer.Next(seed), other.Next(seed)));
    }

    // The mean squared difference of neighbours is below that of any two values (von Neumann's ratio).
    private static bool NeighboursAreAlike(long[] steps)
    {
        var mean = steps.Average();
        var variance = steps.Average(step => (step - mean) * (step - mean));
        var neighbours = Enumerable.Range(1, steps.Length - 1).Average(i => Math.Pow(steps[i] - steps[i - 1], 2));
        return neighbours < 2 * variance;
    }

    private static IEnumerable<TelemetryCase> Draw(int count, bool heldOut = false, bool layouts = false)
    {
        var synthesizer = new WindowSynthesizer(new SensorTextOptions { HeldOut = heldOut, HeldOutLayouts = layouts });
        var rng = new Random(11);
        for (var i = 0; i < count; i++)
            yield return synthesizer.NextCase(rng);
    }
}
