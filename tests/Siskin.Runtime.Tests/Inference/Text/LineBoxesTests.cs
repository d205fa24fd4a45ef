using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class LineBoxesTests
{
    private const int Width = 96,
        Height = 64;

    private readonly float[] _map = new float[Width * Height];

    [Fact]
    public void A_bar_becomes_a_larger_rectangle_with_the_same_middle()
    {
        Draw(48, 32, 40, 8, 0, 0.9f);

        var box = Assert.Single(LineBoxes.Of(_map, Width, Height));

        // 40 x 8 grow by 40 x 8 x 1.5 / (2 x 48) = 5 to each side.
        Assert.Equal((48, 32, 50, 18, 0), (box.X, box.Y, box.Width, box.Height, box.Degrees));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-39)]
    [InlineData(12)]
    public void A_turned_bar_keeps_its_turn(double degrees)
    {
        Draw(48, 32, 40, 8, degrees, 0.9f);

        var box = Assert.Single(LineBoxes.Of(_map, Width, Height));

        Assert.Equal(degrees, box.Degrees, 3.0);
        Assert.InRange(box.X, 47, 49);
        Assert.InRange(box.Width, 48, 54);
        Assert.InRange(box.Height, 17, 21);
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(9, -81)]
    [InlineData(-9, 81)]
    public void What_is_much_higher_than_wide_is_written_from_below_or_above(double turn, double degrees)
    {
        Draw(48, 32, 8, 40, turn, 0.9f);

        var box = Assert.Single(LineBoxes.Of(_map, Width, Height));

        Assert.Equal(degrees, box.Degrees, 3.0);
        Assert.True(box.Width > 2 * box.Height, $"{box}");
    }

    [Fact]
    public void An_octagon_stands_upright()
    {
        var turned = new LineBoxesTests();
        turned.Draw(40, 30, 20, 20, 45, 0.9f);
        Draw(40, 30, 20, 20, 0, 0.9f);
        for (var at = 0; at < _map.Length; at++)
            _map[at] = Math.Min(_map[at], turned._map[at]);

        Assert.Equal(0, Assert.Single(LineBoxes.Of(_map, Width, Height)).Degrees);
    }

    [Fact]
    public void What_touches_at_a_corner_is_one_line_and_what_does_not_is_two()
    {
        Draw(20, 10, 10, 6, 0, 0.9f); // to (25, 13)
        Draw(30, 16, 10, 6, 0, 0.9f); // from (25, 13)
        Draw(70, 40, 10, 6, 0, 0.9f);

        Assert.Equal(2, LineBoxes.Of(_map, Width, Height).Count);
    }

    [Fact]
    public void Weak_spots_and_tiny_ones_are_no_lines()
    {
        Draw(20, 10, 20, 6, 0, 0.6f);
        Draw(60, 40, 2, 2, 0, 0.95f);
        Draw(80, 40, 10, 6, 0, 0.2f);

        Assert.Empty(LineBoxes.Of(_map, Width, Height));
    }

    [Fact]
    public void A_line_may_end_at_the_edge()
    {
        Draw(5, 3, 10, 6, 0, 0.9f);

        Assert.Equal(5, Assert.Single(LineBoxes.Of(_map, Width, Height)).X);
    }

    [Fact]
    public void A_map_of_another_size_is_refused() =>
        Assert.Contains(
            "6144 pixels, not 10 x 10",
            Assert.Throws<ArgumentException>(() => LineBoxes.Of(_map, 10, 10)).Message,
            StringComparison.Ordinal
        );

    // The pixels whose middles lie in a rectangle.
    private void Draw(double middleX, double middleY, double width, double height, double degrees, float value)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        for (var y = 0; y < Height; y++)
        for (var x = 0; x < Width; x++)
        {
            var (right, down) = (x + 0.5 - middleX, y + 0.5 - middleY);
            if (
                Math.Abs((cos * right) + (sin * down)) < width / 2
                && Math.Abs((cos * down) - (sin * right)) < height / 2
            )
                _map[(y * Width) + x] = value;
        }
    }
}
