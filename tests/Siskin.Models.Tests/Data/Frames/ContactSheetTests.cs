using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class ContactSheetTests
{
    [Fact]
    public void A_sheet_holds_all_frames_in_rows()
    {
        var synthesizer = new FrameSynthesizer(FrameFonts.BuiltIn);
        var png = ContactSheet.Draw(
            [.. Enumerable.Range(0, 7).Select(seed => synthesizer.Next("digit", seed))],
            columns: 3,
            cellWidth: 60,
            cellHeight: 80
        );
        using var sheet = SKBitmap.Decode(png);
        Assert.Equal(180, sheet.Width);
        Assert.Equal(3 * 96, sheet.Height);
    }
}
