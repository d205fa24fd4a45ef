using System.Buffers.Binary;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class DecodedFrameTests
{
    [Fact]
    public void Large_jpeg_decodes_at_a_reduced_scale_that_still_exceeds_the_need()
    {
        using var original = Frames.RedThenBlue(1600, 1200);
        var jpeg = Frames.Encode(original, SKEncodedImageFormat.Jpeg);

        Assert.True(FrameDecoder.TryDecode(jpeg, FrameLimits.Default, Frames.Shape, out var reduced, out _));

        using (reduced)
        {
            var geometry = FrameGeometry.Fit(1600, 1200, Frames.Shape);
            Assert.InRange(reduced.Width, 2 * geometry.ScaledWidth, 800);
            Assert.Equal(4 / 3.0, (double)reduced.Width / reduced.Height, 0.01);
            var whole = FramePreprocessor.Prepare(original, Frames.Shape, out _);
            var shortcut = FramePreprocessor.Prepare(reduced, Frames.Shape, out _);
            Assert.Equal(whole.Length, shortcut.Length);
            Assert.InRange(whole.Zip(shortcut, (a, b) => Math.Abs(a - b)).Average(), 0, 0.05);
        }
    }

    [Theory]
    [InlineData(1, 20, 10, "RB/RB")]
    [InlineData(2, 20, 10, "BR/BR")]
    [InlineData(3, 20, 10, "BR/BR")]
    [InlineData(4, 20, 10, "RB/RB")]
    [InlineData(5, 10, 20, "RR/BB")]
    [InlineData(6, 10, 20, "RR/BB")]
    [InlineData(7, 10, 20, "BB/RR")]
    [InlineData(8, 10, 20, "BB/RR")]
    public void Exif_orientation_is_honoured(int orientation, int width, int height, string corners)
    {
        using var original = Frames.RedThenBlue(20, 10);
        var jpeg = WithOrientation(Frames.Encode(original, SKEncodedImageFormat.Jpeg), orientation);

        using var frame = Decode(jpeg);

        Assert.Equal((width, height), (frame.Width, frame.Height));
        Assert.Equal(
            corners,
            $"{Name(frame, 1, 1)}{Name(frame, width - 2, 1)}/{Name(frame, 1, height - 2)}{Name(frame, width - 2, height - 2)}"
        );
    }

    [Fact]
    public void Alpha_is_put_on_white()
    {
        using var original = new SKBitmap(new SKImageInfo(16, 16, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        original.Erase(new SKColor(200, 200, 200, 128));

        using var frame = Decode(Frames.Encode(original, SKEncodedImageFormat.Png));

        Assert.InRange(frame.GetPixelSpan()[0], 226, 229);
        Assert.Equal(255, frame.GetPixelSpan()[3]);
    }

    [Fact]
    public void Dark_ink_on_a_transparent_ground_can_be_seen()
    {
        using var original = new SKBitmap(new SKImageInfo(16, 16, SKColorType.Rgba8888, SKAlphaType.Premul));
        original.Erase(SKColors.Transparent);
        original.SetPixel(3, 3, SKColors.Black);

        using var frame = Decode(Frames.Encode(original, SKEncodedImageFormat.Png));

        Assert.Equal((SKColors.Black, SKColors.White), (frame.GetPixel(3, 3), frame.GetPixel(9, 9)));
    }

    [Theory]
    [InlineData(3, 20, 10, "BR/BR")]
    [InlineData(6, 10, 20, "RR/BB")]
    [InlineData(9, 20, 10, "RB/RB")]
    public void Orientation_of_a_png_is_honoured(int orientation, int width, int height, string corners)
    {
        using var original = Frames.RedThenBlue(20, 10);
        var png = Frames.Encode(original, SKEncodedImageFormat.Png);
        byte[] exif =
        [
            (byte)'I',
            (byte)'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

        using var frame = Decode([.. png[..33], .. Chunk("eXIf", exif), .. png[33..]]); // behind the header

        Assert.Equal((width, height), (frame.Width, frame.Height));
        Assert.Equal(
            corners,
            $"{Name(frame, 1, 1)}{Name(frame, width - 2, 1)}/{Name(frame, 1, height - 2)}{Name(frame, width - 2, height - 2)}"
        );
    }

    private static char Name(SKBitmap frame, int x, int y) => frame.GetPixel(x, y).Red > 128 ? 'R' : 'B';

    private static SKBitmap Decode(byte[] bytes)
    {
        var decoded = FrameDecoder.TryDecode(bytes, FrameLimits.Default, null, out var frame, out var rejection);
        Assert.True(decoded, rejection?.Message);
        return frame!;
    }

    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            0xFF,
            0xE1,
            0x00,
            0x22,
            (byte)'E',
            (byte)'x',
            (byte)'i',
            (byte)'f',
            0,
            0,
            (byte)'M',
            (byte)'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        byte[] length = new byte[4],
            check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32(body));
        return [.. length, .. body, .. check];
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
