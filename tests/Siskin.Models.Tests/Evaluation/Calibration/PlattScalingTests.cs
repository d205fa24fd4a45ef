using Siskin.Models.Evaluation.Calibration;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.Calibration;

public sealed class PlattScalingTests
{
    [Theory]
    [InlineData(0.5, -1)]
    [InlineData(1, 0)]
    [InlineData(2, 0.7)]
    public void The_curve_that_made_the_answers_is_found(double scale, double offset)
    {
        (var logits, var right) = Draw(40_000, scale, offset);

        (var gotScale, var gotOffset) = PlattScaling.Fit(logits, right);

        Assert.Equal(scale, gotScale, 0.06 * scale + 0.01);
        Assert.Equal(offset, gotOffset, 0.08);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answers_that_are_all_right_or_all_wrong_keep_the_curve_finite(bool all)
    {
        double[] logits = [.. Enumerable.Range(0, 50).Select(i => i / 10.0)];

        (var scale, var offset) = PlattScaling.Fit(logits, [.. logits.Select(_ => all)]);

        Assert.True(double.IsFinite(scale) && double.IsFinite(offset));
        Assert.Equal(all ? 51 / 52.0 : 1 / 52.0, 1 / (1 + Math.Exp(-((scale * 2.5) + offset))), 0.01);
    }

    [Fact]
    public void Answers_told_apart_without_fault_keep_the_curve_finite()
    {
        double[] logits = [-16, -3, -2, -1, 1, 2, 3, 16];

        (var scale, var offset) = PlattScaling.Fit(logits, [.. logits.Select(logit => logit > 0)]);

        Assert.InRange(scale, 0.1, 10);
        Assert.Equal(0, offset, 1e-6);
    }

    private static (double[] Logits, bool[] Right) Draw(int count, double scale, double offset)
    {
        var random = new Random(3);
        double[] logits = [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 12) - 4)];
        bool[] right =
        [
            .. logits.Select(logit => random.NextDouble() < 1 / (1 + Math.Exp(-((scale * logit) + offset)))),
        ];
        return (logits, right);
    }
}
