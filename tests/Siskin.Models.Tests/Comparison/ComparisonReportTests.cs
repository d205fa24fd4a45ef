using Siskin.Models.Architecture;
using Siskin.Models.Comparison;
using Xunit;

namespace Siskin.Models.Tests.Comparison;

public sealed class ComparisonReportTests
{
    private static readonly ModelOptions Model = new() { Vision = null };
    private static readonly ComparedArm First = new("encoder-decoder", "encoder-decoder", Model, 10, 2);
    private static readonly ComparedArm Second = First with { Name = "other", Folder = "other", Match = "data" };

    [Theory]
    [InlineData(new[] { 0.5 }, "50.0")]
    [InlineData(new[] { 0.2, 0.4, 0.6 }, "40.0 ± 20.0")]
    public void A_spread_is_mean_and_sample_deviation(double[] values, string printed) =>
        Assert.Equal(printed, Spread.Of(values).Print("0.0", 100));

    [Fact]
    public void Differences_are_those_of_the_same_seed()
    {
        var report = ComparisonReport.Of(
            [
                (First, [Run("encoder-decoder", 1, 0.5), Run("encoder-decoder", 2, 0.9)]),
                (Second, [Run("other", 2, 0.8), Run("other", 1, 0.4)]),
            ],
            teacher: null
        );

        // Each is a tenth worse than its fellow, however far seeds are apart.
        var group = Assert.Single(report.Arms[1].Groups, one => one.Name == "asymmetric");
        Assert.Equal(-0.1, group.ExactGain!.Mean, precision: 9);
        Assert.Equal(0, group.ExactGain.Deviation!.Value, precision: 9);
        Assert.All(report.Arms[0].Groups, one => Assert.Null(one.ExactGain));
        Assert.Equal("other, equal data", report.Arms[1].FullName);
    }

    [Fact]
    public void Tasks_are_of_a_kind_by_their_lengths_and_count_alike()
    {
        var report = ComparisonReport.Of([(First, [Run("encoder-decoder", 1, 0.5)])], teacher: null);

        Assert.Equal(["asymmetric", "symmetric"], report.Arms[0].Groups.Select(group => group.Name));
        Assert.Equal(0.5, report.Arms[0].Groups[0].Exact.Mean); // 0.5 and 0.5
        Assert.Equal(0.25, report.Arms[0].Groups[1].Exact.Mean);
    }

    [Fact]
    public void An_arm_without_a_finished_run_is_left_out() =>
        Assert.Single(ComparisonReport.Of([(First, [Run("encoder-decoder", 1, 0.5)]), (Second, [])], null).Arms);

    private static RunScores Run(string arm, int seed, double exact) =>
        new(
            arm,
            seed,
            1000,
            10,
            160,
            2e12,
            [new("pick", exact, 1, 80, 5), new("windows", exact, 1, 90, 3), new("copy", exact / 2, 2, 48, 40)]
        );
}
