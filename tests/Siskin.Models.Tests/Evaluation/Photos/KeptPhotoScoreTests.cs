using Siskin.Models.Data.Photographs;
using Siskin.Models.Evaluation.Photos;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.Photos;

public sealed class KeptPhotoScoreTests
{
    private static readonly ScaleKeypoints Quarter = new(
        new FramePoint(0.5, 0.5),
        new FramePoint(0.5, 0.1),
        new FramePoint(0.5, 0.1),
        new FramePoint(0.9, 0.5)
    );

    private static readonly Photograph Gauge = new("a.jpg", "pressure-gauge", "Pressure?", "1.2");

    [Fact]
    public void The_way_is_the_answers_on_a_known_scale_else_that_of_the_marked_points()
    {
        Assert.Equal(0.3, KeptPhotoScore.WayOf(Gauge with { Scale = ("0", "4"), Keypoints = Quarter }, 1)!.Value, 1e-9);
        Assert.Equal(0.25, KeptPhotoScore.WayOf(Gauge with { Keypoints = Quarter }, 1)!.Value, 1e-9);
        Assert.Null(KeptPhotoScore.WayOf(Gauge, 1));
        Assert.Null(KeptPhotoScore.WayOf(Gauge with { Scale = ("2", "4") }, 1)); // of another scale
    }

    [Theory]
    [InlineData("0 to 1.6 MPa", true)]
    [InlineData("0 to 1.60", true)]
    [InlineData("0 to 16 MPa", false)]
    [InlineData("0 to 1.65", false)]
    [InlineData("unreadable", false)]
    [InlineData("1.6", false)]
    public void A_scale_is_read_where_both_ends_are(string answer, bool read) =>
        Assert.Equal(read, KeptPhotoScore.IsScale(answer, ("0", "1.6")));

    [Theory]
    [InlineData("1.27 bar", true)] // 2 % of 4 are 0.08
    [InlineData("1.12", true)]
    [InlineData("1.3 bar", false)]
    [InlineData("unreadable", false)]
    public void A_value_is_read_within_two_percent_of_its_scale(string reading, bool read) =>
        Assert.Equal(read, KeptPhotoScore.IsOn(reading, "1.2", ("0", "4")));

    [Fact]
    public void Where_a_scale_closes_its_ends_are_close()
    {
        Assert.Equal(0.04, KeptPhotoScore.Apart(0.98, 0.02, isClosed: true), 1e-9);
        Assert.Equal(0.96, KeptPhotoScore.Apart(0.98, 0.02, isClosed: false), 1e-9);
    }

    [Fact]
    public void A_needle_that_is_not_told_is_further_off_than_any_other()
    {
        KeptPhotoScore[] scores =
        [
            new("gauge", true, true, true, 0.5, 0.004) { IsRead = true },
            new("gauge", false, false, false, 0.5, 0.015) { IsRead = false },
            new("gauge", null, false, null, 0.5, null),
            new("clock", null, true, null, null, null),
        ];

        Assert.Equal(
            ["gauge", "3", "50.0 %", "33.3 %", "50.0 %", "50.0 %", "3", "33.3 %", "66.7 %", "1.5 %"],
            KeptPhotoTable.Row("gauge", scores[..3])
        );
        Assert.Equal(
            ["clock", "1", "-", "100.0 %", "-", "-", "0", "-", "-", "-"],
            KeptPhotoTable.Row("clock", scores[3..])
        );
        Assert.Equal("not told", KeptPhotoTable.Row("gauge", scores[2..3])[^1]);
    }
}
