using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class SurroundingsTests
{
    private static readonly FrameRegion Middle = new(0.3, 0.3, 0.4, 0.4);

    [Fact]
    public void Noise_light_and_what_the_instrument_shows_do_not_move_a_camera()
    {
        using var first = Scene(0, 0);
        using var second = Scene(0, 0, light: 0.7f, noise: 12);
        using (var canvas = new SKCanvas(second))
        using (var paint = new SKPaint { Color = SKColors.White })
            canvas.DrawRect(0.35f * 640, 0.35f * 480, 0.3f * 640, 0.3f * 480, paint);

        Assert.True(new Surroundings(first).IsSameAs(new Surroundings(second), Middle));
    }

    [Theory]
    [InlineData(32, 0)]
    [InlineData(0, -24)]
    [InlineData(200, 100)]
    public void A_camera_that_slips_by_a_twentieth_has_moved(int right, int down)
    {
        using var first = Scene(0, 0);
        using var second = Scene(right, down);

        Assert.False(new Surroundings(first).IsSameAs(new Surroundings(second), Middle));
    }

    [Fact]
    public void A_plain_wall_another_size_and_a_region_that_is_all_tell_nothing()
    {
        using var scene = Scene(0, 0);
        using var wall = Frames.Solid(640, 480, SKColors.Gray);
        using var smaller = new FrameRegion(0, 0, 0.5, 0.5).CutOut(scene);

        Assert.False(new Surroundings(wall).IsSameAs(new Surroundings(wall), Middle));
        Assert.False(new Surroundings(scene).IsSameAs(new Surroundings(smaller), Middle));
        Assert.False(new Surroundings(scene).IsSameAs(new Surroundings(scene), FrameRegion.Whole));
        Assert.True(new Surroundings(scene).IsSameAs(new Surroundings(scene), Middle));
    }

    private static SKBitmap Scene(int right, int down, float light = 1, int noise = 0)
    {
        var ground = (byte)(light * 128);
        var frame = Frames.Solid(640, 480, new SKColor(ground, ground, ground));
        using (var canvas = new SKCanvas(frame))
        {
            var random = new Random(3);
            for (var i = 0; i < 300; i++)
            {
                var grey = (byte)(light * random.Next(256));
                using var paint = new SKPaint { Color = new SKColor(grey, grey, grey) };
                canvas.DrawRect(random.Next(1000) - 200 + right, random.Next(800) - 200 + down, 60, 45, paint);
            }
        }

        var pixels = frame.GetPixelSpan();
        var grain = new Random(5);
        for (var i = 0; i < pixels.Length && noise > 0; i++)
            pixels[i] = (byte)Math.Clamp(pixels[i] + grain.Next(-noise, noise + 1), 0, 255);
        return frame;
    }
}
