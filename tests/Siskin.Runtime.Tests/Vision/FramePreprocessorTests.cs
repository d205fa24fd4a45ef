using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class FramePreprocessorTests
{
    [Fact]
    public void Solid_frame_becomes_its_normalized_colour_everywhere()
    {
        using var frame = Frames.Solid(300, 117, new SKColor(255, 51, 0));

        var pixels = FramePreprocessor.Prepare(frame, Frames.Shape, out var geometry);

        var plane = geometry.Patches * 256;
        Assert.Equal(3 * plane, pixels.Length);
        var expected = Frames.Normalized(255, 51, 0);
        for (var channel = 0; channel < 3; channel++)
            Assert.All(
                pixels[(channel * plane)..((channel + 1) * plane)],
                v => Assert.Equal(expected[channel], v, 1e-4)
            );
    }

    [Fact]
    public void Frame_lies_top_left_and_the_rest_is_its_mean()
    {
        using var frame = Frames.RedThenBlue(100, 30); // 4 x 30 = 120, upscaled

        var pixels = FramePreprocessor.Prepare(frame, Frames.Shape, out var geometry);

        int width = geometry.PatchColumns * 16,
            height = geometry.PatchRows * 16;
        Assert.True(geometry.ScaledWidth < width || geometry.ScaledHeight < height);
        Assert.Equal(Frames.Normalized(255)[0], pixels[0], 1e-4);
        Assert.Equal(Frames.Normalized(0)[0], pixels[geometry.ScaledWidth - 1], 1e-4);
        Assert.Equal(0, pixels[(height * width) - 1], 0.01); // half of the pixels are red: mean 0.5
    }

    [Fact]
    public void Identity_size_copies_the_pixels()
    {
        using var frame = Frames.Noise(128, 128, 3);

        var pixels = FramePreprocessor.Prepare(frame, Frames.Shape, out var geometry);

        Assert.Equal(new FrameGeometry(8, 8, 128, 128), geometry);
        ReadOnlySpan<byte> source = frame.GetPixelSpan();
        for (var i = 0; i < 128 * 128; i++)
        {
            for (var channel = 0; channel < 3; channel++)
                Assert.Equal(Frames.Normalized(source[(i * 4) + channel])[0], pixels[(channel * 128 * 128) + i], 1e-4);
        }
    }

    [Fact]
    public void Fine_checkerboard_shrinks_to_even_grey()
    {
        using var frame = Frames.Solid(1024, 1024, SKColors.Black);
        for (var y = 0; y < 1024; y++)
        {
            for (var x = y % 2; x < 1024; x += 2)
                frame.SetPixel(x, y, SKColors.White);
        }

        var pixels = FramePreprocessor.Prepare(frame, Frames.Shape, out _);

        Assert.All(pixels, v => Assert.Equal(0, v, 0.02));
    }

    [Fact]
    public void Bgra_and_unpremultiplied_frames_give_the_same_values_as_rgba()
    {
        using var rgba = Frames.Noise(90, 60, 5);
        using var bgra = rgba.Copy(SKColorType.Bgra8888);
        using var rgb = rgba.Copy(SKColorType.Rgb888x);

        var expected = FramePreprocessor.Prepare(rgba, Frames.Shape, out _);

        Assert.Equal(expected, FramePreprocessor.Prepare(bgra, Frames.Shape, out _));
        Assert.Equal(expected, FramePreprocessor.Prepare(rgb, Frames.Shape, out _));
    }

    [Fact]
    public void Transparent_pixels_are_white()
    {
        using var frame = new SKBitmap(new SKImageInfo(64, 64, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        frame.Erase(new SKColor(255, 255, 255, 0));

        var pixels = FramePreprocessor.Prepare(frame, Frames.Shape, out _);

        Assert.All(pixels, v => Assert.Equal(Frames.Normalized(255)[0], v, 1e-4));
    }

    [Fact]
    public void Reused_instance_gives_what_a_fresh_one_gives_and_allocates_nothing()
    {
        using var small = Frames.Noise(50, 40, 1);
        using var large = Frames.Noise(640, 480, 2);
        var preprocessor = new FramePreprocessor(Frames.Shape);
        var pixels = new float[preprocessor.MaxValues];
        preprocessor.Prepare(large, pixels);
        preprocessor.Prepare(small, pixels);

        var geometry = default(FrameGeometry);
        Assert.Equal(0, Allocated.By(() => geometry = preprocessor.Prepare(large, pixels)));

        var fresh = FramePreprocessor.Prepare(large, Frames.Shape, out var expected);
        Assert.Equal(expected, geometry);
        Assert.Equal(fresh, pixels[..fresh.Length]);
    }

    [Fact]
    public void Too_short_buffer_is_named()
    {
        using var frame = Frames.Solid(128, 128, SKColors.Gray);

        var error = Assert.Throws<ArgumentException>(() =>
            new FramePreprocessor(Frames.Shape).Prepare(frame, new float[10])
        );

        Assert.Contains("holds 10 values, the frame needs 49152", error.Message, StringComparison.Ordinal);
    }
}
