using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>Whose metrics are exported.</summary>
/// <param name="Meter">Its meter.</param>
/// <param name="Device">Name of the device.</param>
/// <param name="Version">Version of the agent.</param>
internal sealed record MetricsSource(Meter Meter, string Device, string Version)
{
    /// <summary>A provider of the library for one reader.</summary>
    /// <param name="reader">Who reads; the provider disposes of it.</param>
    /// <param name="histograms">How histograms are kept; null for the bounds of the instruments.</param>
    public MeterProvider ProviderFor(MetricReader reader, MetricStreamConfiguration? histograms = null) =>
        Sdk.CreateMeterProviderBuilder()
            .AddMeter(Meter.Name)
            // Another agent in the same process has a meter of the same name.
            .AddView(instrument =>
                instrument.Meter != Meter ? MetricStreamConfiguration.Drop
                : IsHistogram(instrument) ? histograms
                : null
            )
            .ConfigureResource(resource =>
                resource.AddService(
                    "siskin",
                    serviceVersion: Version,
                    autoGenerateServiceInstanceId: false,
                    serviceInstanceId: Device
                )
            )
            .AddReader(reader)
            .Build();

    private static bool IsHistogram(Instrument instrument) => instrument is Histogram<double> or Histogram<long>;
}
