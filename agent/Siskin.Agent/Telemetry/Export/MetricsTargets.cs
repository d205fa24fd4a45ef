using System.Net;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>Where metrics go.</summary>
/// <param name="Prometheus">Address at which Prometheus finds them, or null for none.</param>
/// <param name="Otlp">Collector that they are sent to, or null for none.</param>
/// <param name="Interval">Time between two of these messages.</param>
internal sealed record MetricsTargets(IPEndPoint? Prometheus, Uri? Otlp, TimeSpan Interval);
