using System.Diagnostics.Metrics;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <summary>
/// Counts and timings of one agent since its start; safe from every thread. What is recorded here is told both by the
/// telemetry message and by the instruments of <see cref="Meter"/>.
/// </summary>
internal sealed class AgentMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Siskin";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, long> _errors = [];
    private readonly SortedDictionary<string, long> _providers = new(StringComparer.Ordinal);
    private readonly TimingWindow _timings;
    private readonly ReplyInstruments _replies;
    private long _received;
    private long _answered;
    private long _rejected;
    private long _duplicates;
    private long _ignored;
    private long _shared;

    public AgentMetrics(TimeSpan window, TimeProvider time)
    {
        Window = window;
        _timings = new TimingWindow(capacity: 1_024, window, time);
        _replies = new ReplyInstruments(Meter);
    }

    public TimeSpan Window { get; }

    /// <summary>The instruments of this agent.</summary>
    public Meter Meter { get; } = new(MeterName);

    public void Received() => Interlocked.Increment(ref _received);

    public void Duplicate() => Interlocked.Increment(ref _duplicates);

    /// <summary>A request got the answer to another one.</summary>
    public void Shared() => Interlocked.Increment(ref _shared);

    /// <summary>How many did.</summary>
    public long SharedAnswers => Interlocked.Read(ref _shared);

    public void Ignored() => Interlocked.Increment(ref _ignored);

    /// <summary>A request was answered with text.</summary>
    public void Answered(ReplyMessage reply)
    {
        Interlocked.Increment(ref _answered);
        lock (_lock)
        {
            _timings.Add(reply.TimingsMs, reply.Tokens.Output);
            _providers[reply.Provider] = _providers.GetValueOrDefault(reply.Provider) + 1;
        }
        _replies.Answered(reply);
    }

    /// <summary>A request was answered with an error.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="served">Time since it arrived; null where it was refused on arrival or handed back.</param>
    public void Rejected(int code, TimeSpan? served = null)
    {
        Interlocked.Increment(ref _rejected);
        lock (_lock)
            _errors[code] = _errors.GetValueOrDefault(code) + 1;
        if (served is { } took)
            _replies.Failed(code, took);
    }

    public TelemetryRequests Requests =>
        new(
            Interlocked.Read(ref _received),
            Interlocked.Read(ref _answered),
            Interlocked.Read(ref _rejected),
            Interlocked.Read(ref _duplicates),
            Interlocked.Read(ref _ignored)
        );

    /// <summary>Number of errors by code.</summary>
    public Dictionary<string, long> Errors
    {
        get
        {
            lock (_lock)
                return _errors.ToDictionary(pair => $"{pair.Key}", pair => pair.Value);
        }
    }

    /// <summary>Number of answers by execution provider.</summary>
    public Dictionary<string, long> Providers
    {
        get
        {
            lock (_lock)
                return _providers.ToDictionary();
        }
    }

    /// <summary>Percentiles of the last window.</summary>
    public TimingSummary Timings
    {
        get
        {
            lock (_lock)
                return _timings.Summarize();
        }
    }

    public void Dispose() => Meter.Dispose();
}
