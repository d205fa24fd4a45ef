using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Strips.Rows;
using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Models.Tests.Strips.Rows;

public sealed class DrawnRowTests
{
    private static readonly FrameFonts Fonts = FrameFonts.Discover();

    [Fact]
    public void Rows_say_what_they_show_and_where()
    {
        var drawn = 0;

        var rows = DrawnRow.Draw(Fonts, 12, SampleSeeds.Validation, () => drawn++);

        Assert.Equal((12, 12), (rows.Count, drawn));
        Assert.All(
            rows.Where(row => row.Text.Length > 0),
            row =>
            {
                Assert.All(row.Classes, one => Assert.InRange(one, 1, RowSpeller.Characters.Length));
                Assert.Equal(row.Text, string.Concat(row.Classes.Select(one => RowSpeller.Characters[one - 1])));
                Assert.InRange(row.Row!.Value.Width, 4, row.Frame.Width * 1.1);
                Assert.InRange(row.Row.Value.Height, 4, row.Frame.Height * 1.1);
            }
        );
        Assert.Equal(
            rows.Select(row => row.Text),
            DrawnRow.Draw(Fonts, 12, SampleSeeds.Validation, () => { }).Select(row => row.Text)
        );
    }

    [Fact]
    public void Frames_without_a_row_say_nothing() =>
        Assert.All(
            DrawnRow.DrawOthers(Fonts, 4),
            row => Assert.Equal(("", null, 0), (row.Text, row.Row, row.Classes.Length))
        );

    [Fact]
    public void A_sample_is_the_same_for_the_same_draw_and_another_for_another()
    {
        var samples = new RowSamples(DrawnRow.Draw(Fonts, 4, SampleSeeds.Rows, () => { }), []);
        using var strip = new RowStrip();

        var (one, same, other) = (
            samples.Draw(new Random(1), strip),
            samples.Draw(new Random(1), strip),
            samples.Draw(new Random(2), strip)
        );

        Assert.Equal(RowSpeller.Shape.Values, one.Pixels.Length);
        Assert.Equal(one.Pixels, same.Pixels);
        Assert.Equal(one.Classes, same.Classes);
        Assert.NotEqual(one.Pixels, other.Pixels);
    }
}
