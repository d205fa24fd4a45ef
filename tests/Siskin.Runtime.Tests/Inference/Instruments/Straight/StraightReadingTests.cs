using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
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
            StraightReading.Of(pixels, Thermometer.Celsius(), (x, Thermometer.Row(celsius)), "", InCelsius)!.Value;
    }

    [Fact]
    public void Without_a_scale_or_a_column_nothing_is_read()
    {
        Assert.Null(Read(21, [.. Thermometer.Celsius().Take(2)], InCelsius));
        using var empty = new SkiaSharp.SKBitmap(10, 10);
        Assert.Null(StraightReading.Of(new ColourPixels(empty), Thermometer.Celsius(), null, "", InCelsius));
    }

    private static (double, double) Range(DialReading? reading) => (reading!.Scale.Low, reading.Scale.High);

    private static DialReading? Read(double celsius, IReadOnlyList<ScaleNumeral> numerals, string prompt)
    {
        using var frame = Thermometer.Draw(celsius);
        return StraightReading.Of(new ColourPixels(frame), numerals, null, "", prompt);
    }
}
