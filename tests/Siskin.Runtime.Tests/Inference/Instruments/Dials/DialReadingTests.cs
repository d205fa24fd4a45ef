using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>Readings that numerals and needle make together.</summary>
public sealed class DialReadingTests
{
    private static readonly PrintedLine[] Bars = [.. Dial.Lines(0, 10, 2, -135, 135)];

    [Fact]
    public void The_needle_reads_the_numerals_in_the_unit_of_the_answer()
    {
        var reading = Read("0.9 bar", Bars, needle: 54)!;

        Assert.Equal("7.0 bar", reading.Text);
        Assert.Equal(new ScaleRange(0, 10, "bar"), reading.Scale);
        Assert.Equal(Answer.MaxInDoubt, reading.Confidence); // the model says otherwise
    }

    [Fact]
    public void A_reading_that_the_model_confirms_is_nearly_sure() =>
        Assert.Equal((0.85, "7.0"), (Read("6.8", Bars, 54)!.Confidence, Read("6.8", Bars, 54)!.Text));

    [Theory]
    [InlineData(0, 1, 0.2, "0.50")]
    [InlineData(0, 10, 2, "5.0")]
    [InlineData(0, 160, 20, "80")]
    [InlineData(0, 2500, 500, "1250")]
    [InlineData(-20, 20, 10, "0.0")] // not -0.0
    public void As_many_places_as_a_hundredth_of_the_scale_has(double low, double high, double step, string text) =>
        Assert.Equal(text, Read("3", [.. Dial.Lines(low, high, step, -135, 135)], 0)!.Text);

    [Fact]
    public void Three_numerals_are_no_scale()
    {
        Assert.Null(Read("7.0 bar", [.. Bars.Take(3)], -100));
        Assert.NotNull(Read("7.0 bar", [.. Bars.Take(4)], -100));
    }

    [Fact]
    public void A_needle_outside_of_the_scale_reads_nothing() =>
        Assert.Null(Read("7.0 bar", [.. Dial.Lines(0, 10, 1, -135, 135)], 178));

    [Fact]
    public void Doubtful_characters_are_no_numerals() =>
        Assert.Null(Read("7.0 bar", [.. Bars.Select(line => line with { Confidence = 0.5 })], 54));

    [Theory]
    [InlineData("100 psi", "80 psi")]
    [InlineData("4.5 bar", "5.0 bar")]
    public void Of_two_scales_the_model_tells_which(string own, string text) =>
        Assert.Equal(text, Read(own, Both, 0)!.Text);

    [Theory]
    [InlineData("100 bar", "Read it.", "5.0 bar")] // the model mistook the numbers, but not the unit
    [InlineData("100", "What is the pressure in bar?", "5.0")]
    public void Of_two_scales_the_one_with_the_unit_in_its_ring_is_meant(string own, string prompt, string text) =>
        Assert.Equal(text, Read(own, [.. Both, new PrintedLine("bar", 0.99, Dial.At(180, 0.18))], 0, prompt)!.Text);

    [Fact]
    public void The_question_may_call_the_unit_by_its_name() =>
        Assert.Equal(
            "5.0",
            Read(
                "100",
                [.. Both, new PrintedLine("°C", 0.99, Dial.At(180, 0.18))],
                0,
                "What is the temperature in degrees Celsius?"
            )!.Text
        );

    [Fact]
    public void A_unit_that_stands_in_no_ring_does_not_tell() =>
        Assert.Equal("80 bar", Read("100 bar", [.. Both, new PrintedLine("bar", 0.99, Dial.At(180, 0.05))], 0)!.Text);

    [Theory]
    [InlineData("unreadable")]
    [InlineData("0 to 10 bar")] // the scale was asked for
    public void An_answer_that_is_no_number_stays(string own) => Assert.Null(Read(own, Bars, 54));

    [Fact]
    public void Without_a_pivot_there_is_no_reading() =>
        Assert.Null(DialReading.Of(Own("7.0 bar", Points(54) with { Pivot = null }), "Read it.", Bars, 1));

    private static PrintedLine[] Both =>
        [.. Dial.Lines(0, 160, 20, -135, 135), .. Dial.Lines(0, 10, 2, -135, 135, 0.18)];

    private static DialReading? Read(
        string own,
        IReadOnlyList<PrintedLine> lines,
        double needle,
        string prompt = "Read it."
    ) => DialReading.Of(Own(own, Points(needle)), prompt, lines, 1);

    private static Answer Own(string text, ScaleKeypoints points) =>
        new(text, FinishReason.Stop, 0.3, default, default) { Needle = new NeedleWay(0.5, 0.9) { Points = points } };

    private static ScaleKeypoints Points(double needle) =>
        new(new FramePoint(0.5, 0.5), Dial.At(-135), Dial.At(135), Dial.At(needle));
}
