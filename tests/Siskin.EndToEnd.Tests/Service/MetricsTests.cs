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
