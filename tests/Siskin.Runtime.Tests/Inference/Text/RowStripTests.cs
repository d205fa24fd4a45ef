using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Tests.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class RowStripTests : IDisposable
{
    private const int Grey = 128;

    private readonly SKBitmap _frame = Frames.Solid(400, 300, SKColors.Red);
    private readonly RowStrip _strip = new();
    private readonly byte[] _pixels = new byte[RowSpeller.Shape.Values];

    public void Dispose()
    {
        _strip.Dispose();
        _frame.Dispose();
    }

    [Fact]
    public void A_row_keeps_its_proportions_and_grey_is_behind_its_end()
    {
        Cut(new LineBox(200, 150, 200, 64));

        Assert.Equal((255, 0, 0), At(99, 16));
        Assert.Equal((Grey, Grey, Grey), At(100, 16));
        Assert.Equal((Grey, Grey, Grey), At(RowStrip.Length - 1, 31));
    }

    [Fact]
    public void A_row_that_is_too_long_is_pressed_together()
    {
        using (var canvas = new SKCanvas(_frame))
        using (var blue = new SKPaint { Color = SKColors.Blue })
            canvas.DrawRect(200, 0, 200, 300, blue);

        Cut(new LineBox(200, 150, 400, 20));

        Assert.Equal((255, 0, 0), At(4, 16));
        Assert.Equal((255, 0, 0), At((RowStrip.Length / 2) - 4, 16));
        Assert.Equal((0, 0, 255), At((RowStrip.Length / 2) + 4, 16));
        Assert.Equal((0, 0, 255), At(RowStrip.Length - 4, 16));
    }

    [Fact]
    public void What_is_beyond_the_frame_is_grey()
    {
        Cut(new LineBox(0, 150, 128, 32));

        Assert.Equal((Grey, Grey, Grey), At(60, 16));
        Assert.Equal((255, 0, 0), At(68, 16));
    }

    [Fact]
    public void A_row_that_stands_on_its_head_is_read_from_its_left()
    {
        using (var canvas = new SKCanvas(_frame))
        using (var blue = new SKPaint { Color = SKColors.Blue })
            canvas.DrawRect(200, 0, 200, 300, blue);

        Cut(new LineBox(200, 150, 128, 32, Degrees: 180));

        Assert.Equal((0, 0, 255), At(32, 16));
        Assert.Equal((255, 0, 0), At(96, 16));
    }

    [Fact]
    public void A_strip_shows_nothing_of_the_one_before()
    {
        Cut(new LineBox(200, 150, 400, 40));
        Cut(new LineBox(200, 150, 32, 32));

        Assert.Equal((Grey, Grey, Grey), At(40, 16));
    }

    private void Cut(LineBox row)
    {
        using var image = SKImage.FromBitmap(_frame);
        _strip.Cut(image, row, _pixels);
    }

    private (int Red, int Green, int Blue) At(int x, int y)
    {
        int Of(int channel) => _pixels[(((channel * RowStrip.Height) + y) * RowStrip.Length) + x];
        return (Of(0), Of(1), Of(2));
    }
}
