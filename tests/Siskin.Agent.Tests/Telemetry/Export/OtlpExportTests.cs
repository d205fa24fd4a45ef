using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Siskin.Agent.Telemetry.Export;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Telemetry.Export;

public sealed class OtlpExportTests : IAsyncDisposable
{
    private readonly Meter _meter = new("Siskin");
    private readonly RecordingLogs _logs = new();
    private readonly HttpListener _collector = new();
    private readonly int _port = TestBroker.FreePort();
    private readonly Histogram<double> _duration;

    public OtlpExportTests()
    {
        _collector.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _collector.Start();
        _duration = _meter.CreateHistogram<double>("gen_ai.server.request.duration", "s");
        _meter.CreateObservableGauge("siskin.queue.requests", () => 3L);
    }

    public ValueTask DisposeAsync()
    {
        _collector.Close();
        _meter.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_collector_gets_exponential_histograms_and_whose_they_are()
    {
        await using var export = Export(TimeSpan.FromHours(1));
        _duration.Record(0.004, new KeyValuePair<string, object?>("siskin.provider", "cpu"));
        var ending = Task.Run(async () => await export.DisposeAsync()); // the end sends what was not sent yet

        var (path, body) = await ReceiveAsync(200);
        await ending;

        Assert.Equal("/v1/metrics", path);
        var resource = ProtobufFields.Of(ProtobufFields.Of(body, 1)[0], 1)[0];
        Assert.Contains("boiler-room", Encoding.UTF8.GetString(resource.Span), StringComparison.Ordinal);
        // ResourceMetrics.scope_metrics.metrics; a gauge is field 5 of a metric, an exponential histogram field 10.
        var metrics = ProtobufFields
            .Of(ProtobufFields.Of(ProtobufFields.Of(body, 1)[0], 2)[0], 2)
            .ToDictionary(metric => Encoding.UTF8.GetString(ProtobufFields.Of(metric, 1)[0].Span), metric => metric);
        Assert.NotEmpty(ProtobufFields.Of(metrics["gen_ai.server.request.duration"], 10));
        Assert.NotEmpty(ProtobufFields.Of(metrics["siskin.queue.requests"], 5));
    }

    [Fact]
    public async Task A_collector_that_refuses_is_told_of_once_and_again_when_it_takes_them()
    {
        await using var export = Export(TimeSpan.FromMilliseconds(50));

        await ReceiveAsync(400);
        await ReceiveAsync(400);
        await ReceiveAsync(200);
        await Wait.UntilAsync(
            () => _logs.Lines.Any(line => line.Contains(" 453 ", StringComparison.Ordinal)),
            "the log says that they arrive again"
        );
        _collector.Close(); // the end does not wait for an answer

        Assert.Single(
            _logs.Lines,
            line =>
                line.StartsWith(
                    $"Warning 452 Metrics do not reach the collector at http://127.0.0.1:{_port}.",
                    StringComparison.Ordinal
                )
        );
    }

    private MetricsExport Export(TimeSpan interval) =>
        new(
            new MetricsTargets(null, new Uri($"http://127.0.0.1:{_port}"), interval),
            new MetricsSource(_meter, "boiler-room", "1.2.3"),
            TimeProvider.System,
            _logs
        );

    private async Task<(string Path, ReadOnlyMemory<byte> Body)> ReceiveAsync(int status)
    {
        var context = await _collector.GetContextAsync().PatientlyAsync();
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        context.Response.StatusCode = status;
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, body.ToArray());
    }
}
