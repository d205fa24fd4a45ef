using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Siskin.Agent.Tests.Harness;

/// <summary>Listens to one meter and keeps what it says.</summary>
internal sealed class MeterRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _measured = new();
    private readonly ConcurrentQueue<Instrument> _instruments = new();

    public MeterRecorder(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter != meter)
                return;
            _instruments.Enqueue(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was recorded under this name, tags as "a=b" in their order.</summary>
    public IReadOnlyList<(double Value, string Tags)> Of(string name) =>
        [.. _measured.Where(one => one.Name == name).Select(one => (one.Value, one.Tags))];

    /// <summary>The bounds that each histogram advises, under its name and unit.</summary>
    public IReadOnlyDictionary<string, string> Bounds() =>
        _instruments
            .OfType<Histogram<double>>()
            .ToDictionary(
                one => $"{one.Name} {one.Unit}",
                one => string.Join(' ', one.Advice?.HistogramBucketBoundaries ?? []),
                StringComparer.Ordinal
            );

    /// <summary>What the instruments that are asked for their value say now.</summary>
    public IReadOnlyList<(double Value, string Tags)> Observe(string name)
    {
        _measured.Clear();
        _listener.RecordObservableInstruments();
        return Of(name);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(
            new(instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))
        );

    private sealed record Measured(string Name, double Value, string Tags);
}
