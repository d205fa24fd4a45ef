using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class DetectedRowsTests
{
    private const int Width = 64,
        Height = 48;

    [Theory]
    [InlineData(128, 96, 120, 24, 0)]
    [InlineData(128, 96, 120, 24, 180)]
    [InlineData(100, 80, 90, 20, 35)]
    [InlineData(150, 90, 110, 30, -90)]
    public void A_row_is_where_its_cells_are_as_high_and_turned_as_they_say(
        double x,
        double y,
        double width,
        double height,
        double degrees
    )
    {
        var row = new LineBox(x, y, width, height, degrees);

        var found = Assert.Single(DetectedRows.Of(DetectorMaps.Of(Width, Height, row), Width, Height));

        Assert.InRange(found.Probability, 0.9, 1);
        Assert.Equal(x, found.Box.X, 3.0);
        Assert.Equal(y, found.Box.Y, 3.0);
        Assert.Equal(width, found.Box.Width, 9.0);
        Assert.Equal(height, found.Box.Height, 0.5);
        Assert.Equal(0, Math.IEEERemainder(found.Box.Degrees - degrees, 360), 0.5);
    }

    [Fact]
    public void Rows_one_below_the_other_stay_apart()
    {
        var told = DetectorMaps.Of(Width, Height, new LineBox(120, 60, 160, 30), new LineBox(120, 95, 160, 30));

        var found = DetectedRows.Of(told, Width, Height);

        Assert.Equal([60, 95], found.Select(row => row.Box.Y).Order().Select(y => Math.Round(y / 5) * 5));
    }

    [Fact]
    public void What_is_unlikely_is_no_row()
    {
        var told = DetectorMaps.Of(Width, Height, new LineBox(120, 60, 160, 30));
        for (var at = 0; at < Width * Height; at++)
            told[at] -= DetectorMaps.Sure + 0.7f; // a third

        Assert.Empty(DetectedRows.Of(told, Width, Height));
    }

    [Fact]
    public void A_map_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => DetectedRows.Of(new float[4 * Width * Height], Width, Height + 1));
}
