using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class DotMatrixTests
{
    [Fact]
    public void A_sampled_zero_keeps_as_far_from_the_right_edge_as_from_the_left()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var rng = new Random(seed);
            var matrix = new DotMatrix(
                rng,
                new StrokeFace(StrokeAlphabet.Round, rng.Between(0.06, 0.2), rng.Between(0.75, 1.15), SKStrokeCap.Round)
            );
            using var shape = matrix.Shape('0');
            Assert.Equal(shape.TightBounds.Left, matrix.Width - shape.TightBounds.Right, tolerance: 0.01);
        }
    }

    [Fact]
    public void A_stroke_thinner_than_the_grid_loses_no_row_of_dots()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var matrix = new DotMatrix(
                new Random(seed),
                new StrokeFace(StrokeAlphabet.Round, 0.05f, 1, SKStrokeCap.Round)
            );
            var rows = (int)Math.Round(1 / matrix.Stroke);
            foreach (var digit in "023689")
            {
                using var shape = matrix.Shape(digit);
                for (var row = 0; row < rows; row++)
                {
                    Assert.True(
                        IsLit(shape, matrix.Width, (row + 0.5f) / rows),
                        $"seed {seed}: row {row} of {rows} of a {digit} is dark"
                    );
                }
            }
        }
    }

    private static bool IsLit(SKPath shape, float width, float y) =>
        Enumerable.Range(0, 200).Any(i => shape.Contains(width * (i + 0.5f) / 200, y));
}
