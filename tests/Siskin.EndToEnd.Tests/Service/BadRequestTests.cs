using System.Text;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

public sealed class BadRequestTests(SharedBench shared) : IClassFixture<SharedBench>
{
    private readonly Bench bench = shared.Bench;

    private string Topic => bench.Agent.RequestTopic;

    [Theory]
    [InlineData("{\"prompt\": \"unfinished")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"prompt\": 5}")]
    [InlineData("{\"prompt\": \"x\", \"image\": \"not base64!\"}")]
    [InlineData("{\"prompt\": \"x\", \"max_tokens\": -1}")]
    public Task Malformed_json_is_refused_with_400(string json) =>
        AssertRefusedAsync(TestRequest.Json(Topic, json), 400);

    [Fact]
    public Task Text_that_is_not_utf8_is_refused_with_400() =>
        AssertRefusedAsync(new TestRequest(Topic, [0xC3, 0x28, 0xFF], "text/plain"), 400);

    [Fact]
    public Task An_empty_payload_is_refused_with_400() =>
        AssertRefusedAsync(new TestRequest(Topic, [], "application/json"), 400);

    [Fact]
    public Task An_unknown_content_type_is_refused_with_415() =>
        AssertRefusedAsync(new TestRequest(Topic, "<a/>"u8.ToArray(), "application/xml"), 415);

    [Fact]
    public Task A_frame_that_is_no_picture_is_refused_with_415() =>
        AssertRefusedAsync(
            TestRequest.Jpeg(Topic, Encoding.ASCII.GetBytes("GIF or whatever this is"), "Read it."),
            415
        );

    [Fact]
    public Task A_truncated_frame_is_refused_with_400() =>
        AssertRefusedAsync(TestRequest.Jpeg(Topic, TestFrames.Truncated(), "Read it."), 400);

    [Fact]
    public Task A_frame_whose_header_claims_billions_of_pixels_is_refused_with_413() =>
        AssertRefusedAsync(TestRequest.Jpeg(Topic, TestFrames.GiantHeader(), "Read it."), 413);

    [Fact]
    public Task An_oversized_payload_is_refused_with_413() =>
        AssertRefusedAsync(TestRequest.Json(Topic, $$"""{"prompt":"{{new string('x', 250_000)}}"}"""), 413);

    [Fact]
    public Task A_prompt_that_is_too_long_is_refused_with_413() =>
        AssertRefusedAsync(TestRequest.Text(Topic, new string('x', 20_000)), 413);

    [Fact]
    public async Task A_retained_request_is_not_obeyed()
    {
        await bench.Client.PublishAsync(
            Topic,
            """{"id":"kept","prompt":"Again and again?"}"""u8.ToArray(),
            retain: true
        );
        bench.Client.Forget();
        await using var second = AgentProcess.Start(
            bench.Broker,
            new AgentOptions
            {
                // The same request topic, another session: the broker hands out the retained request on subscription.
                Device = bench.Agent.Device,
                Broker = "client_id = \"second\"",
            }
        );
        await bench.Client.WaitForAsync(bench.Agent.StatusTopic, "online");
        await bench.AssertServingAsync();
        await bench.Client.PublishAsync(Topic, [], retain: true);

        // One reply, of the agent that was there when the request was published; or none.
        Assert.InRange(
            bench.Client.Messages.Count(m => m.Topic.EndsWith("/reply/kept", StringComparison.Ordinal)),
            0,
            1
        );
    }

    private async Task AssertRefusedAsync(TestRequest request, int code)
    {
        var reply = await bench.Client.AskAsync(request);

        Assert.True(reply.ErrorCode == code, $"expected {code}: {reply.Text}");
        Assert.Equal($"{code}", reply.Properties["status"]);
        Assert.False(string.IsNullOrWhiteSpace(reply.Json.GetProperty("error").GetProperty("message").GetString()));
        await bench.AssertServingAsync();
    }
}
