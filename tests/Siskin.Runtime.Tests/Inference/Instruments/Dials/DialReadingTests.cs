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
        var answer = Read("0.9 bar", Bars, needle: 54)!;

        Assert.Equal("7.0 bar", answer.Text);
        Assert.Equal(new ScaleRange(0, 10, "bar"), answer.Needle!.Value.Scale);
    }

    [Theory]
    [InlineData("6.95", "6.95", 0.85)] // the same: as the model writes it
    [InlineData("6.8", "7.0", 0.85)]
    [InlineData("6.2", "7.0", 0.5)]
    [InlineData("0.9", "7.0", 0.3)]
    public void A_reading_is_the_likelier_the_nearer_the_model_is(string own, string text, double confidence)
    {
        var answer = Read(own, Bars, 54)!;

        Assert.Equal((text, confidence, confidence), (answer.Text, answer.Confidence, answer.Likelihood));
    }

    [Theory]
    [InlineData(0, 1, 0.2, "0.50")]
    [InlineData(0, 10, 2, "5.0")]
    [InlineData(0, 160, 20, "80")]
    [InlineData(0, 2500, 500, "1250")]
    [InlineData(-20, 20, 10, "0.0")] // not -0.0
    public void As_many_places_as_a_hundredth_of_the_scale_has(double low, double high, double step, string text) =>
        Assert.Equal(text, Read("3", [.. Dial.Lines(low, high, step, -135, 135)], 0)!.Text);

    [Theory]
    [InlineData("10", "What is it in degrees Celsius?", "12.8", 0.5)] // 55 °F
    [InlineData("10", "What is it?", "55", 0.3)]
    [InlineData("52", "What is it in degrees Celsius?", "55", 0.85)] // it may be in Celsius
    [InlineData("-30", "What is it in degrees Celsius?", "55", 0.3)] // near neither
    public void A_scale_far_from_the_answer_is_in_another_unit(
        string own,
        string prompt,
        string text,
        double confidence
    )
    {
        var fahrenheit = Dial.Lines(-20, 130, 50, -135, 135);

        var answer = Read(own, [.. fahrenheit], 0, prompt)!;

        Assert.Equal((text, confidence), (answer.Text, answer.Confidence));
    }

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
        Assert.Null(Read("7.0 bar", [.. Bars.Select(line => line with { Confidence = 0.49 })], 54));

    [Fact]
    public void Numerals_that_are_hardly_read_are_no_scale() =>
        Assert.Null(Read("7.0 bar", [.. Bars.Take(5).Select(line => line with { Confidence = 0.55 })], 0));

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

    [Fact]
    public void An_answer_that_is_a_scale_stays() => Assert.Null(Read("0 to 10 bar", Bars, 54));

    // Only who sees the dial otherwise asks, see DialReader.ReadPrint.
    [Fact]
    public void What_was_not_read_at_all_is_read_but_unlikely()
    {
        Assert.False(DialReading.Concerns(Own("unreadable", Points(54))));

        var answer = Read("unreadable", Bars, 54)!;

        Assert.Equal(("7.0", 0.3), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void Without_a_pivot_there_is_no_reading() =>
        Assert.Null(DialReading.Of(Own("7.0 bar", Points(54) with { Pivot = null }), "Read it.", Bars, 1));

    [Theory]
    [InlineData("What is the temperature in degrees Celsius?", "20.0")]
    [InlineData("What is the temperature in degrees Fahrenheit?", "68")]
    public void Two_scales_that_tell_the_same_tell_their_units(string prompt, string text) =>
        Assert.Equal(text, Read("3", Thermometer, 0, prompt)!.Text);

    [Fact]
    public void What_stands_only_in_another_unit_is_converted()
    {
        // Of the scale in Celsius two numerals were read.
        PrintedLine[] lines = [.. Thermometer.Take(5), Thermometer[6], Thermometer[8]];

        var answer = Read("3", lines, 0, "What is the temperature in degrees Celsius?")!;

        Assert.Equal("20.0", answer.Text);
        Assert.Equal(new ScaleRange(-24.4, 64.4, null), answer.Needle!.Value.Scale);
    }

    [Fact]
    public void Of_choices_the_nearest_to_the_needle_is_taken()
    {
        var answer = Choose(54, ("2", 0.5), ("7.1", 0.1), ("9", 0.4))!;

        Assert.Equal("7.1", answer.Text);
        Assert.Equal(["2", "7.1", "9"], answer.Choices!.Select(choice => choice.Text));
        Assert.Equal(1, answer.Choices!.Sum(choice => choice.Probability), 1e-9);
        Assert.InRange(answer.Choices![1].Probability, 0.85, 0.95);
        Assert.Equal(Answer.MaxInDoubt, answer.Confidence); // the model would rather have taken another
    }

    [Fact]
    public void A_choice_that_the_model_prefers_as_well_is_likelier() =>
        Assert.Equal(0.85, Choose(54, ("7.0", 0.6), ("2", 0.4))!.Confidence);

    [Fact]
    public void Choices_that_are_all_far_from_the_needle_stay_the_model_s() =>
        Assert.Null(Choose(54, ("2", 0.5), ("9", 0.5)));

    [Fact]
    public void Choices_that_are_no_numbers_are_not_read() => Assert.Null(Choose(54, ("7.0", 0.5), ("low", 0.5)));

    // 0 to 40 degrees Celsius inside, 32 to 104 of Fahrenheit in round numbers outside.
    private static PrintedLine[] Thermometer =>
        [.. Dial.Lines(-12, 148, 40, -135, 135), .. Dial.Lines(-20, 60, 20, -121.5, 121.5, 0.18)];

    private static PrintedLine[] Both =>
        [.. Dial.Lines(0, 160, 20, -135, 135), .. Dial.Lines(0, 10, 2, -135, 135, 0.18)];

    private static Answer? Read(string own, IReadOnlyList<PrintedLine> lines, double needle, string prompt = "Read it.")
    {
        var direct = Own(own, Points(needle));
        return DialReading.Of(direct, prompt, lines, 1)?.Weigh(direct);
    }

    private static Answer? Choose(double needle, params (string Text, double Share)[] choices)
    {
        var direct = Own(choices[0].Text, Points(needle)) with
        {
            Choices = [.. choices.Select(choice => new ChoiceShare(choice.Text, choice.Share))],
        };
        return DialReading.Of(direct, "Read it.", Bars, 1)?.Weigh(direct);
    }

    private static Answer Own(string text, ScaleKeypoints points) =>
        new(text, FinishReason.Stop, 0.3, default, default) { Needle = new NeedleWay(0.5, 0.9) { Points = points } };

    private static ScaleKeypoints Points(double needle) =>
        new(new FramePoint(0.5, 0.5), Dial.At(-135), Dial.At(135), Dial.At(needle));
}
