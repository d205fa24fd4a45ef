using Siskin.Models.Evaluation.Photos;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.Photos;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("41", 41, true)]
    [InlineData("41.97 L", 41, true)]
    [InlineData("40.5", 41, true)]
    [InlineData("40.49", 41, false)]
    [InlineData("42.0", 41, false)]
    [InlineData("4197", 41, false)]
    [InlineData("N", 41, false)]
    public void A_label_rounded_to_the_unit_takes_its_whole_part_and_half_a_unit(
        string reply,
        double wanted,
        bool right
    ) => Assert.Equal(right, Reading.IsWhole(reply, wanted));

    [Theory]
    [InlineData("00530", "00530", true)]
    [InlineData("530", "00530", true)]
    [InlineData("81.999", "00081.998|00081.999", true)]
    [InlineData("81.997", "00081.998|00081.999", false)]
    [InlineData("4344.7", "004344.?", true)]
    [InlineData("43447", "004344.?", false)]
    [InlineData("4344.", "004344.?", false)]
    [InlineData("414676", "00414.676", false)]
    [InlineData("0", "000", true)]
    [InlineData("", "000", false)]
    public void Digits_count_one_by_one_with_the_decimal_point(string reply, string truth, bool right) =>
        Assert.Equal(right, Reading.IsDigits(reply, truth));

    [Theory]
    [InlineData("37.5", "37.5/160", true)]
    [InlineData("40.7 psi", "37.5/160", true)]
    [InlineData("40.8", "37.5/160", false)]
    [InlineData("0.6", "3/50;0.4/1", false)]
    [InlineData("0.41", "3/50;0.4/1", true)]
    [InlineData("3.9", "3/50;0.4/1", true)]
    [InlineData("N", "37.5/160", false)]
    public void A_gauge_is_read_within_two_percent_of_one_of_its_scales(string reply, string truth, bool right) =>
        Assert.Equal(right, Reading.IsOnScale(reply, truth));

    [Theory]
    [InlineData("37.5")]
    [InlineData("37.5/160;")]
    [InlineData("a/b")]
    public void A_scale_that_cannot_be_read_is_an_error_whatever_was_answered(string truth) =>
        Assert.Throws<FormatException>(() => Reading.IsOnScale("37.5", truth));

    [Theory]
    [InlineData("70.6 %", new[] { "69", "70", "71", "72" }, "71")]
    [InlineData("-3", new[] { "-5", "0", "5" }, "-5")]
    [InlineData("9:31:20", new[] { "9:27:32", "9:32:27", "9:31:27" }, "9:31:27")]
    [InlineData("0:02:00", new[] { "11:59:00", "6:00:00" }, "11:59:00")]
    [InlineData("Open", new[] { "open", "closed" }, "open")]
    [InlineData("N", new[] { "69", "70" }, null)]
    public void The_nearest_option_is_found_for_numbers_times_and_words(
        string reply,
        string[] options,
        string? nearest
    ) => Assert.Equal(nearest, Reading.Nearest(reply, options));
}
