using Siskin.Runtime.Inference.Instruments.Straight;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Straight;

/// <summary>Which straight scales numerals make.</summary>
public sealed class StraightScaleFitTests
{
    [Fact]
    public void Numerals_that_stand_evenly_are_a_scale()
    {
        var scale = Assert.Single(StraightScaleFit.Of(Thermometer.Celsius()));

        Assert.Equal((-30, 50, 10), (scale.Low, scale.High, scale.Step));
        Assert.Equal(40, scale.StepPixels, 1e-6);
        Assert.Equal(24, scale.At(scale.Of(Thermometer.Tube, Thermometer.Row(24)).Along), 1e-6);
        Assert.Equal(40, scale.Of(Thermometer.Tube, Thermometer.Row(24)).Across, 1e-6); // to its right
    }

    [Fact]
    public void A_minus_that_is_not_printed_is_known_from_the_place()
    {
        var scale = Assert.Single(StraightScaleFit.Of(Thermometer.Celsius(signed: false)));

        Assert.Equal(-30, scale.Low);
        Assert.Equal(-12, scale.At(scale.Of(60, Thermometer.Row(-12)).Along), 1e-6);
    }

    [Fact]
    public void A_mark_that_was_read_as_a_minus_is_none()
    {
        var numerals = Thermometer.Celsius().Select(one => one.Value == 40 ? one with { Value = -40 } : one).ToList();

        Assert.Equal(9, Assert.Single(StraightScaleFit.Of(numerals)).Marks.Count);
    }

    [Fact]
    public void Numbers_that_belong_to_no_scale_are_left_out()
    {
        ScaleNumeral[] numerals =
        [
            .. Thermometer.Celsius(),
            new(1887, 100, 30, 60, 14, 0.99),
            new(70, 60, Thermometer.Row(15), 24, 14, 0.99),
        ];

        Assert.Equal(9, Assert.Single(StraightScaleFit.Of(numerals)).Marks.Count);
    }

    [Fact]
    public void Two_scales_of_one_instrument_are_told_apart()
    {
        var scales = StraightScaleFit.Of([.. Thermometer.Celsius(), .. Thermometer.Fahrenheit()]);

        Assert.Equal([(-30, 50), (-20, 120)], scales.Select(scale => (scale.Low, scale.High)));
        Assert.Equal(80, scales[0].Beside(scales[1])!.Value, 1e-6);
        Assert.Equal(-80, scales[1].Beside(scales[0])!.Value, 1e-6);
    }

    [Fact]
    public void Numerals_may_stand_on_both_sides_by_turns()
    {
        ScaleNumeral[] numerals = [.. Enumerable.Range(0, 5).Select(ten => Numeral(10 * ten, ten % 2 == 0 ? 60 : 140))];

        var scale = Assert.Single(StraightScaleFit.Of([.. numerals.Take(4), numerals[3] with { Value = 7, Y = 20 }]));

        Assert.Equal((0, 30, 10), (scale.Low, scale.High, scale.Step));
        Assert.Equal(24, scale.At(scale.Of(Thermometer.Tube, Thermometer.Row(24)).Along), 1e-6);
        Assert.Equal(scale.Of(100, 200).Along, scale.Of(60, 200).Along, 1e-6); // it does not lean

        // Too far away to be of the same instrument.
        Assert.Empty(
            StraightScaleFit.Of([.. numerals.Take(4).Select(one => one.X == 60 ? one : one with { X = 460 })])
        );

        static ScaleNumeral Numeral(double value, double x) => new(value, x, Thermometer.Row(value), 24, 14, 0.98);
    }

    [Fact]
    public void A_scale_may_rise_to_the_right()
    {
        ScaleNumeral[] numerals =
        [
            .. Enumerable.Range(0, 5).Select(at => new ScaleNumeral(at, 50 + (60 * at), 80, 8, 14, 0.9)),
        ];

        var scale = Assert.Single(StraightScaleFit.Of(numerals));

        Assert.Equal(2.5, scale.At(scale.Of(200, 120).Along), 1e-6);
    }

    [Fact]
    public void Numbers_one_over_the_other_are_none()
    {
        ScaleNumeral[] numerals =
        [
            .. Enumerable.Range(0, 8).Select(at => new ScaleNumeral(at, 60, 300 - (5 * at), 24, 14, 1)),
        ];

        Assert.Empty(StraightScaleFit.Of(numerals));
    }

    [Theory]
    [InlineData(20, 35, 61)] // no common step
    [InlineData(10, 20, 20)] // one number twice
    public void Other_numbers_are_none(double one, double two, double three)
    {
        ScaleNumeral[] numerals =
        [
            new(one, 60, 300, 24, 14, 1),
            new(two, 60, 240, 24, 14, 1),
            new(three, 60, 136, 24, 14, 1),
        ];

        Assert.Empty(StraightScaleFit.Of(numerals));
    }
}
