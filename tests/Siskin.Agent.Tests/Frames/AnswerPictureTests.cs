using Siskin.Agent.Frames;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Tests.Frames;

public sealed class AnswerPictureTests
{
    private static readonly VisionShape Shape = new(16, 64, 32, 1.5f, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);

    [Fact]
    public void The_region_is_outlined_and_stands_beside_the_frame_as_the_model_sees_it()
    {
        using var frame = new SKBitmap(new SKImageInfo(400, 200, SKColorType.Rgba8888, SKAlphaType.Premul));
        frame.Erase(SKColors.Blue);
        frame.Erase(SKColors.Lime, new SKRectI(100, 50, 300, 150));

        using var picture = SKBitmap.Decode(
            AnswerPicture.Draw(frame, [new FrameRegion(0.25, 0.25, 0.5, 0.5)], Shape, "Read it.", "12.5")
        );

        // 480 pixels wide from 12 on: the box begins at 12 + 120.
        Assert.Equal(SKColors.Blue, picture.GetPixel(20, 20));
        Assert.Equal(SKColors.Red, picture.GetPixel(132, 132));
        Assert.Equal(SKColors.Lime, picture.GetPixel(252, 132));
        Assert.Equal(SKColors.Lime, picture.GetPixel(600, 100));
        Assert.Equal(SKColors.White, picture.GetPixel(498, 100));
        Assert.Contains(SKColors.Black, picture.Pixels); // the text
        Assert.Equal(480 + 480 + 36, picture.Width);
    }

    [Fact]
    public void Several_parts_stand_one_below_the_other()
    {
        using var frame = new SKBitmap(new SKImageInfo(400, 400, SKColorType.Rgba8888, SKAlphaType.Premul));
        frame.Erase(SKColors.Blue);
        frame.Erase(SKColors.Lime, new SKRectI(0, 0, 200, 100));
        frame.Erase(SKColors.Yellow, new SKRectI(0, 300, 100, 400));

        using var picture = SKBitmap.Decode(
            AnswerPicture.Draw(
                frame,
                [new FrameRegion(0, 0, 0.5, 0.25), null, new FrameRegion(0, 0.75, 0.25, 0.25)],
                Shape,
                "a"
            )
        );

        Assert.Equal(SKColors.Lime, picture.GetPixel(600, 100));
        Assert.Equal(SKColors.Yellow, picture.GetPixel(600, 400));
        Assert.True(picture.Height < 480 + 36 + 40);
    }

    [Fact]
    public void Where_nothing_was_found_there_is_the_frame_alone()
    {
        using var frame = new SKBitmap(new SKImageInfo(100, 300, SKColorType.Rgba8888, SKAlphaType.Premul));
        frame.Erase(SKColors.Blue);

        using var picture = SKBitmap.Decode(AnswerPicture.Draw(frame, [null], Shape, "unreadable"));

        Assert.DoesNotContain(SKColors.Red, picture.Pixels);
        Assert.Equal(SKColors.Blue, picture.GetPixel(20, 20));
    }
}
