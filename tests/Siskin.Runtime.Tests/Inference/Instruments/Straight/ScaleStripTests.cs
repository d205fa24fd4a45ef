using Siskin.Runtime.Inference.Instruments.Straight;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Straight;

/// <summary>What a network sees of a straight scale.</summary>
public sealed class ScaleStripTests
{
    private static readonly StraightScale Scale = StraightScaleFit.Of(Thermometer.Celsius())[0];

    [Fact]
    public void Liquid_lies_before_the_place_of_its_end()
    {
        using var frame = Thermometer.Draw(24);
        var red = Colours(frame);
        var end = ScaleStrip.Place(Scale, Scale.Of(Thermometer.Tube, Thermometer.Row(24)).Along);

        // The row of the tube: 40 pixels beside the numerals, of 42 on each side.
        var row = (int)((40 + 42) / (84.0 / ScaleStrip.Height));
        Assert.True(Blue((int)end - 3) < 0.4);
        Assert.True(Blue((int)end + 3) > 0.7);

        float Blue(int place) => red[(((2 * ScaleStrip.Height) + row) * ScaleStrip.Length) + place];
    }

    [Fact]
    public void Places_and_pixels_along_a_scale_are_each_others_inverse()
    {
        Assert.Equal(17.25, ScaleStrip.Place(Scale, ScaleStrip.Along(Scale, 17.25)), 1e-9);
        var (from, to) = ScaleStrip.Extent(Scale);
        Assert.Equal((-50, 70), (Math.Round(Scale.At(from), 6), Math.Round(Scale.At(to), 6)));
    }

    [Fact]
    public void What_is_outside_of_the_frame_has_its_mean_colour()
    {
        using var frame = new SkiaSharp.SKBitmap(new SkiaSharp.SKImageInfo(Thermometer.Width, 300));
        frame.Erase(new SkiaSharp.SKColor(51, 102, 204));

        var colours = Colours(frame);

        Assert.Equal(0.2, colours.Take(ScaleStrip.Height * ScaleStrip.Length).Min(), 1e-5);
        Assert.Equal(0.8, colours[^1], 1e-5);
    }

    private static float[] Colours(SkiaSharp.SKBitmap frame) =>
        ScaleStrip.Grid(Scale).Colours(new ColourPixels(frame), ScaleStrip.Height, ScaleStrip.Length);
}
