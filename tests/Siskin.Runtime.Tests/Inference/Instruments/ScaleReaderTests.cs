using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments;

public sealed class ScaleReaderTests
{
    private static readonly ScaleRange Range = new(0, 160, "mbar");

    [Fact]
    public void A_reading_that_the_needle_confirms_is_as_sure_as_the_surer_of_both()
    {
        var answer = Combine("80 mbar", 0.7, "49 %", 0.95);

        Assert.Equal(("80 mbar", 0.95), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void The_needle_answers_where_they_disagree_and_nothing_is_sure()
    {
        var answer = Combine("40 mbar", 0.99, "50 %", 0.98);

        Assert.Equal(("80 mbar", Answer.MaxInDoubt), (answer.Text, answer.Confidence));
    }

    [Theory]
    [InlineData("2.4 bar")] // of another scale
    [InlineData("240 mbar")] // beyond this one
    [InlineData("unreadable")]
    public void A_reading_that_is_not_of_the_scale_leaves_it_to_the_needle(string direct)
    {
        var answer = Combine(direct, 0.99, "50 %", 0.93);

        Assert.Equal(("80 mbar", 0.93), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void A_reading_without_a_needle_is_not_sure()
    {
        var answer = Combine("80 mbar", 0.99, "unreadable", 0.9);

        Assert.Equal(("80 mbar", 0.85), (answer.Text, answer.Confidence));
        Assert.Equal(Answer.MaxInDoubt, Combine("unreadable", 0.99, "unreadable", 0.99).Confidence);
    }

    [Theory]
    [InlineData(0, 160, "mbar", "33 %", "53 mbar")]
    [InlineData(0, 10, "bar", "33 %", "3.3 bar")]
    [InlineData(-1, 1.5, "bar", "0 %", "-1.00 bar")]
    [InlineData(0, 1, null, "7 %", "0.07")]
    [InlineData(-30, 50, "°C", "110 %", "50.0 °C")]
    [InlineData(0, 4000, "rpm", "51 %", "2040 rpm")]
    public void The_value_has_the_places_of_a_hundredth_of_the_scale(
        double low,
        double high,
        string? unit,
        string needle,
        string expected
    ) =>
        Assert.Equal(
            expected,
            ScaleReader.Combine(Said("unreadable", 1), Said(needle, 1), new ScaleRange(low, high, unit)).Text
        );

    private static Answer Combine(string direct, double sure, string needle, double needleSure) =>
        ScaleReader.Combine(Said(direct, sure), Said(needle, needleSure), Range);

    private static Answer Said(string text, double confidence) =>
        new(text, FinishReason.Stop, confidence, new TokenCounts(4, 3, 2), default);
}
