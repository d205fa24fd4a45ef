using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class FrameGeometryTests
{
    [Theory]
    [InlineData(128, 128, 8, 8, 128, 128)]
    [InlineData(1920, 1080, 10, 6, 160, 90)]
    [InlineData(512, 32, 32, 2, 512, 32)]
    [InlineData(20, 32, 5, 8, 80, 128)]
    [InlineData(4, 4, 1, 1, 16, 16)]
    [InlineData(1, 1, 1, 1, 4, 4)]
    [InlineData(10000, 1, 32, 1, 512, 1)]
    [InlineData(1, 10000, 1, 32, 1, 512)]
    public void Fit_gives_the_largest_grid(
        int width,
        int height,
        int columns,
        int rows,
        int scaledWidth,
        int scaledHeight
    )
    {
        var geometry = FrameGeometry.Fit(width, height, Frames.Shape);

        Assert.Equal(new FrameGeometry(columns, rows, scaledWidth, scaledHeight), geometry);
    }

    [Fact]
    public void Fit_keeps_every_bound_and_the_aspect_ratio_for_any_size()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var width = 1 + (int)Math.Pow(4000, random.NextDouble());
            var height = 1 + (int)Math.Pow(4000, random.NextDouble());

            var geometry = FrameGeometry.Fit(width, height, Frames.Shape);

            Assert.InRange(geometry.Patches, 1, 64);
            Assert.InRange(geometry.PatchColumns, 1, 32);
            Assert.InRange(geometry.PatchRows, 1, 32);
            Assert.InRange(geometry.ScaledWidth, ((geometry.PatchColumns - 1) * 16) + 1, geometry.PatchColumns * 16);
            Assert.InRange(geometry.ScaledHeight, ((geometry.PatchRows - 1) * 16) + 1, geometry.PatchRows * 16);
            Assert.InRange(geometry.ScaledWidth, 0, (4 * width) + 1);
            var scale = Math.Max((double)geometry.ScaledWidth / width, (double)geometry.ScaledHeight / height);
            Assert.InRange(Math.Abs((scale * width) - geometry.ScaledWidth), 0, Math.Max(1, (double)width / height));
            Assert.InRange(Math.Abs((scale * height) - geometry.ScaledHeight), 0, Math.Max(1, (double)height / width));
        }
    }

    [Fact]
    public void Fit_refuses_an_empty_frame()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameGeometry.Fit(0, 5, Frames.Shape));
    }
}
