using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Vision;

public sealed class FrameFormatTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, "JPEG", "image/jpeg", ".jpg")]
    [InlineData(SKEncodedImageFormat.Png, "PNG", "image/png", ".png")]
    [InlineData(SKEncodedImageFormat.Webp, "WebP", "image/webp", ".webp")]
    public void A_format_is_told_by_content_media_type_and_file_name(
        SKEncodedImageFormat encoding,
        string name,
        string mediaType,
        string extension
    )
    {
        using var frame = Frames.Solid(8, 8, SKColors.Gray);
        var encoded = Frames.Encode(frame, encoding);

        var format = FrameFormat.Of(encoded);

        Assert.Equal((name, mediaType, extension), (format?.Name, format?.MediaType, format?.Extension));
        Assert.Same(format, FrameFormat.OfMediaType(mediaType));
        Assert.Same(format, FrameFormat.OfFileName($"folder.x/A{extension.ToUpperInvariant()}"));
        Assert.Equal(extension, FrameFormat.ExtensionOf(encoded));
        Assert.Contains(name, FrameFormat.Names, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/jpg", "meter.jpeg")]
    public void Other_spellings_are_known(string mediaType, string file)
    {
        Assert.Equal("JPEG", FrameFormat.OfMediaType(mediaType)?.Name);
        Assert.Equal("JPEG", FrameFormat.OfFileName(file)?.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("RIFF....WAVE")]
    [InlineData("RIFF....WEB")]
    [InlineData("{\"image\":1}")]
    public void What_is_no_frame_has_no_format(string content)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(content);

        Assert.Null(FrameFormat.Of(bytes));
        Assert.Equal(".bin", FrameFormat.ExtensionOf(bytes));
    }

    [Fact]
    public void Every_encoded_format_that_has_no_entry_is_no_frame()
    {
        Assert.Null(FrameFormat.OfMediaType("image/gif"));
        Assert.Null(FrameFormat.OfFileName("a.gif"));
        Assert.Equal("JPEG, PNG or WebP", FrameFormat.Names);
    }
}
