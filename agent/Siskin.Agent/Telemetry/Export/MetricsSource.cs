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
    // The library makes room for all series of an instrument at once, for 2,000 where nobody says otherwise. Watches
    // and sensors are as many as the configuration has; of anything else there are a few.
    private const int MaxSeries = 100;
    private const int MaxNamedSeries = 1_000;

    /// <summary>A provider of the library for one reader.</summary>
    /// <param name="reader">Who reads; the provider disposes of it.</param>
    /// <param name="exponential">Whether histograms have base-2 exponential buckets instead of the instruments'
    /// bounds.</param>
    public MeterProvider ProviderFor(MetricReader reader, bool exponential = false) =>
        Sdk.CreateMeterProviderBuilder()
            .AddMeter(Meter.Name)
            // Another agent in the same process has a meter of the same name.
            .AddView(instrument =>
                instrument.Meter != Meter ? MetricStreamConfiguration.Drop : StreamOf(instrument, exponential)
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

    private static MetricStreamConfiguration StreamOf(Instrument instrument, bool exponential)
    {
        var isHistogram = instrument is Histogram<double> or Histogram<long>;
        var stream =
            exponential && isHistogram
                ? new Base2ExponentialBucketHistogramConfiguration()
                : new MetricStreamConfiguration();
        stream.CardinalityLimit = IsNamed(instrument) ? MaxNamedSeries : MaxSeries;
        return stream;
    }

    private static bool IsNamed(Instrument instrument) =>
        instrument.Name.StartsWith("siskin.watch.", StringComparison.Ordinal)
        || instrument.Name.StartsWith("siskin.sensor.", StringComparison.Ordinal);
}
