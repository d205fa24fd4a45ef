using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class IndexLineTests
{
    private static readonly StrokeFace Box = new(StrokeAlphabet.Box, 0.12f, 1, SKStrokeCap.Butt);

    [Fact]
    public void A_box_is_angular_and_round_digits_are_not()
    {
        foreach (var pen in (float[])[0.07f, 0.12f, 0.2f])
        {
            Assert.True(new StrokeFace(StrokeAlphabet.Box, pen, 1, SKStrokeCap.Butt).IsAngular);
            Assert.False(new StrokeFace(StrokeAlphabet.Round, pen, 1, SKStrokeCap.Round).IsAngular);
            Assert.False(new StrokeFace(StrokeAlphabet.Classic, pen, 1, SKStrokeCap.Round).IsAngular);
        }
    }

    [Fact]
    public void Through_an_angular_digit_goes_no_line()
    {
        static double Longest(GlyphFace face) =>
            Enumerable
                .Range(0, 300)
                .Max(seed =>
                    IndexLine
                        .Draw(new Random(seed), face, SKColors.White, SKColors.Black)
                        .Parts.Max(part => part.To - part.From)
                );
        Assert.InRange(Longest(Box), 0.2, 0.3);
        Assert.InRange(Longest(StrokeFace.Plain), 0.6, 1.01);
    }
}
