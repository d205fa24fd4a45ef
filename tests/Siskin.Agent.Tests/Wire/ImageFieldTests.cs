using System.Text;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Tests.Wire;

public sealed class ImageFieldTests
{
    private const int MaxBytes = 1_000;

    private static readonly byte[] Png = TestFrames.Png(8, 6);

    [Theory]
    [InlineData("", false)]
    [InlineData("data:image/png;base64,", false)]
    [InlineData("DATA:;base64,", false)]
    [InlineData("data:image/png;base64,", true)]
    public void A_frame_is_read_alike_in_a_request_and_in_a_message_of_a_camera(string header, bool escaped)
    {
        var text = header + Convert.ToBase64String(Png);
        if (escaped)
            text = text.Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002b", StringComparison.Ordinal);

        Assert.Equal(Png, InRequest(text).Request?.Image.ToArray());
        Assert.Null(InMessage(text, out var frame));
        Assert.Equal(Png, frame);
    }

    [Theory]
    [InlineData("a?b", 400, "not valid base64")]
    [InlineData("", 400, "not valid base64")]
    [InlineData("data:image/png;base64,", 400, "not valid base64")]
    [InlineData("data:image/png,abc", 400, "is a data URI without \";base64,\"")]
    [InlineData("data:", 400, "is a data URI without \";base64,\"")]
    public void What_is_wrong_is_refused_alike(string text, int code, string message)
    {
        var request = InRequest(text).Rejection!;
        var camera = InMessage(text, out _)!;

        Assert.Equal((code, code), (request.Code, camera.Code));
        Assert.StartsWith("image ", request.Message, StringComparison.Ordinal);
        Assert.StartsWith("The field picture ", camera.Message, StringComparison.Ordinal);
        Assert.All([request, camera], said => Assert.Contains(message, said.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("data:image/png;base64,")]
    public void Only_the_frame_counts_for_its_limit(string header)
    {
        Assert.Equal(MaxBytes, InRequest(header + Convert.ToBase64String(new byte[MaxBytes])).Request?.Image.Length);
        Assert.Equal(413, InRequest(header + Convert.ToBase64String(new byte[MaxBytes + 3])).Rejection?.Code);
    }

    private static (InferenceRequest? Request, Rejection? Rejection) InRequest(string image)
    {
        var limits = RequestLimits.Local with { ImageBytes = MaxBytes };
        var json = Encoding.UTF8.GetBytes($$"""{"prompt":"x","image":"{{image}}"}""");
        string? id = null;
        var rejection = JsonRequestReader.Read(json, limits, files: false, out var request, ref id);
        return (request, rejection);
    }

    private static Rejection? InMessage(string image, out byte[] frame)
    {
        var inputs = new WatchInputSection("cam", "picture", [], [], TimeSpan.FromSeconds(1));
        var source = new FrameSource(inputs, new ViewedPart(0, null), FrameLimits.Default, MaxBytes);
        var rejection = source.Read(Encoding.UTF8.GetBytes($$"""{"picture":"{{image}}"}"""), out var encoded, out _);
        frame = encoded.ToArray();
        return rejection;
    }
}
