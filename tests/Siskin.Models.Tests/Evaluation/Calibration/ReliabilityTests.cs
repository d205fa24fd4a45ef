using Siskin.Models.Evaluation.Calibration;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.Calibration;

public sealed class ReliabilityTests
{
    [Fact]
    public void Sure_answers_are_those_from_nine_tenths()
    {
        var reliability = Reliability.Of([
            Answer(0.9, true),
            Answer(1, true),
            Answer(0.95, false),
            Answer(0.89, false),
        ]);

        Assert.Equal((4, 3, 2), (reliability.Count, reliability.Sure, reliability.SureRight));
        Assert.Equal(66.667, reliability.SurePercent!.Value, 1e-3);
    }

    [Fact]
    public void The_error_is_the_mean_distance_of_confidence_and_share_right()
    {
        // 0.8 of two that are half right: 0.3 off; 0.2 of two that are all wrong: 0.2 off.
        var reliability = Reliability.Of([
            Answer(0.8, true),
            Answer(0.8, false),
            Answer(0.2, false),
            Answer(0.2, false),
        ]);

        Assert.Equal(0.25, reliability.Error, 1e-9);
        Assert.Equal([(2, 0.0), (2, 0.5)], reliability.Bins.Select(bin => (bin.Count, bin.RightShare)));
    }

    [Fact]
    public void Without_answers_there_is_nothing_to_say()
    {
        var reliability = Reliability.Of([]);

        Assert.Null(reliability.SurePercent);
        Assert.Equal(0, reliability.Error);
    }

    [Fact]
    public void A_plot_is_a_picture_with_a_line_per_variant()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("plot").FullName, "reliability.png");
        var reliability = Reliability.Of([Answer(0.8, true), Answer(0.2, false)]);

        ReliabilityPlot.Write(file, [("cpu-int8", reliability), ("none", Reliability.Of([]))]);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(file)[..4]);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static ScoredAnswer Answer(double confidence, bool right) => new(confidence, confidence, right);
}
