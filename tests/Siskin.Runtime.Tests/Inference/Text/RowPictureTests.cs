using Siskin.Runtime.Inference.Text;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class RowPictureTests
{
    // From left to right as it is read.
    private static readonly SKColor[] Colors = [SKColors.Red, SKColors.Lime, SKColors.Blue];

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData(-90)]
    [InlineData(180)]
    public void A_row_is_upright_however_it_stands_in_the_frame(double degrees)
    {
        using var frame = Frame(degrees);
        using var image = SKImage.FromBitmap(frame);

        using var picture = RowPicture.Of(image, new LineBox(100, 80, 60, 20, degrees));

        Assert.Equal((60, 20), (picture.Width, picture.Height));
        Assert.Equal(Colors, new[] { 10, 30, 50 }.Select(x => picture.GetPixel(x, 10)));
    }

    [Fact]
    public void Beyond_the_frame_it_is_grey()
    {
        using var frame = Frame(0);
        using var image = SKImage.FromBitmap(frame);

        using var picture = RowPicture.Of(image, new LineBox(200, 80, 60, 20));

        Assert.Equal((SKColors.White, SKColors.Gray), (picture.GetPixel(10, 10), picture.GetPixel(50, 10)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-90)]
    public void A_row_that_fills_a_large_frame_is_scaled_down_as_a_whole(double degrees)
    {
        using var frame = Frame(degrees);
        using var image = SKImage.FromBitmap(frame);

        using var picture = RowPicture.Of(image, new LineBox(100, 80, 6000, 2000, degrees));

        Assert.InRange(picture.Width * picture.Height, RowPicture.MaxPixels * 0.99, RowPicture.MaxPixels * 1.01);
        Assert.Equal(3, (double)picture.Width / picture.Height, 0.01);
        Assert.Equal(SKColors.Gray, picture.GetPixel(10, 10));
        var (middle, pixels) = (picture.Width / 2, 20 * picture.Width / 6000);
        Assert.Equal(SKColors.Lime, picture.GetPixel(middle, picture.Height / 2));
        Assert.True(picture.GetPixel(middle - pixels, picture.Height / 2).Red > 200);
        Assert.True(picture.GetPixel(middle + pixels, picture.Height / 2).Blue > 200);
    }

    private static SKBitmap Frame(double degrees)
    {
        var frame = new SKBitmap(new SKImageInfo(200, 160, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(frame);
        canvas.Clear(SKColors.White);
        canvas.Translate(100, 80);
        canvas.RotateDegrees((float)degrees);
        for (var i = 0; i < 3; i++)
        {
            using var paint = new SKPaint { Color = Colors[i] };
            canvas.DrawRect((20 * i) - 30, -10, 20, 20, paint);
        }

        canvas.Flush();
        return frame;
    }
}
