using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Inference.Strips;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Straight;

/// <summary>What is read on a thermometer by its numerals, its marks and its column.</summary>
public sealed class StraightReadingTests
{
    private const string InCelsius = "What is the temperature in degrees Celsius?",
        InFahrenheit = "What is the temperature in degrees Fahrenheit?";

    private static readonly IReadOnlyList<ScaleNumeral> Both = [.. Thermometer.Celsius(), .. Thermometer.Fahrenheit()];

    [Theory]
    [InlineData(-14)]
    [InlineData(3)]
    [InlineData(21)]
    [InlineData(38)]
    public void The_end_of_the_column_is_read_on_the_scale_that_is_asked_for(double celsius)
    {
        Assert.Equal(celsius, Read(celsius, Both, InCelsius)!.Value, 0.6);
        Assert.Equal((1.8 * celsius) + 32, Read(celsius, Both, InFahrenheit)!.Value, 1.1);
        Assert.Equal((-20, 120), Range(Read(celsius, Both, InFahrenheit)));
    }

    [Fact]
    public void A_unit_that_is_not_printed_is_computed()
    {
        var reading = Read(21, Thermometer.Celsius(), InFahrenheit)!;

        Assert.Equal(69.8, reading.Value, 1.1);
        Assert.Equal((-22, 122), Range(reading));
    }

    [Fact]
    public void Numerals_above_their_marks_are_read_at_their_marks()
    {
        Assert.Equal(21, Read(21, Thermometer.Celsius(above: 11), InCelsius)!.Value, 0.8);
    }

    [Fact]
    public void Where_the_model_saw_the_end_decides_between_two_ends()
    {
        using var frame = Thermometer.Draw(21);
        using (var canvas = new SkiaSharp.SKCanvas(frame))
        using (var liquid = new SkiaSharp.SKPaint { Color = new SkiaSharp.SKColor(200, 30, 40) })
            // The column of a second tube, to the left of the numerals.
            canvas.DrawRect(17, (float)Thermometer.Row(-5), 6, 160, liquid);
        var pixels = new ColourPixels(frame);

        Assert.Equal(21, At(Thermometer.Tube, 21), 0.6);
        Assert.Equal(-5, At(20, -5), 2.0); // on this side no marks tell where the numerals belong

        double At(double x, double celsius) =>
            StraightReading
                .Of(
                    pixels,
                    StraightScaleFit.Of(Thermometer.Celsius()),
                    null,
                    (x, Thermometer.Row(celsius)),
                    "",
                    InCelsius
                )!
                .Reading.Value;
    }

    [Fact]
    public void Without_a_scale_or_a_column_nothing_is_read()
    {
        Assert.Null(Read(21, [.. Thermometer.Celsius().Take(2)], InCelsius));
        using var empty = new SkiaSharp.SKBitmap(10, 10);
        var scales = StraightScaleFit.Of(Thermometer.Celsius());
        Assert.Null(StraightReading.Of(new ColourPixels(empty), scales, null, null, "", InCelsius));
    }

    [Fact]
    public void What_a_network_sees_counts_where_there_is_one()
    {
        using var frame = Thermometer.Draw(38);
        var reading = Seen(frame, Thermometer.Celsius(), InCelsius, -14)!;

        Assert.Equal(-14, reading.Reading.Value, 0.6);
        Assert.True(reading.Likely!(-14) > 0.9);
        Assert.True(reading.Likely(38) < 0.01);
        Assert.Equal(Looks.MaxDisputed, reading.Reading.Trust);
    }

    [Fact]
    public void Of_two_ends_that_it_sees_the_one_that_a_choice_has_is_meant()
    {
        using var frame = Thermometer.Draw(38);
        var reading = Seen(frame, Both, InFahrenheit, 0, 0, -22)!; // degrees Celsius

        var answer = reading.Weigh(Choice("-8 °F", "10 °F", "50 °F"))!;

        Assert.Equal("-8 °F", answer.Text);
        Assert.True(answer.Confidence <= Answer.MaxInDoubt);
        Assert.Null(reading.Weigh(Choice("70 °F", "90 °F")));
    }

    [Fact]
    public void An_end_among_several_is_in_doubt()
    {
        using var frame = Thermometer.Draw(38);

        Assert.Equal(Answer.MaxInDoubt, Seen(frame, Thermometer.Celsius(), InCelsius, 0, 20, 40)!.Reading.Trust);
    }

    [Theory]
    [InlineData(InCelsius, 24)]
    [InlineData("How much rain fell in centimetres?", 2.4)]
    public void Tens_beside_a_thermometer_whose_zeros_stand_apart_are_tens(string prompt, double value)
    {
        ScaleNumeral[] tens = [.. Thermometer.Celsius().Select(one => one with { Value = one.Value / 10 })];
        using var frame = Thermometer.Draw(24);

        Assert.Equal(value, Read(24, tens, prompt)!.Value, value / 20);
    }

    // As if a network saw it at each of some temperatures, in degrees Celsius, all as likely.
    private static StraightReading? Seen(
        SkiaSharp.SKBitmap frame,
        IReadOnlyList<ScaleNumeral> numerals,
        string prompt,
        params double[] celsius
    )
    {
        return StraightReading.Of(new ColourPixels(frame), StraightScaleFit.Of(numerals), Look, null, "", prompt);

        ColumnShares Look(ColourPixels pixels, StraightScale scale, (double X, double Y)? seen)
        {
            var shares = new float[ScaleStrip.Length];
            foreach (var each in celsius)
            {
                var along = scale.Of(Thermometer.Tube, Thermometer.Row(each)).Along;
                shares[(int)Math.Round(ScaleStrip.Place(scale, along))] += 1f / celsius.Length;
            }

            return new ColumnShares(scale, new StripOutput(shares));
        }
    }

    private static Answer Choice(params string[] texts) =>
        new(texts[^1], FinishReason.Stop, 0.4, default, default)
        {
            Choices = [.. texts.Select(text => new ChoiceShare(text, 1.0 / texts.Length))],
            Needle = new NeedleWay(0.5, 0.5),
        };

    private static (double, double) Range(DialReading? reading) => (reading!.Scale.Low, reading.Scale.High);

    private static DialReading? Read(double celsius, IReadOnlyList<ScaleNumeral> numerals, string prompt)
    {
        using var frame = Thermometer.Draw(celsius);
        return StraightReading
            .Of(new ColourPixels(frame), StraightScaleFit.Of(numerals), null, null, "", prompt)
            ?.Reading;
    }
}
