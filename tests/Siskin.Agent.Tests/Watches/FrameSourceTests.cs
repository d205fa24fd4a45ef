using System.Text;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Tests.Watches;

public sealed class FrameSourceTests
{
    private static readonly byte[] Png = TestFrames.Png(8, 6);

    [Fact]
    public void A_whole_frame_stays_as_it_came()
    {
        Assert.Null(Source(null).Read(Png, out var encoded, out var frame));
        Assert.Equal(Png, encoded.ToArray());
        Assert.Null(frame);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data:image/png;base64,")]
    public void A_frame_is_found_in_its_field(string prefix)
    {
        var json = $$"""{"time":1,"picture":"{{prefix}}{{Convert.ToBase64String(Png)}}"}""";

        Assert.Null(Source("picture").Read(Encoding.UTF8.GetBytes(json), out var encoded, out _));
        Assert.Equal(Png, encoded.ToArray());
    }

    [Fact]
    public void Escaped_base64_is_base64()
    {
        var json = $$"""{"picture":"{{Convert.ToBase64String(Png).Replace("/", "\\/", StringComparison.Ordinal)}}"}""";

        Assert.Null(Source("picture").Read(Encoding.UTF8.GetBytes(json), out var encoded, out _));
        Assert.Equal(Png, encoded.ToArray());
    }

    [Theory]
    [InlineData("{\"picture\":5}", "no text in the field picture")]
    [InlineData("{\"image\":\"aaaa\"}", "no text in the field picture")]
    [InlineData("[1]", "no text in the field picture")]
    [InlineData("{ nonsense", "not valid JSON")]
    [InlineData("{\"picture\":\"a?b\"}", "not valid base64")]
    [InlineData("{\"picture\":\"\"}", "not valid base64")]
    public void A_broken_message_is_refused(string json, string reason) =>
        Assert.Contains(
            reason,
            Source("picture").Read(Encoding.UTF8.GetBytes(json), out _, out _)!.Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Sizes_are_held_before_anything_is_decoded()
    {
        var large = Encoding.UTF8.GetBytes($$"""{"picture":"{{new string('A', 20_000)}}"}""");

        Assert.Equal(413, Source("picture").Read(large, out _, out _)!.Code);
        Assert.Equal(413, Source(null).Read(new byte[10_001], out _, out _)!.Code);
        Assert.Equal(400, Source(null).Read(default, out _, out _)!.Code);
    }

    [Fact]
    public void A_part_of_a_frame_is_decoded_and_cut()
    {
        var view = new ViewedPart(0, new CropArea(1, 2, 3, 3, Fractions: false));

        Assert.Null(Source(null, view).Read(Png, out var encoded, out var frame));
        using (frame)
        {
            Assert.True(encoded.IsEmpty);
            Assert.Equal(TestFrames.ColorAt(3, 4), frame!.GetPixel(2, 2));
        }
    }

    [Fact]
    public void A_frame_that_cannot_be_decoded_is_refused()
    {
        var view = new ViewedPart(90, null);

        Assert.Equal(415, Source(null, view).Read("GIF89a"u8.ToArray(), out _, out _)!.Code);
        Assert.Equal(400, Source(null, view).Read(Png.AsMemory(0, 40), out _, out _)!.Code);
        var narrow = new FrameSource(Inputs(null), view, new FrameLimits(40), 10_000);
        Assert.Equal(413, narrow.Read(Png, out _, out _)!.Code);
    }

    private static FrameSource Source(string? key, ViewedPart? view = null) =>
        new(Inputs(key), view ?? new ViewedPart(0, null), FrameLimits.Default, 10_000);

    private static WatchInputSection Inputs(string? key) => new("cam", key, [], [], TimeSpan.FromSeconds(1));
}
