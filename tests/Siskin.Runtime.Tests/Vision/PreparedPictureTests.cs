using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class PreparedPictureTests
{
    [Fact]
    public void It_has_the_size_and_the_colours_that_the_model_is_shown()
    {
        using var frame = Frames.RedThenBlue(320, 160);

        using var picture = PreparedPicture.Of(frame, Frames.Shape);

        var geometry = FrameGeometry.Fit(320, 160, Frames.Shape);
        Assert.Equal((geometry.ScaledWidth, geometry.ScaledHeight), (picture.Width, picture.Height));
        Assert.Equal(SKColors.Red, picture.GetPixel(2, 2));
        Assert.Equal(SKColors.Blue, picture.GetPixel(picture.Width - 3, picture.Height - 3));
    }
}
