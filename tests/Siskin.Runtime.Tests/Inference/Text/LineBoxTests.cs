using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class LineBoxTests
{
    [Fact]
    public void A_margin_counts_in_heights() =>
        Assert.Equal(new LineBox(50, 40, 72, 22, 30), new LineBox(50, 40, 60, 20, 30).Padded(0.3, 0.05));

    [Fact]
    public void The_part_of_the_frame_around_an_upright_line_is_the_line() =>
        Assert.Equal((0.1, 0.2, 0.2, 0.1), Around(new LineBox(40, 50, 40, 20)));

    [Fact]
    public void Around_a_line_from_below_it_is_upended() =>
        Assert.Equal((0.15, 0.15, 0.1, 0.2), Around(new LineBox(40, 50, 40, 20, -90)));

    [Fact]
    public void It_ends_with_the_frame() => Assert.Equal((0, 0.2, 0.1, 0.1), Around(new LineBox(0, 50, 40, 20)));

    private static (double, double, double, double) Around(LineBox line)
    {
        var part = line.Around(200, 200);
        return (Round(part.X), Round(part.Y), Round(part.Width), Round(part.Height));
        static double Round(double value) => Math.Round(value, 9) + 0.0;
    }
}
