using System.Buffers.Binary;
using System.IO.Compression;
using Siskin.Runtime.Tests.Vision.Jpeg;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class FrameDecoderTests
{
    public static TheoryData<SKEncodedImageFormat> Formats =>
        [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp];

    [Fact]
    public void Warming_up_decodes_a_frame() => Assert.True(FrameDecoder.WarmUp());

    [Theory]
    [MemberData(nameof(Formats))]
    public void Known_kinds_decode(SKEncodedImageFormat format)
    {
        using var original = Frames.RedThenBlue(96, 64);

        using var frame = Decode(Frames.Encode(original, format));

        Assert.Equal((96, 64), (frame.Width, frame.Height));
        Assert.InRange(frame.GetPixel(10, 32).Red, 240, 255);
        Assert.InRange(frame.GetPixel(90, 32).Blue, 240, 255);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Truncated_data_is_malformed_wherever_it_is_cut(SKEncodedImageFormat format)
    {
        using var original = Frames.Noise(200, 160, 9);
        var whole = Frames.Encode(original, format);

        foreach (var part in new[] { 0.1, 0.5, 0.9 })
            Assert.Equal(400, Refused(whole[..(int)(whole.Length * part)]).Code);
        Assert.Equal(400, Refused(whole[..16]).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_png_without_the_end_of_its_last_checksum_is_damaged(int lost)
    {
        using var original = Frames.Noise(20, 16, 9);

        var rejection = Refused(Frames.Encode(original, SKEncodedImageFormat.Png)[..^lost]);

        Assert.Equal(400, rejection.Code);
        Assert.Contains("its chunk IEND is cut", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Giant_header_jpeg_is_too_large()
    {
        using var original = Frames.Solid(8, 8, SKColors.Gray);
        var jpeg = Frames.Encode(original, SKEncodedImageFormat.Jpeg);
        var frameHeader = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg.AsSpan(frameHeader + 5, 4).Fill(0xFF);

        var rejection = Refused(jpeg);

        Assert.Equal(413, rejection.Code);
        Assert.Contains("65535 x 65535", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("16000000", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progressive_giant_of_166_bytes_is_refused()
    {
        var bomb = new byte[166];
        byte[] head =
        [
            0xFF,
            0xD8,
            0xFF,
            0xC2,
            0x00,
            0x0B,
            0x08,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0x01,
            0x01,
            0x11,
            0x00,
            0xFF,
            0xDA,
            0x00,
            0x08,
            0x01,
            0x01,
            0x00,
            0x00,
            0x3F,
            0x00,
        ];
        head.CopyTo(bomb, 0);

        Assert.Equal(413, Refused(bomb).Code);
    }

    [Fact]
    public void Jpeg_with_too_many_scans_is_too_large()
    {
        using var original = Frames.Noise(32, 32, 4);
        var jpeg = Frames.Encode(original, SKEncodedImageFormat.Jpeg);
        var scan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var scanBytes = jpeg[scan..^2];
        byte[] bomb = [.. jpeg[..scan], .. Enumerable.Repeat(scanBytes, 50).SelectMany(b => b), .. jpeg[^2..]];

        var rejection = Refused(bomb);

        Assert.Equal(413, rejection.Code);
        Assert.Contains("50 scans; at most 20", rejection.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, 0)]
    [InlineData(13, 413)]
    public void Jpeg_of_as_many_scans_as_are_allowed_is_decoded(int allowed, int code)
    {
        var jpeg = TestJpeg.Encode(16, 16, new TestJpegKind(true, false, 0), (_, _, _) => 30); // 14 scans

        FrameDecoder.TryDecode(jpeg, new FrameLimits(MaxScans: allowed), null, out var frame, out var rejection);

        using (frame)
            Assert.Equal((code, code == 0), (rejection?.Code ?? 0, frame is not null));
    }

    [Fact]
    public void Png_bomb_is_too_large_before_it_is_inflated()
    {
        Assert.Equal(413, Refused(BlankPng(30_000, 30_000)).Code);
    }

    [Fact]
    public void Zero_sized_png_is_refused()
    {
        Assert.Equal(400, Refused(BlankPng(0, 10)).Code);
    }

    [Theory]
    [InlineData(new byte[0], 400)]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 }, 415)]
    [InlineData(new byte[] { (byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'9', (byte)'a' }, 415)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF }, 400)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xDA, 0xFF }, 400)]
    public void Not_a_frame_is_refused(byte[] bytes, int code)
    {
        Assert.Equal(code, Refused(bytes).Code);
    }

    [Fact]
    public void Random_damage_never_does_more_than_reject()
    {
        var random = new Random(11);
        using var original = Frames.Noise(64, 48, 6);
        foreach (var format in new[] { SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp })
        {
            var whole = Frames.Encode(original, format);
            for (var i = 0; i < 200; i++)
            {
                byte[] damaged = [.. whole];
                for (var hit = 0; hit < 5; hit++)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

                var decoded = FrameDecoder.TryDecode(
                    damaged,
                    FrameLimits.Default,
                    Frames.Shape,
                    out var frame,
                    out var rejection
                );

                Assert.Equal(decoded, frame is not null);
                Assert.Equal(decoded, rejection is null);
                frame?.Dispose();
            }
        }
    }

    [Fact]
    public void Jpeg_without_its_end_marker_decodes_to_the_same_pixels()
    {
        using var original = Frames.Noise(64, 48, 7);
        var jpeg = Frames.Encode(original, SKEncodedImageFormat.Jpeg);

        using var whole = Decode(jpeg);
        using var withoutEnd = Decode(jpeg[..^2]);

        Assert.True(whole.GetPixelSpan().SequenceEqual(withoutEnd.GetPixelSpan()));
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(false, true, 5)]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 5)]
    public void Jpegs_of_other_encoders_decode_whole_and_not_with_a_hole(bool progressive, bool subsampled, int restart)
    {
        var jpeg = TestJpeg.Encode(
            120,
            90,
            new TestJpegKind(progressive, subsampled, restart),
            (_, x, y) => 100 * Math.Sin(x * y / 300)
        );
        var hole = jpeg.Length / 2;

        Decode(jpeg).Dispose();
        var rejection = Refused([.. jpeg[..hole], .. jpeg[(hole + 60)..]]);

        Assert.Equal(400, rejection.Code);
        Assert.Contains("damaged", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Png_with_a_wrong_checksum_is_damaged()
    {
        using var original = Frames.Noise(64, 48, 8);
        var png = Frames.Encode(original, SKEncodedImageFormat.Png);
        png[png.Length / 2] ^= 0x10;

        Assert.Contains("IDAT", Refused(png).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Webp_with_lost_bytes_is_truncated()
    {
        using var original = Frames.Noise(64, 48, 8);
        var webp = Frames.Encode(original, SKEncodedImageFormat.Webp);

        var rejection = Refused([.. webp[..200], .. webp[240..]]);

        Assert.Contains("40 bytes of it are missing", rejection.Message, StringComparison.Ordinal);
    }

    private static SKBitmap Decode(byte[] bytes)
    {
        var decoded = FrameDecoder.TryDecode(bytes, FrameLimits.Default, null, out var frame, out var rejection);
        Assert.True(decoded, rejection?.Message);
        return frame!;
    }

    private static Rejection Refused(byte[] bytes)
    {
        Assert.False(
            FrameDecoder.TryDecode(bytes, FrameLimits.Default, Frames.Shape, out var frame, out var rejection)
        );
        Assert.Null(frame);
        return rejection;
    }

    private static byte[] BlankPng(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(new byte[1_000_000]);
        return
        [
            0x89,
            (byte)'P',
            (byte)'N',
            (byte)'G',
            13,
            10,
            26,
            10,
            .. Chunk("IHDR", header),
            .. Chunk("IDAT", data.ToArray()),
            .. Chunk("IEND", []),
        ];
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
