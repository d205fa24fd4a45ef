using Siskin.Models.Data.Frames;
using Siskin.Models.Strips.Columns;
using Siskin.Runtime.Inference.Instruments.Straight;
using Xunit;

namespace Siskin.Models.Tests.Strips.Columns;

/// <summary>Drawn scales, and what is known of them.</summary>
public sealed class DrawnColumnsTests
{
    private static readonly ColumnView[] Views =
    [
        .. Enumerable
            .Range(1, 12)
            .Select(seed => new DrawnColumns(FrameFonts.BuiltIn).Draw(new Random(seed)))
            .OfType<ColumnView>(),
    ];

    [Fact]
    public void The_end_is_near_its_reading_and_never_further_than_numerals_are_printed_from_their_marks()
    {
        Assert.True(Views.Length > 6);
        Assert.All(Views, view => Assert.InRange((view.End - view.Reading) / view.Scale.StepPixels, -0.55, 0.25));
        Assert.Contains(Views, view => view.Reading - view.End > 0.1 * view.Scale.StepPixels);
    }

    [Fact]
    public void Every_variation_keeps_the_end_where_its_target_says()
    {
        var plain = Views[0].Plain();
        var moved = Enumerable
            .Range(0, 20)
            .Select(seed => Views[0].Vary(new Random(seed)))
            .Where(sample => sample is not null)
            .Select(sample => sample!.Value)
            .ToList();

        Assert.Equal(3 * ScaleStrip.Height * ScaleStrip.Length, plain.Pixels.Length);
        Assert.Equal(ScaleStrip.Place(Views[0].Scale, Views[0].End), plain.Targets[0], 1e-6);
        Assert.All(moved, sample => Assert.InRange(sample.Targets[0], 0, ScaleStrip.Length - 1));
        Assert.Contains(moved, sample => Math.Abs(sample.Targets[0] - plain.Targets[0]) > 3);
        Assert.Equal(moved.Count, moved.Select(sample => Convert.ToHexString(sample.Pixels)).Distinct().Count());
    }
}
