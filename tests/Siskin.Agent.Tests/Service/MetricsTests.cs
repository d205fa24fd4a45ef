using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

public sealed class MetricsTests
{
    [Fact]
    public async Task A_request_is_counted_by_the_telemetry_message_and_by_prometheus_alike()
    {
        var time = new ImpatientTimeProvider();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(
                broker.Port,
                rest: $"[telemetry]\ninterval_s = 77\n[metrics]\nprometheus = \"127.0.0.1:{TestBroker.FreePort()}\""
            ),
            time: time
        );

        await client.AskAsync(TestAgent.Request, """{"prompt":"Hello?"}""", "good");
        await client.AskAsync(TestAgent.Request, "{ nonsense", "bad");
        await client.ReplyAsync("good");
        await client.ReplyAsync("bad");

        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri($"http://{agent.Agent.Metrics}/metrics"));
        Assert.Contains("\nsiskin_requests_received_total 2\n", page, StringComparison.Ordinal);
        Assert.Contains("\nsiskin_requests_answered_total{provider=\"cpu\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("\nsiskin_requests_refused_total{error_type=\"400\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains(
            "\ngen_ai_server_request_duration_seconds_count{gen_ai_operation_name=\"generate_content\","
                + "gen_ai_provider_name=\"siskin\",gen_ai_response_model=\"scripted 1.2\",siskin_provider=\"cpu\"} 1\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nsiskin_provider_active{provider=\"cpu\",variant=\"cpu-fake\"} 1\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Equal(1, time.Ring(TimeSpan.FromSeconds(77)));
        var told = TestClient.Json(await client.MessageAsync("siskin/bench/telemetry", "{"));
        Assert.Equal(2, told.GetProperty("requests").GetProperty("received").GetInt32());
        Assert.Equal(1, told.GetProperty("provider").GetProperty("answers").GetProperty("cpu").GetInt32());
        Assert.Equal(1, told.GetProperty("errors").GetProperty("400").GetInt32());
    }

    [Fact]
    public async Task An_agent_without_the_section_serves_nothing()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        Assert.Null(agent.Agent.Metrics);
    }
}
