using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>Sends metrics to a collector, and says when that begins to fail and when it works again.</summary>
internal sealed class OtlpExporter(OtlpExporterOptions options, ILogger log) : OtlpMetricExporter(options)
{
    private readonly string _collector = options.Endpoint.GetLeftPart(UriPartial.Authority);
    private bool _failing;

    public override ExportResult Export(in Batch<Metric> metrics)
    {
        var result = base.Export(metrics);
        var failed = result != ExportResult.Success;
        if (failed && !_failing)
            log.MetricsNotSent(_collector);
        else if (!failed && _failing)
            log.MetricsSent(_collector);
        _failing = failed;
        return result;
    }
}
