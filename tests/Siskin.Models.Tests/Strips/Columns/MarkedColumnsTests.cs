using Siskin.Models.Strips.Columns;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Strips.Columns;

/// <summary>What marks and answers tell of the scales of a photograph.</summary>
public sealed class MarkedColumnsTests
{
    private static readonly DialUnit Celsius = DialUnit.Named("°C")!,
        Fahrenheit = DialUnit.Named("°F")!;

    // 0 to 50 in tens, 40 pixels for each, at the left of a frame of 200 by 300 pixels.
    private static readonly StraightScale Scale = StraightScaleFit.Of([
        .. Enumerable.Range(0, 6).Select(ten => new ScaleNumeral(10 * ten, 60, 250 - (40 * ten), 24, 14, 1)),
    ])[0];

    [Theory]
    [InlineData(25.0, "°C")]
    [InlineData(77.0, "°F")] // the same in another unit
    public void The_answer_tells_where_the_reading_is(double value, string unit)
    {
        var view = Assert.Single(Marked(new FramePoint(100, 153), (value, DialUnit.Named(unit))).Views([Scale]));

        Assert.Equal(Scale.Place(25), view.Reading, 1e-6);
        Assert.Equal(Scale.Of(100, 153).Along, view.End, 1e-6);
    }

    [Fact]
    public void A_mark_that_contradicts_the_answer_tells_the_end_alone()
    {
        Assert.Equal(double.NaN, Assert.Single(Marked(new FramePoint(100, 60), (25, Celsius)).Views([Scale])).Reading);
    }

    [Fact]
    public void Without_a_mark_an_answer_counts_that_the_scale_can_have_in_one_unit_only()
    {
        Assert.Equal(Scale.Place(25), Assert.Single(Marked(null, (77, Fahrenheit)).Views([Scale])).Reading, 1e-6);
        Assert.Empty(Marked(null, (40, Fahrenheit)).Views([Scale])); // 40, or 4.4
    }

    [Fact]
    public void A_mark_beside_the_scale_belongs_to_another_one() =>
        Assert.Empty(Marked(new FramePoint(190, 150), (25, Celsius)).Views([Scale]));

    private static MarkedColumns Marked(FramePoint? end, params (double, DialUnit?)[] answers)
    {
        using var frame = new SKBitmap(200, 300);
        return new MarkedColumns(new ColourPixels(frame), end, null, answers);
    }
}
