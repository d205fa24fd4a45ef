using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

/// <summary>Payloads whose sender gave no content type, as MQTT 3.1.1 has none.</summary>
public sealed class UntypedPayloadTests
{
    private static readonly RequestLimits Limits = new(1_000, 1_000, 100, 100);

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 1 })] // JPEG
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })] // PNG
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 4, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50 })] // RIFF, WEBP
    public void A_frame_is_known_by_its_first_bytes(byte[] payload)
    {
        foreach (var type in new[] { null, "", " " })
        {
            var request = Readings.Of(Message(payload, type), Limits).Request!;

            Assert.Equal("Read it.", request.Prompt);
            Assert.Equal(payload, request.Image.ToArray());
        }
    }

    [Fact]
    public void A_text_is_no_frame()
    {
        var request = Readings.Of(Message("Read the RIFF."u8.ToArray(), null), Limits).Request!;

        Assert.Equal("Read the RIFF.", request.Prompt);
        Assert.True(request.Image.IsEmpty);
    }

    private static IncomingMessage Message(byte[] payload, string? type) =>
        new("t", payload, type, null, null, [new("prompt", "Read it.")], null, false, false);
}
