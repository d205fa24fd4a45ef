using System.Text.Json;
using MQTTnet.Formatter;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

public sealed class RequestTests(SharedBench shared) : IClassFixture<SharedBench>
{
    private readonly Bench bench = shared.Bench;

    private string Topic => bench.Agent.RequestTopic;

    [Fact]
    public async Task A_json_request_gets_the_whole_reply_of_the_contract()
    {
        var reply = await bench.Client.AskAsync(
            TestRequest.Json(
                Topic,
                """{"id":"r-1","prompt":"Which value is highest?","sensors":{"boiler":61.5,"flow":{"rate":3}}}"""
            )
        );

        Assert.Equal("application/json", reply.ContentType);
        var json = reply.Json;
        Assert.Equal("r-1", json.GetProperty("id").GetString());
        Assert.NotNull(reply.Answer);
        Assert.Contains(json.GetProperty("finish_reason").GetString(), new[] { "stop", "length" });
        Assert.InRange(json.GetProperty("confidence").GetDouble(), 0, 1);
        Assert.Equal(0, json.GetProperty("tokens").GetProperty("image").GetInt32());
        Assert.True(json.GetProperty("tokens").GetProperty("input").GetInt32() > 10);
        Assert.True(json.GetProperty("tokens").GetProperty("output").GetInt32() > 0);
        AssertTimings(json);
        Assert.StartsWith("cpu-", json.GetProperty("variant").GetString(), StringComparison.Ordinal);
        Assert.Equal("cpu", json.GetProperty("provider").GetString());
        Assert.False(string.IsNullOrEmpty(json.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task A_frame_with_user_properties_is_answered()
    {
        var reply = await bench.Client.AskAsync(
            TestRequest.Jpeg(Topic, TestFrames.Jpeg(width: 144), "Read the meter.") with // no other test's: none is kept
            {
                Properties = [("prompt", "Read the meter."), ("id", "frame-7")],
            }
        );

        Assert.Equal("frame-7", reply.Json.GetProperty("id").GetString());
        Assert.NotNull(reply.Answer);
        Assert.InRange(reply.Json.GetProperty("tokens").GetProperty("image").GetInt32(), 1, 64);
        Assert.True(reply.Json.GetProperty("timings_ms").GetProperty("vision").GetDouble() > 0);
    }

    [Fact]
    public async Task A_frame_inside_json_gets_the_same_answer_as_the_bare_frame()
    {
        var frame = TestFrames.Jpeg();
        var bare = await bench.Client.AskAsync(TestRequest.Jpeg(Topic, frame, "Read the meter."));
        var inside = await bench.Client.AskAsync(
            TestRequest.Json(Topic, $$"""{"prompt":"Read the meter.","image":"{{Convert.ToBase64String(frame)}}"}""")
        );

        Assert.Equal(bare.Answer, inside.Answer);
        Assert.Equal(
            bare.Json.GetProperty("tokens").GetProperty("image").GetInt32(),
            inside.Json.GetProperty("tokens").GetProperty("image").GetInt32()
        );
    }

    [Fact]
    public async Task Plain_text_is_a_prompt()
    {
        var reply = await bench.Client.AskAsync(TestRequest.Text(Topic, "Is the boiler hot?"));

        Assert.NotNull(reply.Answer);
    }

    [Fact]
    public async Task Each_reply_carries_the_correlation_data_of_its_request()
    {
        var sent = new List<string>();
        for (var i = 0; i < 8; i++)
            sent.Add(
                await bench.Client.SendAsync(
                    TestRequest.Json(Topic, $$"""{"id":"c-{{i}}","prompt":"Question {{i}}"}""")
                )
            );

        for (var i = 0; i < sent.Count; i++)
            Assert.Equal($"c-{i}", (await bench.Client.ReplyAsync(sent[i])).Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_repeated_request_gets_the_stored_reply()
    {
        var request = TestRequest.Text(Topic, "Twice?") with { Correlation = Guid.NewGuid().ToString("N") };
        var first = await bench.Client.AskAsync(request);
        bench.Client.Forget();

        var second = await bench.Client.AskAsync(request);

        // The timings would differ if the model had been asked again.
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task A_token_limit_is_kept()
    {
        var reply = await bench.Client.AskAsync(
            TestRequest.Json(Topic, """{"prompt":"Tell me everything.","max_tokens":1}""")
        );

        Assert.Equal(1, reply.Json.GetProperty("tokens").GetProperty("output").GetInt32());
    }

    [Fact]
    public async Task An_mqtt_3_client_finds_its_reply_below_the_device()
    {
        await using var old = await TestClient.ConnectAsync(bench.Broker, MqttProtocolVersion.V311);

        await old.PublishAsync(Topic, """{"id":"old-1","prompt":"Which value is highest?"}"""u8.ToArray());

        var reply = await old.WaitForAsync($"siskin/{bench.Agent.Device}/reply/old-1", "{");
        Assert.Equal("old-1", reply.Json.GetProperty("id").GetString());
        Assert.NotNull(reply.Answer);
    }

    [Fact]
    public async Task Telemetry_counts_what_was_answered()
    {
        await bench.AssertServingAsync();
        bench.Client.Forget();

        var telemetry = (
            await bench.Client.WaitAsync(
                m =>
                    m.Topic == bench.Agent.TelemetryTopic
                    && m.Json.GetProperty("requests").GetProperty("answered").GetInt64() > 0,
                "telemetry"
            )
        ).Json;

        Assert.True(telemetry.GetProperty("timings_ms").GetProperty("total").GetProperty("p50").GetDouble() > 0);
        Assert.True(telemetry.GetProperty("process").GetProperty("rss_bytes").GetInt64() > 1_000_000);
    }

    private static void AssertTimings(JsonElement reply)
    {
        var timings = reply.GetProperty("timings_ms");
        double Of(string stage) => timings.GetProperty(stage).GetDouble();
        foreach (var stage in new[] { "queue", "image", "vision", "encoder", "first_token", "per_token" })
            Assert.InRange(Of(stage), 0, Of("total"));
        Assert.True(Of("encoder") > 0);
    }
}
