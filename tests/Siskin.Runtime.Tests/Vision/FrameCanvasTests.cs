using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class FrameCanvasTests
{
    [Fact]
    public void A_frame_is_standardized_over_all_channels_and_surrounded_by_zeros()
    {
        float[] pixels = [.. Enumerable.Range(0, 3 * 2 * 4).Select(i => (float)i)]; // 1 x 2 patches of 2 x 2
        var canvas = new float[3 * 4 * 6]; // 2 x 3 patches
        Array.Fill(canvas, 9);

        FrameCanvas.Place(pixels, rows: 1, columns: 2, patch: 2, epsilon: 0.01f, canvasColumns: 3, canvas);

        var deviation = Math.Sqrt(pixels.Average(value => Math.Pow(value - 11.5, 2)) + 0.01);
        for (var i = 0; i < canvas.Length; i++)
        {
            (var channel, var y, var x) = (i / 24, i % 24 / 6, i % 6);
            var expected = y < 2 && x < 4 ? (((channel * 8) + (y * 4) + x) - 11.5) / deviation : 0;
            Assert.Equal(expected, canvas[i], 1e-5);
        }
    }

    [Fact]
    public void A_flat_frame_is_zero()
    {
        var canvas = new float[3 * 4];

        FrameCanvas.Place([.. Enumerable.Repeat(0.7f, 12)], 1, 1, 2, epsilon: 0.01f, canvasColumns: 1, canvas);

        Assert.All(canvas, value => Assert.Equal(0, value, 1e-5));
    }

    [Fact]
    public void A_mask_covers_the_top_left_part()
    {
        var mask = new ushort[9];

        FrameCanvas.Mask<ushort>(1, 2, canvasColumns: 3, inside: 5, outside: 1, mask);

        Assert.Equal([5, 5, 1, 1, 1, 1, 1, 1, 1], mask);
    }
}
