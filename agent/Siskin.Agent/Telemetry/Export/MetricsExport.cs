using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>Brings metrics to where the configuration wants them.</summary>
internal sealed class MetricsExport : IAsyncDisposable
{
    private const int GrpcPort = 4317;

    // A collector that does not answer holds up the end of the process no longer than this.
    private const int FarewellMilliseconds = 1_000;

    private readonly MeterProvider? _sent;
    private readonly PrometheusEndpoint? _served;

    /// <summary>Begins; nothing is started for a target that is not wanted.</summary>
    public MetricsExport(MetricsTargets targets, MetricsSource source, TimeProvider time, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<MetricsExport>();
        if (targets.Otlp is { } collector)
            _sent = Send(collector, targets.Interval, source, log);
        if (targets.Prometheus is { } address)
            _served = PrometheusEndpoint.Start(address, new PrometheusPage(source), time, log);
    }

    /// <summary>Where Prometheus finds them; null where they are not served.</summary>
    public System.Net.IPEndPoint? Served => _served?.Address;

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        _sent?.Shutdown(FarewellMilliseconds);
        _sent?.Dispose();
    }

    private static MeterProvider Send(Uri collector, TimeSpan interval, MetricsSource source, ILogger log)
    {
        var grpc = collector.Port == GrpcPort;
        // The library appends this path only to an address that it was not told.
        var endpoint = grpc || collector.AbsolutePath != "/" ? collector : new Uri(collector, "v1/metrics");
        var exporter = new OtlpExporter(
            new OtlpExporterOptions
            {
                Endpoint = endpoint,
                Protocol = grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            },
            log
        );
        return source.ProviderFor(
            new PeriodicExportingMetricReader(exporter, (int)interval.TotalMilliseconds),
            exponential: true
        );
    }
}
