using System.Text;
using Siskin.Agent.Tests.Harness;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

public sealed class MetricsTests
{
    [Fact]
    public async Task A_scrape_after_a_request_counts_it()
    {
        var port = MosquittoServer.FreePort();
        await using var bench = await Bench.StartAsync(
            new AgentOptions { Sections = $"[metrics]\nprometheus = \"127.0.0.1:{port}\"" }
        );
        await bench.AssertServingAsync();
        using var http = new HttpClient();

        var page = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));

        var lines = page.Split('\n');
        Assert.Contains("siskin_requests_received_total 1", lines);
        Assert.Contains("siskin_requests_answered_total{provider=\"cpu\"} 1", lines);
        var count = Assert.Single(
            lines,
            line => line.StartsWith("gen_ai_server_request_duration_seconds_count{", StringComparison.Ordinal)
        );
        Assert.EndsWith("} 1", count, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("process_memory_usage_bytes ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collector_at_its_port_for_grpc_gets_the_metrics_of_requests_with_their_headers()
    {
        await using var collector = await GrpcCollector.StartAsync();
        await using var bench = await Bench.StartAsync(
            new AgentOptions
            {
                Sections = $"[metrics]\notlp = \"{collector.Address}\"\notlp_interval_s = 1",
                Environment = new Dictionary<string, string>
                {
                    ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=Bearer secret",
                },
            }
        );
        await bench.AssertServingAsync();

        Dictionary<string, ReadOnlyMemory<byte>> metrics;
        do
        {
            var (message, headers) = await collector.ReceiveAsync();
            Assert.Equal("Bearer secret", headers.GetValue("authorization"));
            var resource = ProtobufFields.Of(message, 1)[0]; // ResourceMetrics: resource, scope_metrics
            Assert.Contains(
                "bench-1",
                Encoding.UTF8.GetString(ProtobufFields.Of(resource, 1)[0].Span),
                StringComparison.Ordinal
            );
            metrics = ProtobufFields
                .Of(ProtobufFields.Of(resource, 2)[0], 2)
                .ToDictionary(metric => Encoding.UTF8.GetString(ProtobufFields.Of(metric, 1)[0].Span));
        } while (!metrics.ContainsKey("gen_ai.server.request.duration")); // what was sent before the request

        Assert.NotEmpty(ProtobufFields.Of(metrics["gen_ai.server.request.duration"], 10)); // exponential_histogram
        Assert.NotEmpty(ProtobufFields.Of(metrics["siskin.requests.answered"], 7)); // sum
        Assert.NotEmpty(ProtobufFields.Of(metrics["siskin.provider.active"], 5)); // gauge
        Assert.DoesNotContain("do not reach the collector", bench.Agent.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_will_and_info_have_one_session()
    {
        await using var bench = await Bench.StartAsync();
        var session = (await bench.Client.WaitForAsync(bench.Agent.InfoTopic, "{"))
            .Json.GetProperty("session")
            .GetInt64();

        bench.Agent.Kill();

        var will = await bench.Client.WaitForAsync(bench.Agent.StatusTopic, "offline");
        Assert.Equal($"{session}", will.Properties["session"]);
    }
}
