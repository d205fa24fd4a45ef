using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class WindowGlassTests
{
    [Fact]
    public void A_reflection_lightens_and_stays_on_its_pane()
    {
        var pane = new SKRectI(20, 10, 80, 40);
        var lightened = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            using var bitmap = new SKBitmap(100, 50);
            bitmap.Erase(new SKColor(60, 60, 60));
            using (var canvas = new SKCanvas(bitmap))
                WindowGlass.Reflect(new Random(seed), canvas, pane);
            for (var y = 0; y < bitmap.Height; y++)
            {
                for (var x = 0; x < bitmap.Width; x++)
                {
                    var pixel = bitmap.GetPixel(x, y);
                    Assert.True(
                        pixel is { Red: >= 60, Green: >= 60, Blue: >= 60 },
                        $"seed {seed}: {pixel} at {x}, {y}"
                    );
                    if (pixel == new SKColor(60, 60, 60))
                        continue;
                    Assert.True(pane.Contains(x, y), $"seed {seed}: a reflection at {x}, {y}");
                    lightened++;
                }
            }
        }

        Assert.InRange(lightened, 1_000, 20 * 60 * 30);
    }
}
