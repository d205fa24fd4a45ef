using Siskin.Models.Data.Frames;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class FrameFontsTests
{
    [Fact]
    public void Our_own_strokes_draw_every_character_that_instruments_print()
    {
        var needed =
            string.Concat(GaugeScale.Units)
            + "0123456789.,-+³²°%/×:() kWhm"
            + string.Concat(Enumerable.Range(0, 500).Select(seed => SmallPrint.Draw(new Random(seed))));
        foreach (var character in needed.Distinct())
        {
            var glyph = StrokeFace.Plain.Find(character);
            Assert.True(glyph is not null, $"No stroke for '{character}'.");
            Assert.True(character == ' ' || !glyph.Outline.IsEmpty, $"Empty stroke for '{character}'.");
        }
    }

    [Fact]
    public void Every_face_has_digits_about_one_unit_high_on_the_baseline()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var face = StrokeFace.Draw(new Random(seed));
            foreach (var digit in "0123456789")
            {
                var bounds = face.Find(digit)!.Outline.TightBounds;
                Assert.InRange(bounds.Top, -1.25, -0.9);
                Assert.InRange(bounds.Bottom, -0.1, 0.2);
            }
        }
    }

    [Fact]
    public void Missing_folders_leave_the_built_in_designs()
    {
        var fonts = FrameFonts.Discover("/nonexistent/fonts");
        Assert.Equal(0, fonts.FamilyCount);
        Assert.NotNull(fonts.DigitFace(new Random(1)).Find('7'));
    }
}
