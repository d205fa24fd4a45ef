using System.Net;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class MetricsReaderTests
{
    [Fact]
    public void Nothing_is_exported_unless_it_is_wanted() => Assert.True(Read("").Config!.Metrics.IsOff);

    [Theory]
    [InlineData("127.0.0.1:9464", "127.0.0.1:9464")]
    [InlineData("localhost:9464", "127.0.0.1:9464")]
    [InlineData("[::1]:9464", "[::1]:9464")]
    public void Loopback_needs_no_statement(string text, string address)
    {
        var metrics = Read($"prometheus = \"{text}\"").Config!.Metrics;

        Assert.Equal(IPEndPoint.Parse(address), metrics.Prometheus);
        Assert.False(metrics.IsOff);
    }

    [Theory]
    [InlineData("0.0.0.0:9464")]
    [InlineData("192.0.2.7:9464")]
    [InlineData("[::]:9464")]
    public void An_address_that_others_reach_has_to_be_stated(string text)
    {
        var error = Assert.Single(Read($"prometheus = \"{text}\"").Errors);

        Assert.Equal(
            $"siskin.toml:4: [metrics] prometheus: \"{text}\" lets other machines read the metrics, without a password; "
                + "use 127.0.0.1 or [::1], or state allow_remote = true.",
            error.ToString()
        );
        Assert.Equal(
            IPEndPoint.Parse(text),
            Read($"prometheus = \"{text}\"\nallow_remote = true").Config!.Metrics.Prometheus
        );
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("1.5:9464")]
    [InlineData("9464")]
    [InlineData("board.example:9464")]
    [InlineData("http://127.0.0.1:9464")]
    [InlineData("")]
    public void What_is_no_address_is_refused(string text)
    {
        var error = Assert.Single(Read($"prometheus = \"{text}\"").Errors);

        Assert.Contains(
            $"prometheus = \"{text}\" is not allowed; give an IP address and a port",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("http://collector.example:4317")]
    [InlineData("http://127.0.0.1:4318")]
    [InlineData("https://collector.example/otlp/v1/metrics")]
    public void A_collector_is_a_url(string text) =>
        Assert.Equal(new Uri(text), Read($"otlp = \"{text}\"").Config!.Metrics.Otlp);

    [Theory]
    [InlineData("collector.example:4317")]
    [InlineData("grpc://collector.example:4317")]
    [InlineData("http://user:word@collector.example:4318")]
    [InlineData("http://collector.example:4318/?token=x")]
    public void What_is_none_is_refused_and_no_password_is_shown(string text)
    {
        var error = Assert.Single(Read($"otlp = \"{text}\"").Errors);

        Assert.Contains(
            "give http://HOST:4317 (gRPC) or http://HOST:4318 (HTTP)",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("word@", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_is_in_seconds()
    {
        Assert.Equal(TimeSpan.FromSeconds(60), Read("").Config!.Metrics.OtlpInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), Read("otlp_interval_s = 5").Config!.Metrics.OtlpInterval);
        Assert.Single(Read("otlp_interval_s = 0").Errors);
    }

    [Fact]
    public void The_summary_says_where_they_go()
    {
        Assert.Contains(("metrics", "off"), ConfigSummary.Of(Read("").Config!));
        Assert.Contains(
            ("metrics", "served at http://127.0.0.1:9464/metrics, sent to http://c:4318/ every 00:01:00"),
            ConfigSummary.Of(Read("prometheus = \"127.0.0.1:9464\"\notlp = \"http://c:4318\"").Config!)
        );
    }

    private static ConfigResult Read(string metrics) =>
        ConfigReader.Parse("siskin.toml", $"[bundle]\npath = \"b\"\n[metrics]\n{metrics}\n");
}
