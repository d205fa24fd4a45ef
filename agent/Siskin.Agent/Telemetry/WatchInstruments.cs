using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Siskin.Agent.Telemetry;

/// <summary>Instruments of what the watches read and of the device's own sensors.</summary>
/// <param name="state">What they say.</param>
/// <param name="time">Clock.</param>
internal sealed class WatchInstruments(AgentState state, TimeProvider time)
{
    /// <summary>Adds them to the meter.</summary>
    public void Create(Meter meter)
    {
        Gauge(meter, "siskin.watch.value", "Value of a watch that reads a number.", null, Values);
        Gauge(meter, "siskin.watch.age", "Time since the value was accepted.", "s", Ages);
        Gauge(meter, "siskin.watch.confidence", "Confidence of the last reading.", "1", Confidences);
        Gauge(meter, "siskin.watch.failing", "1 where the last reading was refused.", null, Failing);
        Gauge(meter, "siskin.sensor.value", "The sensors of [telemetry] sensors.", null, Sensors);
        meter.CreateObservableCounter(
            "siskin.watch.readings",
            Readings,
            "{reading}",
            "Readings of all watches: accepted, refused, or skipped because requests needed the model."
        );
        meter.CreateObservableCounter(
            "siskin.watch.bad_inputs",
            BadInputs,
            "{message}",
            "Frames and values of watches that could not be read."
        );
    }

    private IEnumerable<Measurement<double>> Values() =>
        from watch in state.Readings()
        where watch.Value.Value is { ValueKind: JsonValueKind.Number }
        select new Measurement<double>(
            watch.Value.Value!.Value.GetDouble(),
            Tag("watch", watch.Key),
            Tag("unit", watch.Value.Unit ?? "")
        );

    // A clock that went back makes nothing younger than it is.
    private IEnumerable<Measurement<double>> Ages() =>
        from watch in state.Readings()
        where watch.Value is { Value: not null, Accepted: not null }
        select new Measurement<double>(
            Math.Max(0, (time.GetUtcNow() - watch.Value.Accepted!.Value).TotalSeconds),
            Tag("watch", watch.Key)
        );

    private IEnumerable<Measurement<double>> Confidences() =>
        from watch in state.Readings()
        where watch.Value.Confidence is not null
        select new Measurement<double>(watch.Value.Confidence!.Value, Tag("watch", watch.Key));

    private IEnumerable<Measurement<double>> Failing() =>
        from watch in state.Readings()
        select new Measurement<double>(watch.Value.Error is null ? 0 : 1, Tag("watch", watch.Key));

    private IEnumerable<Measurement<double>> Sensors() =>
        from sensor in state.Sensors()
        where sensor.Value.Value is not null
        select new Measurement<double>(
            sensor.Value.Value!.Value,
            Tag("sensor", sensor.Key),
            Tag("unit", sensor.Value.Unit)
        );

    private IEnumerable<Measurement<long>> Readings()
    {
        var counts = state.Watches();
        yield return new(counts.Readings, Tag("outcome", "accepted"));
        yield return new(counts.Refused, Tag("outcome", "refused"));
        yield return new(counts.Skipped, Tag("outcome", "skipped"));
    }

    private IEnumerable<Measurement<long>> BadInputs()
    {
        var counts = state.Watches();
        yield return new(counts.BadFrames, Tag("input", "frame"));
        yield return new(counts.BadValues, Tag("input", "value"));
    }

    private static void Gauge(
        Meter meter,
        string name,
        string about,
        string? unit,
        Func<IEnumerable<Measurement<double>>> observe
    )
    {
        var series = new LastingSeries(gone: double.NaN);
        meter.CreateObservableGauge(name, () => series.Of([.. observe()]), unit, about);
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
