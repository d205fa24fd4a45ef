using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Ledger;

/// <summary>
/// Carries the ledger's changes to disk, several in one transaction. A failing disk costs durability, not the service:
/// the ledger goes on in memory, logs that once, and tries the disk again from time to time.
/// </summary>
internal sealed class LedgerJournal : IDisposable
{
    // Within it, what happens is written together; after it, it survives the end of the process.
    private static readonly TimeSpan NoteDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1),
        LongestRetry = TimeSpan.FromHours(1);

    private readonly Lock _writing = new(); // one transaction at a time; taken before _lock
    private readonly Lock _lock = new();
    private readonly LedgerFile? _file;
    private readonly Func<IReadOnlyList<LedgerRow>> _everything;
    private readonly Action<IReadOnlyList<LedgerRow>> _adopt;
    private readonly Action _changed;
    private readonly ILogger _log;
    private readonly ITimer _noteTimer;
    private readonly ITimer _retryTimer;
    private Dictionary<long, LedgerRow?> _pending = []; // what changed entries are now; null: gone
    private int _promises;
    private bool _noteDue;
    private bool _recording;
    private bool _loaded;
    private bool _disposed;
    private TimeSpan _retry = FirstRetry;
    private LedgerStore? _store;
    private string? _problem;

    /// <param name="state">Where and whether to write.</param>
    /// <param name="everything">The whole ledger, for a fresh file.</param>
    /// <param name="adopt">Takes what an earlier process left, when it can only be read later.</param>
    /// <param name="changed">Called when durability is lost or comes back.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    public LedgerJournal(
        StateSection state,
        Func<IReadOnlyList<LedgerRow>> everything,
        Action<IReadOnlyList<LedgerRow>> adopt,
        Action changed,
        TimeProvider time,
        ILogger log
    )
    {
        (_everything, _adopt, _changed, _log) = (everything, adopt, changed, log);
        _file = state.Durability == Durability.Disk ? new LedgerFile(state.Folder, state.FileBytes, time) : null;
        _noteTimer = time.CreateTimer(_ => WriteNotes(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _retryTimer = time.CreateTimer(_ => Retry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether what is committed survives the process.</summary>
    public bool Durable => Volatile.Read(ref _recording);

    /// <summary>Why it does not although that is wanted, or null.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <summary>Opens the file and returns what an earlier process left in it.</summary>
    public IReadOnlyList<LedgerRow> Open()
    {
        if (_file is null)
            return [];
        lock (_writing)
        {
            var opening = _file.Open();
            Report(opening);
            _loaded = opening.Rows is not null;
            _store = opening.Store;
            Volatile.Write(ref _recording, _store is not null);
            if (opening.Problem is { } problem)
                Degrade(problem);
            return opening.Rows ?? [];
        }
    }

    /// <summary>Adds a new or changed entry that <see cref="Commit"/> makes durable.</summary>
    public void Promise(LedgerRow row) => Add(row.Id, row, promise: true);

    /// <summary>The same of one that may be lost in a power cut, and is written in a moment.</summary>
    public void Note(LedgerRow row) => Add(row.Id, row, promise: false);

    /// <summary>The same of an entry that is gone.</summary>
    public void Forget(long id) => Add(id, null, promise: false);

    /// <summary>Writes every change, so that it survives a power cut; false when it lives in memory only.</summary>
    public bool Commit()
    {
        // Without waiting for a disk that is just tried again.
        if (_file is null || !Durable)
            return false;
        bool lost;
        lock (_writing)
        {
            Dictionary<long, LedgerRow?> writes;
            lock (_lock)
            {
                if (!_recording)
                    return false;
                writes = TakePending();
            }
            lost = writes.Count > 0 && !TryWrite(writes, promise: true);
        }
        if (lost)
            _changed();
        return !lost;
    }

    public void Dispose()
    {
        _noteTimer.Dispose();
        _retryTimer.Dispose();
        WriteNotes();
        lock (_writing)
        {
            _disposed = true;
            Close();
        }
    }

    private void Add(long id, LedgerRow? row, bool promise)
    {
        var schedule = false;
        lock (_lock)
        {
            if (!_recording)
                return;
            _pending[id] =
                row is { IsDelivery: true } && _pending.TryGetValue(id, out var whole) ? whole?.DeliveredBy(row) : row;
            if (promise)
                _promises++;
            else
                (schedule, _noteDue) = (!_noteDue, true);
        }
        if (schedule)
            _noteTimer.Change(NoteDelay, Timeout.InfiniteTimeSpan);
    }

    private void WriteNotes()
    {
        bool lost;
        lock (_writing)
        {
            Dictionary<long, LedgerRow?> writes;
            lock (_lock)
            {
                _noteDue = false;
                // A promise among them is about to be committed, and takes the notes along.
                if (_pending.Count == 0 || _promises > 0)
                    return;
                writes = TakePending();
            }
            lost = !TryWrite(writes, promise: false);
        }
        if (lost)
            _changed();
    }

    private Dictionary<long, LedgerRow?> TakePending()
    {
        var writes = _pending;
        (_pending, _promises) = ([], 0);
        return writes;
    }

    private bool TryWrite(Dictionary<long, LedgerRow?> writes, bool promise)
    {
        try
        {
            _store!.Write(writes, promise);
            return true;
        }
        catch (Exception e) when (LedgerProblem.Is(e))
        {
            _store!.Dispose();
            _store = null;
            var opening = LedgerProblem.IsDamage(e)
                ? _file!.BeginAnew(e, _everything())
                : new LedgerOpening(null, null, e, null);
            Report(opening);
            return TryReplace(opening);
        }
    }

    /// <summary>Goes on with a newly opened file, which gets everything that is known.</summary>
    private bool TryReplace(LedgerOpening opening)
    {
        if (opening.Store is null)
        {
            Degrade(opening.Problem!);
            return false;
        }
        try
        {
            _store = opening.Store;
            // From here on changes are collected; those that the replacement contains already do no harm again.
            lock (_lock)
                _recording = true;
            _store.Replace(_everything());
            Volatile.Write(ref _problem, null);
            _retry = FirstRetry;
            return true;
        }
        catch (Exception e) when (LedgerProblem.Is(e))
        {
            Degrade(e);
            return false;
        }
    }

    private void Retry()
    {
        bool recovered;
        lock (_writing)
        {
            if (_problem is null || _disposed)
                return;
            var opening = _file!.Open();
            Report(opening);
            if (!_loaded && opening.Rows is { } rows)
            {
                _loaded = true;
                _adopt(rows);
            }
            recovered = TryReplace(opening);
        }
        if (!recovered)
            return;
        _log.LedgerDurableAgain(_file.FilePath);
        _changed();
    }

    private void Degrade(Exception reason)
    {
        var problem = LedgerProblem.Describe(reason, _file!.FilePath);
        if (_problem != problem)
            _log.LedgerDegraded(problem);
        Volatile.Write(ref _problem, problem);
        Close();
        _retryTimer.Change(_retry, Timeout.InfiniteTimeSpan);
        _retry = TimeSpan.FromTicks(Math.Min(2 * _retry.Ticks, LongestRetry.Ticks));
    }

    private void Close()
    {
        lock (_lock)
        {
            _recording = false;
            TakePending();
        }
        _store?.Dispose();
        _store = null;
    }

    private void Report(LedgerOpening opening)
    {
        if (opening.Damage is { } damage)
            _log.LedgerDamaged(
                _file!.FilePath,
                damage.Reason.Message.ReplaceLineEndings(" ").TrimEnd('.'),
                damage.KeptAs,
                damage.Saved
            );
    }
}
