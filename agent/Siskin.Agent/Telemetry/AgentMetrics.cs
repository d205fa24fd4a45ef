using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <summary>Counts and timings of one agent since its start; safe from every thread.</summary>
internal sealed class AgentMetrics(TimeSpan window, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, long> _errors = [];
    private readonly SortedDictionary<string, long> _providers = new(StringComparer.Ordinal);
    private readonly TimingWindow _timings = new(capacity: 1_024, window, time);
    private long _received;
    private long _answered;
    private long _rejected;
    private long _duplicates;
    private long _ignored;
    private long _shared;

    public TimeSpan Window => window;

    public void Received() => Interlocked.Increment(ref _received);

    public void Duplicate() => Interlocked.Increment(ref _duplicates);

    /// <summary>A request got the answer to another one.</summary>
    public void Shared() => Interlocked.Increment(ref _shared);

    /// <summary>How many did.</summary>
    public long SharedAnswers => Interlocked.Read(ref _shared);

    public void Ignored() => Interlocked.Increment(ref _ignored);

    public void Answered(ReplyTimings timings, int tokens, string provider)
    {
        Interlocked.Increment(ref _answered);
        lock (_lock)
        {
            _timings.Add(timings, tokens);
            _providers[provider] = _providers.GetValueOrDefault(provider) + 1;
        }
    }

    public void Rejected(int code)
    {
        Interlocked.Increment(ref _rejected);
        lock (_lock)
            _errors[code] = _errors.GetValueOrDefault(code) + 1;
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
}
