using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class LineRowsTests
{
    [Fact]
    public void Wheels_side_by_side_are_one_row()
    {
        var row = Assert.Single(LineRows.Of([new(100, 50, 20, 20), new(130, 52, 20, 20), new(175, 50, 40, 20)]));

        Assert.Equal((90, 195), (row.X - (row.Width / 2), row.X + (row.Width / 2)));
        Assert.Equal((50, 20, 0), (row.Y, row.Height, row.Degrees));
    }

    [Fact]
    public void A_piece_between_two_others_joins_them_whatever_their_order()
    {
        LineBox[] pieces = [new(100, 50, 40, 20), new(240, 50, 40, 20), new(170, 50, 50, 20)];

        Assert.Equal(180, Assert.Single(LineRows.Of(pieces)).Width);
        Assert.Equal(180, Assert.Single(LineRows.Of(pieces.Reverse())).Width);
    }

    [Theory]
    [InlineData(200, 50, 20, 20, 0)] // too far
    [InlineData(130, 62, 20, 20, 0)] // another line
    [InlineData(130, 50, 20, 40, 0)] // larger
    [InlineData(150, 50, 60, 20, 30)] // another direction
    public void Other_print_is_a_row_of_its_own(double x, double y, double width, double height, double degrees) =>
        Assert.Equal(2, LineRows.Of([new(90, 50, 60, 20), new(x, y, width, height, degrees)]).Count);

    [Fact]
    public void A_row_that_is_turned_grows_along_its_direction()
    {
        var (sin, cos) = Math.SinCos(Math.PI / 6);

        var row = Assert.Single(
            LineRows.Of([new(100, 100, 80, 20, 30), new(100 + (60 * cos), 100 + (60 * sin), 20, 20)])
        );

        // From -40 to 70 along it.
        Assert.Equal(110, row.Width, 1e-9);
        Assert.Equal(100 + (15 * cos), row.X, 1e-9);
        Assert.Equal(100 + (15 * sin), row.Y, 1e-9);
        Assert.Equal(30, row.Degrees);
    }

    [Fact]
    public void Two_boxes_of_one_line_are_one_row() =>
        Assert.Equal(
            new LineBox(105, 50, 110, 22),
            Assert.Single(LineRows.Of([new(100, 50, 100, 20), new(110, 50, 100, 22)]))
        );
}
