using Siskin.Agent.Wire;

namespace Siskin.Agent.Watches;

/// <summary>What happened to the readings of all watches; safe from every thread.</summary>
internal sealed class WatchCounts
{
    private long _readings;
    private long _refused;
    private long _skipped;
    private long _badFrames;
    private long _badValues;
    private long _unchanged;

    public TelemetryWatches Now =>
        new(
            Interlocked.Read(ref _readings),
            Interlocked.Read(ref _refused),
            Interlocked.Read(ref _skipped),
            Interlocked.Read(ref _badFrames),
            Interlocked.Read(ref _badValues)
        );

    public void Reading() => Interlocked.Increment(ref _readings);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Skipped() => Interlocked.Increment(ref _skipped);

    public void BadFrame() => Interlocked.Increment(ref _badFrames);

    /// <summary>A reading was answered from before.</summary>
    public void Unchanged() => Interlocked.Increment(ref _unchanged);

    /// <summary>How many were.</summary>
    public long UnchangedReadings => Interlocked.Read(ref _unchanged);

    public void BadValue() => Interlocked.Increment(ref _badValues);
}
