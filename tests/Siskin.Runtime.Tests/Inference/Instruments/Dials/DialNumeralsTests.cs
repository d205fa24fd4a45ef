using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>The numbers that lines of print may be.</summary>
public sealed class DialNumeralsTests
{
    [Fact]
    public void A_number_may_have_lost_its_minus()
    {
        var numerals = DialNumerals.Of([Line("20", 1, 0)]);

        Assert.Equal([(20.0, 1.0), (-20.0, 0.7)], numerals.Select(numeral => (numeral.Value, numeral.Confidence)));
        Assert.All(numerals, numeral => Assert.Equal(0, numeral.Line));
    }

    [Fact]
    public void Zero_and_what_has_a_minus_are_as_they_are() =>
        Assert.Equal([0.0, -5.0], DialNumerals.Of([Line("0", 1, 0), Line("-5", 1, 1)]).Select(each => each.Value));

    [Fact]
    public void Of_the_readings_of_a_line_each_number_counts_once_as_it_is_surest()
    {
        var numerals = DialNumerals.Of([Line("08", 0.9, 3), Line("80", 0.8, 3), Line("80", 0.95, 3)]);

        Assert.Equal(0.95, numerals.Single(numeral => numeral.Value == 80).Confidence);
        Assert.Contains(numerals, numeral => numeral.Value == 0.8);
        Assert.All(numerals, numeral => Assert.Equal(3, numeral.Line));
    }

    [Theory]
    [InlineData("2040", 20, 40)]
    [InlineData("80100", 80, 100)]
    public void Two_numerals_that_were_found_as_one_line_are_two(string text, double left, double right)
    {
        var pair = DialNumerals
            .Of([Line(text, 1, 0) with { Half = new FramePoint(0.1, 0.02) }, Line("5", 1, 1)])
            .Where(numeral => numeral.Line > 1)
            .ToList();

        Assert.Equal([left, right], pair.Select(numeral => numeral.Value));
        Assert.Equal([0.45, 0.55], pair.Select(numeral => numeral.At.X));
        Assert.Equal([0.49, 0.51], pair.Select(numeral => numeral.At.Y));
        Assert.Equal([2, 3], pair.Select(numeral => numeral.Line));
    }

    [Theory]
    [InlineData("1000")]
    [InlineData("4020")] // falls
    [InlineData("120")]
    public void Other_numbers_are_one(string text) =>
        Assert.DoesNotContain(DialNumerals.Of([Line(text, 1, 0)]), numeral => numeral.Line > 0);

    [Fact]
    public void Words_and_doubtful_texts_are_none() =>
        Assert.Empty(DialNumerals.Of([Line("bar", 1, 0), Line("20", 0.4, 1)]));

    private static PrintedLine Line(string text, double confidence, int line) =>
        new(text, confidence, new FramePoint(0.5, 0.5)) { Line = line };
}
