using System.Diagnostics.Metrics;
using System.Text;
using Siskin.Agent.Telemetry.Export;

namespace Siskin.Agent.Tests.Telemetry.Export;

public sealed class PrometheusPageTests : IDisposable
{
    private readonly Meter _meter = new("Siskin");
    private readonly PrometheusPage _page;

    public PrometheusPageTests() => _page = new PrometheusPage(new MetricsSource(_meter, "boiler-room", "1.2.3"));

    private string[] Lines => Encoding.UTF8.GetString(_page.Render()).Split('\n');

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_counter_has_help_type_and_labels()
    {
        var counter = _meter.CreateCounter<long>("siskin.requests.refused", "{request}", "Requests refused.");
        counter.Add(2, new KeyValuePair<string, object?>("error.type", "429"));
        counter.Add(1, new KeyValuePair<string, object?>("error.type", "400"));

        Assert.Equal(
            [
                "# HELP siskin_requests_refused_total Requests refused.",
                "# TYPE siskin_requests_refused_total counter",
                "siskin_requests_refused_total{error_type=\"400\"} 1",
                "siskin_requests_refused_total{error_type=\"429\"} 2",
            ],
            Lines.Where(line => line.Contains("refused", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_one_of_many_watches_has_its_series_and_what_is_unexpected_takes_no_memory_without_end()
    {
        var watches = Enumerable
            .Range(0, 900)
            .Select(i => new Measurement<double>(i, KeyValuePair.Create<string, object?>("watch", $"w{i}")));
        _meter.CreateObservableGauge("siskin.watch.value", () => watches);
        var counter = _meter.CreateCounter<long>("siskin.requests.refused");
        for (var i = 0; i < 900; i++)
            counter.Add(1, new KeyValuePair<string, object?>("error.type", $"{i}"));

        var lines = Lines;

        Assert.Equal(900, lines.Count(line => line.StartsWith("siskin_watch_value{", StringComparison.Ordinal)));
        var refused = lines
            .Where(line => line.StartsWith("siskin_requests_refused_total{", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(101, refused.Length);
        Assert.Contains("siskin_requests_refused_total{otel_metric_overflow=\"true\"} 800", refused); // none is lost
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_sum_and_count()
    {
        var histogram = _meter.CreateHistogram(
            "gen_ai.server.request.duration",
            "s",
            "Time.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 1] }
        );
        foreach (var seconds in new[] { 0.0005, 0.004, 0.008, 5 })
            histogram.Record(seconds, new KeyValuePair<string, object?>("stage", "a"));

        Assert.Equal(
            [
                "# HELP gen_ai_server_request_duration_seconds Time.",
                "# TYPE gen_ai_server_request_duration_seconds histogram",
                "gen_ai_server_request_duration_seconds_bucket{stage=\"a\",le=\"0.001\"} 1",
                "gen_ai_server_request_duration_seconds_bucket{stage=\"a\",le=\"0.01\"} 3",
                "gen_ai_server_request_duration_seconds_bucket{stage=\"a\",le=\"1\"} 3",
                "gen_ai_server_request_duration_seconds_bucket{stage=\"a\",le=\"+Inf\"} 4",
                "gen_ai_server_request_duration_seconds_sum{stage=\"a\"} 5.0125",
                "gen_ai_server_request_duration_seconds_count{stage=\"a\"} 4",
            ],
            Lines.Where(line => line.Contains("duration", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Gauges_are_read_anew_for_each_page_and_one_without_a_value_is_left_out()
    {
        var value = 1.5;
        _meter.CreateObservableGauge("siskin.temperature", () => value, "Cel", "Heat.");
        Assert.Contains("siskin_temperature_celsius 1.5", Lines);

        value = double.NaN;

        Assert.DoesNotContain(Lines, line => line.StartsWith("siskin_temperature_celsius ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sum_that_may_fall_is_a_gauge()
    {
        _meter.CreateObservableUpDownCounter("process.memory.usage", () => 4_096L, "By", "Memory.");

        Assert.Contains("# TYPE process_memory_usage_bytes gauge", Lines);
        Assert.Contains("process_memory_usage_bytes 4096", Lines);
    }

    [Fact]
    public void Labels_and_help_are_escaped()
    {
        _meter.CreateObservableGauge(
            "siskin.watch.value",
            () => new Measurement<double>(1, new KeyValuePair<string, object?>("unit", "a\"b\\c\nd")),
            null,
            "One \"line\",\nor \\ two."
        );

        Assert.Contains("# HELP siskin_watch_value One \"line\",\\nor \\\\ two.", Lines);
        Assert.Contains("siskin_watch_value{unit=\"a\\\"b\\\\c\\nd\"} 1", Lines);
    }

    [Fact]
    public void It_says_whose_metrics_they_are_and_ends_with_a_line_break()
    {
        _meter.CreateObservableGauge("siskin.queue.requests", () => 0L);

        var info = Assert.Single(Lines, line => line.StartsWith("target_info{", StringComparison.Ordinal));
        Assert.Contains("service_name=\"siskin\"", info, StringComparison.Ordinal);
        Assert.Contains("service_instance_id=\"boiler-room\"", info, StringComparison.Ordinal);
        Assert.Contains("service_version=\"1.2.3\"", info, StringComparison.Ordinal);
        Assert.Equal("", Lines[^1]);
    }

    [Fact]
    public void Another_meter_of_the_same_name_is_not_on_it()
    {
        using var other = new Meter(_meter.Name);
        other.CreateObservableGauge("siskin.other", () => 1L);
        _meter.CreateObservableGauge("siskin.own", () => 1L);

        Assert.Contains("siskin_own 1", Lines);
        Assert.DoesNotContain(Lines, line => line.Contains("siskin_other", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("siskin.queue.size", "By", "gauge", "siskin_queue_size_bytes")]
    [InlineData("siskin.watch.confidence", "1", "gauge", "siskin_watch_confidence_ratio")]
    [InlineData("siskin.reply.confidence", "1", "histogram", "siskin_reply_confidence")]
    [InlineData("process.cpu.time", "s", "counter", "process_cpu_time_seconds_total")]
    [InlineData("gen_ai.client.token.usage", "{token}", "histogram", "gen_ai_client_token_usage")]
    public void Names_follow_the_rules_for_prometheus(string name, string unit, string type, string expected) =>
        Assert.Equal(expected, PrometheusText.NameOf(name, unit, type));

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(0.1, "0.1")]
    [InlineData(12345678901d, "12345678901")]
    public void Numbers_are_written_as_prometheus_reads_them(double value, string expected) =>
        Assert.Equal(expected, PrometheusText.Show(value));
}
