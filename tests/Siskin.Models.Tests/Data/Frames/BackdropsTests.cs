using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class BackdropsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_piece_of_a_photograph_never_shows_its_own_instrument()
    {
        // Green around a red instrument.
        var file = Path.Combine(_folder.Path, "scene.png");
        using (var bitmap = new SKBitmap(400, 300))
        {
            bitmap.Erase(SKColors.Green);
            bitmap.Erase(SKColors.Red, new SKRectI(160, 100, 240, 200));
            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(file, data.ToArray());
        }

        var beside = new Backdrops([new BackdropPhotograph(file, new SKRect(0.4f, 1f / 3, 0.6f, 2f / 3))]);
        var whole = new Backdrops([new BackdropPhotograph(file, null)]);

        Assert.DoesNotContain(Pieces(beside), piece => piece.Red);
        Assert.Contains(Pieces(beside), piece => piece.Green);
        Assert.Contains(Pieces(whole), piece => piece.Red);
    }

    // Of each backdrop, whether it shows the photograph's green, and its red.
    private static List<(bool Green, bool Red)> Pieces(Backdrops backdrops)
    {
        var pieces = new List<(bool Green, bool Red)>();
        for (var seed = 0; seed < 60; seed++)
        {
            using var bitmap = backdrops.Draw(new Random(seed), 80, 60);
            var pixels = bitmap.Pixels;
            var green = pixels.Count(pixel => pixel == SKColors.Green) > pixels.Length / 4;
            pieces.Add((green, green && pixels.Contains(SKColors.Red)));
        }

        return pieces;
    }
}
