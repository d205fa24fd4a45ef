using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class ExifOrientationTests
{
    // TIFF header, one entry: orientation, SHORT, once, 6.
    private static readonly byte[] Big =
    [
        .. "MM\0*"u8,
        .. new byte[] { 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0 },
    ];

    private static readonly byte[] Little =
    [
        .. "II*\0"u8,
        .. new byte[] { 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0 },
    ];

    [Fact]
    public void Both_byte_orders_are_read()
    {
        Assert.Equal(SKEncodedOrigin.RightTop, ExifOrientation.Read(Big));
        Assert.Equal(SKEncodedOrigin.RightTop, ExifOrientation.Read(Little));
    }

    [Fact]
    public void What_is_cut_short_is_upright()
    {
        for (var length = 0; length < Big.Length; length++)
        {
            Assert.Equal(SKEncodedOrigin.TopLeft, ExifOrientation.Read(Big.AsSpan(0, length)));
            Assert.Equal(SKEncodedOrigin.TopLeft, ExifOrientation.Read(Little.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(19, 0)] // no orientation that exists
    [InlineData(19, 9)]
    [InlineData(13, 4)] // another type than SHORT
    [InlineData(11, 4)] // another tag
    [InlineData(9, 0)] // no entries
    [InlineData(4, 0xFF)] // a directory beyond the end
    [InlineData(7, 21)]
    [InlineData(2, 1)] // another header
    public void What_states_none_is_upright(int place, byte value)
    {
        var changed = Big.ToArray();
        changed[place] = value;

        Assert.Equal(SKEncodedOrigin.TopLeft, ExifOrientation.Read(changed));
    }

    [Fact]
    public void Entries_before_it_are_passed_over()
    {
        var other = new byte[] { 0x01, 0x0F, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0 };
        byte[] two = [.. Big[..9], 2, .. other, .. Big[10..]];

        Assert.Equal(SKEncodedOrigin.RightTop, ExifOrientation.Read(two));
    }
}
