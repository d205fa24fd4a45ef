using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class RowMapTests
{
    // A frame twice as wide and three times as high as what was looked at.
    private readonly RowMap _map = new(DetectorMaps.Of(64, 48, new LineBox(100, 60, 120, 24)), 64, 48, 2, 3);

    [Fact]
    public void Rows_are_in_pixels_of_the_frame()
    {
        var row = Assert.Single(_map.Rows).Box;

        Assert.Equal(200, row.X, 6.0);
        Assert.Equal(180, row.Y, 9.0);
        Assert.Equal(2.5 * 24, row.Height, 1.0);
    }

    [Fact]
    public void A_row_is_likely_where_it_was_seen_half_so_where_half_of_it_was_and_not_beyond_the_frame()
    {
        var row = new LineBox(200, 180, 240, 72);

        Assert.InRange(_map.MeanIn(row), 0.95, 1);
        Assert.InRange(_map.MeanIn(row with { X = 200 + 100 }), 0.4, 0.7);
        Assert.InRange(_map.MeanIn(row with { Y = 300 }), 0, 0.01);
        Assert.InRange(_map.MeanIn(row with { X = -500 }), 0, 0);
    }
}
