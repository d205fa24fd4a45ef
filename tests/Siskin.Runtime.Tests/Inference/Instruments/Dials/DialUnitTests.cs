using Siskin.Runtime.Inference.Instruments.Dials;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>Units of dials, and scales that tell each other's.</summary>
public sealed class DialUnitTests
{
    [Theory]
    [InlineData("°C", "°F", 20, 68)]
    [InlineData("Fahrenheit", "celsius", -40, -40)]
    [InlineData("bar", "psi", 10, 145.04)]
    [InlineData("MPa", "bar", 0.5, 5)]
    [InlineData("inHg", "mmHg", 30, 762)]
    [InlineData("hPa", "inHg", 1013.25, 29.92)]
    [InlineData("mph", "km/h", 60, 96.56)]
    [InlineData("kg", "lb", 100, 220.46)]
    public void Values_are_converted(string from, string to, double value, double other) =>
        Assert.Equal(other, DialUnit.Named(from)!.In(DialUnit.Named(to)!, value), 0.01);

    [Theory]
    [InlineData("What is the temperature in degrees Celsius?", "°C")]
    [InlineData("What is the air pressure in mm Hg?", "mmHg")]
    [InlineData("How fast is it, in mph or km/h?", "km/h")] // the last one
    [InlineData("Read the gauge of tank C", null)]
    [InlineData("Read the gauge.", null)]
    [InlineData("What is the pressure in kilopascals?", "kPa")]
    [InlineData("How many volts does the meter show?", null)] // which nothing else is converted to
    [InlineData("What is the pressure in bar on the dial of 63 mm?", "bar")]
    public void A_question_names_one(string prompt, string? unit) =>
        Assert.Same(unit is null ? null : DialUnit.Named(unit), DialUnit.AskedIn(prompt));

    [Theory]
    [InlineData("Celsius", "°C", true)]
    [InlineData("fahrenheit", "°F", true)]
    [InlineData("fahrenheit", "F", true)]
    [InlineData("kilopascal", "kPa", true)]
    [InlineData("psi", "PSI", true)]
    [InlineData("Celsius", "°F", false)]
    [InlineData("the", "°C", false)]
    [InlineData("Celsius", "Celsius", true)]
    [InlineData("celsius", "° C", true)]
    [InlineData("amps", "A", true)]
    [InlineData("mbar", "hPa", true)]
    [InlineData("C", "°C", false)] // of tank C
    [InlineData("the", "DANGER", false)]
    public void A_name_is_its_symbol(string word, string printed, bool expected) =>
        Assert.Equal(expected, DialUnit.AreSame(word, printed));

    [Fact]
    public void Others_measure_the_same()
    {
        Assert.Equal([DialUnit.Named("°F")], DialUnit.Named("°C")!.Others);
        Assert.DoesNotContain(DialUnit.Named("kg"), DialUnit.Named("bar")!.Others);
        Assert.Null(DialUnit.Named("furlong"));
    }

    [Fact]
    public void A_scale_of_which_another_one_tells_no_unit_has_none()
    {
        var bar = DialUnit.Named("bar")!;
        DialMark[] marks = [.. Marks(0, 10, 2, 0.3, 1), .. Marks(0, 145, 29, 0.18, 100)];
        DialMark[] others = [.. Marks(0, 10, 2, 0.3, 1), .. Marks(0, 333, 66.6, 0.18, 100)];

        Assert.Same(bar, DialUnitPair.Find([Scale(marks)], marks, bar)?.Unit);
        Assert.Equal(6, DialUnitPair.Find([Scale(marks)], marks, bar)?.Numerals);
        Assert.Null(DialUnitPair.Find([Scale(others)], others, bar));
    }

    private static DialScale Scale(DialMark[] marks) => new(marks[..6], 6);

    private static IEnumerable<DialMark> Marks(double low, double high, double step, double radius, int line)
    {
        for (var value = low; value <= high + (step / 2); value += step)
            yield return new DialMark(value, 1 + (4 * (value - low) / (high - low)), radius, 1, line++);
    }
}
