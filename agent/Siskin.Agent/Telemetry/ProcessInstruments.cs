using System.Diagnostics.Metrics;

namespace Siskin.Agent.Telemetry;

/// <summary>Instruments of the process and its machine, under OpenTelemetry's names where there are any.</summary>
internal static class ProcessInstruments
{
    /// <summary>Adds them to the meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="probe">A probe of their own: each reading of it is the begin of the next.</param>
    /// <param name="processorTime">Processor time that the process has used so far.</param>
    /// <param name="time">Clock; the process counts as started now.</param>
    public static void Create(Meter meter, ProcessProbe probe, Func<TimeSpan> processorTime, TimeProvider time)
    {
        var started = time.GetTimestamp();
        meter.CreateObservableGauge(
            "process.uptime",
            () => time.GetElapsedTime(started).TotalSeconds,
            "s",
            "Time since the start of the agent."
        );
        meter.CreateObservableCounter(
            "process.cpu.time",
            () => processorTime().TotalSeconds,
            "s",
            "Processor time of the agent."
        );
        meter.CreateObservableUpDownCounter(
            "process.memory.usage",
            () => probe.Read().RssBytes,
            "By",
            "Resident memory of the agent."
        );
        var temperature = new LastingSeries(gone: double.NaN);
        meter.CreateObservableGauge(
            "siskin.temperature",
            () => temperature.Of(probe.Read().TemperatureC is { } celsius ? [new Measurement<double>(celsius)] : []),
            "Cel",
            "The hottest thermal zone."
        );
    }
}
