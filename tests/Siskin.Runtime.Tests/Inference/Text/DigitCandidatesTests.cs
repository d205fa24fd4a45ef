using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class DigitCandidatesTests
{
    [Fact]
    public void Rows_come_in_the_order_of_how_sure_the_views_are_together() =>
        Assert.Equal(
            ["0417", "9417"],
            DigitCandidates.Rows([("9417", 0.9), ("04.17", 0.6), ("0417 ", 0.5), ("7", 1), ("1234567890", 1), ("", 0)])
        );

    [Fact]
    public void No_more_than_four_rows_are_weighed() =>
        Assert.Equal(4, DigitCandidates.Rows(Enumerable.Range(10, 9).Select(i => ($"{i}", 0.5))).Length);

    [Fact]
    public void The_point_may_stand_before_each_of_the_last_three_digits() =>
        Assert.Equal(["52", "417", "41.7", "4.17"], DigitCandidates.Of(["52"], ["417"], null));

    [Fact]
    public void The_answer_of_the_model_is_there_once() =>
        Assert.Equal(["4.1", "41"], DigitCandidates.Of(["4.1"], ["41"], null));

    [Theory]
    [InlineData(null, 1, "41.7 00.9")]
    [InlineData(3, 0, "417 009")]
    [InlineData(2, null, "41.7 00.9")]
    [InlineData(1, 2, "4.17 0.09")]
    [InlineData(4, 0, "")]
    public void What_is_known_about_the_instrument_leaves_out_the_rest(int? digits, int? decimals, string expected) =>
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            DigitCandidates
                .Of(["x"], ["417", "009"], new KnownInstrument { Digits = digits, Decimals = decimals })
                .Skip(1)
        );

    [Fact]
    public void A_1_at_an_end_may_be_the_frame_of_a_window() =>
        Assert.Equal(["1041", "52", "041", "104"], DigitCandidates.WithoutFrames(["1041", "52"]));

    [Theory]
    [InlineData("41.7", true)]
    [InlineData("0041", true)]
    [InlineData("7", false)] // a single digit is read from its crop
    [InlineData("4.1.7", false)]
    [InlineData(".417", false)]
    [InlineData("417.", false)]
    [InlineData("-41", false)]
    [InlineData("12:30", false)]
    [InlineData("0123456789", false)]
    [InlineData("", false)]
    public void Some_of_what_is_spelled_is_a_number(string text, bool expected) =>
        Assert.Equal(expected, DigitCandidates.IsNumber(text, null));

    [Theory]
    [InlineData("41.7", 2, 1, true)]
    [InlineData("41.7", null, 1, true)]
    [InlineData("41.7", 3, 1, false)]
    [InlineData("41.7", 2, 0, false)]
    [InlineData("417", 3, 0, true)]
    [InlineData("417", null, 1, false)]
    public void It_is_one_where_the_point_is_known_to_be(string text, int? digits, int? decimals, bool expected) =>
        Assert.Equal(
            expected,
            DigitCandidates.IsNumber(text, new KnownInstrument { Digits = digits, Decimals = decimals })
        );
}
