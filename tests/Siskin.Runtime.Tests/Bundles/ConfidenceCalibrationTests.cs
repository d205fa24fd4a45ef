using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class ConfidenceCalibrationTests
{
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.9, 0.75)] // sqrt(9) to 1
    [InlineData(0.1, 0.25)]
    public void Half_the_scale_is_the_root_of_the_odds(double likelihood, double confidence) =>
        Assert.Equal(confidence, new ConfidenceCalibration(0.5f, 0).Of(likelihood), 1e-9);

    [Fact]
    public void The_offset_multiplies_the_odds() =>
        Assert.Equal(0.75, new ConfidenceCalibration(1, (float)Math.Log(3)).Of(0.5), 1e-6);

    [Fact]
    public void The_surer_of_two_answers_stays_the_surer()
    {
        var calibration = new ConfidenceCalibration(0.6f, -1.5f);
        double[] confidences = [.. Enumerable.Range(0, 101).Select(percent => calibration.Of(percent / 100.0))];

        Assert.Equal(confidences.Order(), confidences);
        Assert.All(confidences, confidence => Assert.InRange(confidence, 0, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Certainty_stays_a_number(double likelihood)
    {
        var steep = new ConfidenceCalibration(ConfidenceCalibration.Max, -ConfidenceCalibration.Max);

        var confidence = steep.Of(likelihood);

        Assert.Equal(likelihood, confidence, 1e-6);
    }
}
