using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class LinePictureTests : IDisposable
{
    private const int Plane = OcrSessions.LineHeight;

    private readonly LinePicture _picture = new();

    public void Dispose() => _picture.Dispose();

    [Theory]
    [InlineData(100, 10, 480)] // 48 pixels high
    [InlineData(10, 10, 96)] // padded
    [InlineData(1000, 10, LinePicture.MaxWidth)] // pressed together
    public void Lines_keep_their_proportions_as_far_as_the_graph_goes(int width, int height, int expected)
    {
        using var frame = Frame(width, height, (_, _) => SKColors.White);

        var pixels = _picture.Prepare(frame, new LineBox(width / 2.0, height / 2.0, width, height), out var actual);

        Assert.Equal(expected, actual);
        Assert.Equal(3 * Plane * expected, pixels.Length);
    }

    [Fact]
    public void Colours_are_blue_green_and_red_from_minus_one_to_one_and_grey_behind_the_line()
    {
        using var frame = Frame(20, 20, (_, _) => new SKColor(255, 128, 0));

        var pixels = _picture.Prepare(frame, new LineBox(10, 10, 20, 20), out var width).Span;

        Assert.Equal([-1, 0.004f, 1], [At(0), MathF.Round(At(1), 3), At(2)]);
        Assert.Equal(0, pixels[width - 1]);

        float At(int channel) => _picture.Prepare(frame, new LineBox(10, 10, 20, 20), out _).Span[channel * Plane * 96];
    }

    [Fact]
    public void What_is_beyond_the_frame_is_grey()
    {
        using var frame = Frame(20, 10, (_, _) => SKColors.White);

        var pixels = _picture.Prepare(frame, new LineBox(10, 5, 40, 10), out var width).Span;

        Assert.Equal(0, pixels[2], 0.01f);
        Assert.Equal(1, pixels[width / 2], 0.01f);
    }

    [Fact]
    public void A_line_that_runs_down_is_read_from_its_beginning()
    {
        // Black above, white below.
        using var frame = Frame(10, 40, (_, y) => y < 20 ? SKColors.Black : SKColors.White);

        var pixels = _picture.Prepare(frame, new LineBox(5, 20, 40, 10, 90), out var width).Span;

        Assert.Equal(192, width);
        Assert.Equal(-1, pixels[(24 * width) + 20], 0.01f);
        Assert.Equal(1, pixels[(24 * width) + 170], 0.01f);
    }

    [Fact]
    public void A_part_of_a_frame_is_an_upright_line() =>
        Assert.Equal(new LineBox(50, 10, 80, 10), LineBox.Of(new FrameRegion(0.1, 0.25, 0.8, 0.5), 100, 20));

    private static SKImage Frame(int width, int height, Func<int, int, SKColor> color)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            bitmap.SetPixel(x, y, color(x, y));
        return SKImage.FromBitmap(bitmap);
    }
}
