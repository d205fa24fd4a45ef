using Siskin.Runtime.Inference.Text;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

/// <summary>How a line that was found upended is split into those that stand in it.</summary>
public sealed class LineStackTests
{
    [Theory]
    [InlineData(200, 30, 90, true)]
    [InlineData(200, 30, -87, true)]
    [InlineData(200, 30, 10, false)] // a line
    [InlineData(40, 30, 90, false)] // one numeral
    public void Only_long_lines_that_go_down_may_be_stacks(double width, double height, double degrees, bool may) =>
        Assert.Equal(may, LineStack.MayBe(new LineBox(100, 100, width, height, degrees)));

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(-12)]
    public void Each_line_is_found_where_it_stands(float degrees)
    {
        using var frame = new SKBitmap(new SKImageInfo(240, 300, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(frame);
        canvas.Clear(SKColors.White);
        canvas.Translate(120, 150);
        canvas.RotateDegrees(degrees);
        using var ink = new SKPaint { Color = SKColors.Black };
        for (var line = -2; line <= 2; line++)
        for (var stroke = -9; stroke <= 9; stroke += 6)
            canvas.DrawRect(stroke, (45 * line) - 8, 2, 16, ink);
        canvas.Flush();
        using var image = SKImage.FromBitmap(frame);

        var lines = LineStack.Split(image, new LineBox(120, 150, 220, 30, 90 + degrees));

        Assert.Equal(5, lines.Count);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        for (var line = 0; line < 5; line++)
        {
            var down = 45 * (line - 2);
            Assert.Equal((120 - (sin * down), 150 + (cos * down)), (lines[line].X, lines[line].Y), Near);
            Assert.Equal((30, degrees), (lines[line].Width, lines[line].Degrees));
            Assert.InRange(lines[line].Height, 16, 26);
        }
    }

    [Fact]
    public void Marks_at_the_edges_and_specks_are_no_lines()
    {
        double[] ink =
        [
            .. Enumerable
                .Range(0, 120)
                .Select(row =>
                    row is >= 20 and < 40 or >= 70 and < 90 ? 30.0
                    : row == 55 ? 30
                    : 1
                ),
        ];

        var lines = LineStack.Lines(ink, 30);

        Assert.Equal([30, 80], lines.Select(line => Math.Round(line.Middle)));
    }

    [Fact]
    public void Rows_without_print_hold_no_line() => Assert.Empty(LineStack.Lines(new double[50], 20));

    private static bool Near((double X, double Y) one, (double X, double Y) other) =>
        Math.Abs(one.X - other.X) < 2.5 && Math.Abs(one.Y - other.Y) < 2.5;
}
