using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Siskin.Fleet.Devices;
using Siskin.Runtime;

namespace Siskin.Fleet.History;

/// <summary>
/// Keeps the history of all devices: samples are taken in where messages arrive, and written by a loop of its own, in
/// batches. Where the disk cannot be written it says so, and everything else goes on.
/// </summary>
/// <param name="folder">Where the database lies, or null for no history.</param>
/// <param name="maxBytes">Largest size of it.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
/// <param name="maxWaiting">How many blocks wait while the disk cannot be written: half an hour of 2,000 devices.</param>
internal sealed class HistoryWriter(
    string? folder,
    long maxBytes,
    TimeProvider time,
    ILogger log,
    int maxWaiting = 20_000
) : IDisposable
{
    private const string FileName = "history.db";

    private static readonly TimeSpan BatchEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly Lock _storeLock = new();
    private readonly Dictionary<string, DeviceHistory> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);
    private List<HistoryBlock> _blocks = [];
    private List<(string, DeviceEvent)> _events = [];
    private HistoryStore? _store;
    private DateTimeOffset _pruned;

    /// <summary>Why it is not written, or null.</summary>
    public string? Problem { get; private set; } =
        folder is null ? "No history is kept: give a folder for it with --data." : null;

    /// <summary>Whether it should be written and cannot be.</summary>
    public bool IsFailing => folder is not null && Problem is not null;

    /// <summary>Blocks that were lost because too many waited.</summary>
    public long Lost { get; private set; }

    /// <summary>What a reader should know: why it is not written, and what of it was lost since the start.</summary>
    public string? Remark =>
        Lost == 0
            ? Problem
            : $"{Problem}{(Problem is null ? "" : " ")}{Lost} parts of it were lost (of one device each).";

    /// <summary>Takes what a device's telemetry says. Quick: it only remembers it.</summary>
    public void Take(Device device)
    {
        if (folder is null)
            return;
        lock (_lock)
        {
            if (!_devices.TryGetValue(device.Name, out var history))
                _devices.Add(device.Name, history = new DeviceHistory(device.Name));
            Wait(history.Add(Sample.Of(device, time.GetUtcNow())));
            var noted = _noted.GetValueOrDefault(device.Name, DateTimeOffset.MinValue);
            foreach (var one in device.Events.Where(one => one.Time > noted))
            {
                _events.Add((device.Name, one));
                _noted[device.Name] = one.Time;
            }
        }
    }

    /// <summary>Writes from time to time until it is stopped, and then what is left.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (folder is null)
            return;
        using var timer = new PeriodicTimer(BatchEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                Flush();
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                foreach (var device in _devices.Values)
                    Wait(device.End());
            }
            Flush();
        }
    }

    /// <summary>Writes what waits. What cannot be written waits on, as far as there is room.</summary>
    public void Flush()
    {
        List<HistoryBlock> blocks;
        List<(string, DeviceEvent)> events;
        lock (_lock)
        {
            (blocks, events) = (_blocks, _events);
            (_blocks, _events) = ([], []);
        }
        try
        {
            lock (_storeLock)
                Write(blocks, events);
            Report(null);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Report(e.Message);
            lock (_lock)
            {
                _events = [.. events.Concat(_events).TakeLast(maxWaiting)];
                var waiting = _blocks;
                _blocks = blocks;
                Wait(waiting);
            }
        }
    }

    /// <summary>A device over the time behind us.</summary>
    public HistoryView Read(string device, TimeSpan back)
    {
        var level = HistoryLevel.For(back);
        var from = (time.GetUtcNow() - back).ToUnixTimeSeconds();
        IReadOnlyList<Sample> written = [];
        var problem = Problem;
        try
        {
            lock (_storeLock)
                written = folder is null ? [] : Store().Read(device, level, from);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
        }
        lock (_lock)
        {
            var waiting = _blocks
                .Where(block => block.Device == device && block.Level == level.Number)
                .SelectMany(block => SampleCoding.Read(block.Start, block.Data));
            var pending = _devices.TryGetValue(device, out var history) ? history.Pending(level) : [];
            return HistoryView.Of(
                level,
                [.. written.Concat(waiting).Concat(pending).Where(sample => sample.Time >= from)],
                problem
            );
        }
    }

    /// <summary>What changed on a device, newest first, from before a restart, too.</summary>
    public IReadOnlyList<DeviceEvent> ReadEvents(string device, int most)
    {
        if (folder is null)
            return [];
        try
        {
            lock (_storeLock)
                return Store().ReadEvents(device, most);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return []; // the page says why: see Problem
        }
    }

    public void Dispose()
    {
        lock (_storeLock)
            _store?.Dispose();
    }

    private void Write(List<HistoryBlock> blocks, List<(string, DeviceEvent)> events)
    {
        try
        {
            Store().Write(blocks, events);
            Prune();
        }
        catch (SqliteException e) when (HistoryStore.IsFull(e))
        {
            Store().MakeRoom(time.GetUtcNow());
            Store().Write(blocks, events);
        }
        catch
        {
            // It may have been taken away or replaced: it is opened anew the next time.
            _store?.Dispose();
            _store = null;
            throw;
        }
    }

    private HistoryStore Store()
    {
        if (_store is not null)
            return _store;
        Directory.CreateDirectory(folder!);
        var path = Path.Combine(folder!, FileName);
        RegularFile.Require(path);
        return _store = HistoryStore.Open(path, maxBytes);
    }

    private void Prune()
    {
        var now = time.GetUtcNow();
        if (now - _pruned < PruneEvery)
            return;
        Store().Prune(now);
        _pruned = now;
    }

    private void Wait(IReadOnlyList<HistoryBlock> blocks)
    {
        _blocks.AddRange(blocks);
        if (_blocks.Count <= maxWaiting)
            return;
        Lost += _blocks.Count - maxWaiting;
        _blocks.RemoveRange(0, _blocks.Count - maxWaiting);
    }

    private void Report(string? problem)
    {
        if (problem is not null && Problem is null)
            log.HistoryFails(folder!, problem);
        else if (problem is null && Problem is not null)
            log.HistoryWorks(folder!);
        Problem = problem;
    }
}
