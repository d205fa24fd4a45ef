using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Sensors;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Telemetry.Export;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Service;

/// <summary>The state of the agent's parts in the words of telemetry and metrics.</summary>
internal static class ReportedState
{
    public static TelemetryCache CacheOf(CacheCounts cache, AgentMetrics metrics, WatchCounts watches) =>
        new(cache.Frames, cache.Inputs, metrics.SharedAnswers, watches.UnchangedReadings, cache.Bytes, cache.MaxBytes)
        {
            Proposed = cache.Proposed,
            Accepted = cache.Accepted,
        };

    public static TelemetryProvider ProviderOf(ServedModel model, AgentMetrics metrics)
    {
        var description = model.Description;
        return new TelemetryProvider(
            description.Provider,
            description.Variant,
            description.FallbackReason,
            metrics.Providers,
            model.Npu?.Npu
        )
        {
            HelpersProblem = description.HelpersProblem,
        };
    }

    public static Dictionary<string, TelemetrySensor> SensorsOf(IEnumerable<SensorValue> sensors) =>
        sensors.ToDictionary(sensor => sensor.Name, Describe);

    /// <summary>Adds instruments of all that to the meter of the metrics.</summary>
    public static void Instrument(AgentMetrics metrics, AgentState state, TimeProvider time)
    {
        new StateInstruments(metrics, state).Create();
        new WatchInstruments(state, time).Create(metrics.Meter);
        ProcessInstruments.Create(
            metrics.Meter,
            ProcessProbe.OfThisProcess(time),
            () => Environment.CpuUsage.TotalTime,
            time
        );
    }

    /// <summary>Begins to serve and send the metrics, or null where nobody wants them.</summary>
    public static MetricsExport? Export(
        AgentConfig config,
        AgentMetrics metrics,
        TimeProvider time,
        ILoggerFactory logs
    ) =>
        config.Metrics.IsOff
            ? null
            : new MetricsExport(
                new MetricsTargets(config.Metrics.Prometheus, config.Metrics.Otlp, config.Metrics.OtlpInterval),
                new MetricsSource(metrics.Meter, config.Agent.Device, AgentInfo.Version),
                time,
                logs
            );

    private static TelemetrySensor Describe(SensorValue sensor) =>
        new(
            sensor.Missing is null ? Math.Round(sensor.Value, 3) : null,
            sensor.Unit,
            sensor.Age is { } age ? Math.Round(age.TotalSeconds, 1) : null,
            sensor.Missing
        );
}
