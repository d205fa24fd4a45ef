using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>Log lines of the export of metrics, events 450 to 459.</summary>
internal static partial class ExportLog
{
    [LoggerMessage(450, LogLevel.Information, "Metrics are served at http://{Address}/metrics.")]
    public static partial void MetricsServed(this ILogger log, string address);

    [LoggerMessage(451, LogLevel.Error, "Metrics are not served at {Address}: {Reason}")]
    public static partial void MetricsNotServed(this ILogger log, string address, string reason);

    [LoggerMessage(452, LogLevel.Warning, "Metrics do not reach the collector at {Address}.")]
    public static partial void MetricsNotSent(this ILogger log, string address);

    [LoggerMessage(453, LogLevel.Information, "Metrics reach the collector at {Address} again.")]
    public static partial void MetricsSent(this ILogger log, string address);

    [LoggerMessage(454, LogLevel.Error, "Metrics could not be collected.")]
    public static partial void NotCollected(this ILogger log, Exception exception);
}
