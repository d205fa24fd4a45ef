namespace Siskin.Fleet.History;

/// <summary>The samples of one device that are not on disk yet, and what becomes of them.</summary>
/// <param name="device">Name of the device.</param>
internal sealed class DeviceHistory(string device)
{
    private const int MaxSamples = 300; // one a second for five minutes; more are left out

    private readonly List<Sample> _raw = [];
    private readonly List<Sample> _fives = [];

    /// <summary>Takes a sample; the blocks that are complete with it.</summary>
    public IReadOnlyList<HistoryBlock> Add(Sample sample)
    {
        var complete = new List<HistoryBlock>();
        // A clock that was set back begins a new block, too.
        if (_raw.Count > 0 && Slot(_raw[0], HistoryLevel.FiveMinutes) != Slot(sample, HistoryLevel.FiveMinutes))
            EndFive(complete);
        if (_fives.Count > 0 && Slot(_fives[0], HistoryLevel.Hours) != Slot(sample, HistoryLevel.Hours))
            EndHour(complete);
        if (_raw.Count < MaxSamples)
            _raw.Add(sample);
        return complete;
    }

    /// <summary>What there is when the program stops.</summary>
    public IReadOnlyList<HistoryBlock> End()
    {
        var complete = new List<HistoryBlock>();
        if (_raw.Count > 0)
            EndFive(complete);
        if (_fives.Count > 0)
            EndHour(complete);
        return complete;
    }

    /// <summary>What is not on disk yet of a level.</summary>
    public IReadOnlyList<Sample> Pending(HistoryLevel level) =>
        level == HistoryLevel.Raw ? [.. _raw]
        : level == HistoryLevel.FiveMinutes ? Merged(_raw)
        : Merged([.. _fives, .. Merged(_raw)]);

    private static IReadOnlyList<Sample> Merged(List<Sample> samples) =>
        samples.Count > 0 ? [Downsampling.Merge(samples)] : [];

    private void EndFive(List<HistoryBlock> complete)
    {
        var merged = Downsampling.Merge(_raw);
        complete.Add(HistoryBlock.Of(device, HistoryLevel.Raw, _raw));
        complete.Add(HistoryBlock.Of(device, HistoryLevel.FiveMinutes, [merged]));
        _raw.Clear();
        _fives.Add(merged);
    }

    private void EndHour(List<HistoryBlock> complete)
    {
        complete.Add(HistoryBlock.Of(device, HistoryLevel.Hours, [Downsampling.Merge(_fives)]));
        _fives.Clear();
    }

    private static long Slot(Sample sample, HistoryLevel level) => sample.Time / (long)level.Interval.TotalSeconds;
}
