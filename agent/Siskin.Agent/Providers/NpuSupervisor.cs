using Microsoft.Extensions.Logging;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Providers;

/// <summary>
/// Keeps the NPU in use where it can be: loads it, takes it out of use when it fails, tries again later. Loading and
/// freeing happen on a thread of its own, because both may take long; requests never wait for them.
/// </summary>
internal sealed class NpuSupervisor : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Func<LoadedNpu> _load;
    private readonly Action _unload;
    private readonly CrashMark _mark;
    private readonly NpuBackoff _backoff;
    private readonly long _mostLeftBehind;
    private readonly Func<long> _residentBytes;
    private readonly TimeProvider _time;
    private readonly ILogger<NpuSupervisor> _log;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<NpuFailure, long> _failures = [];
    private LoadedNpu? _active;
    private LoadedNpu? _broken;
    private NpuFailure _broke;
    private long _due;
    private long _before;
    private long _leftBehind;
    private bool _givenUp;
    private volatile bool _stopping;
    private Thread? _thread;

    /// <param name="load">Loads the model onto the NPU and checks it.</param>
    /// <param name="unload">Unloads the provider's library, after an NPU that computed wrongly or not at all.</param>
    /// <param name="mark">Tells whether the process ended while the NPU was in use.</param>
    /// <param name="backoff">When to try again.</param>
    /// <param name="maxLeftBehind">Bytes that models may leave behind before the NPU is not loaded again.</param>
    /// <param name="residentBytes">Resident memory of the process.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    public NpuSupervisor(
        Func<LoadedNpu> load,
        Action unload,
        CrashMark mark,
        NpuBackoff backoff,
        long maxLeftBehind,
        Func<long> residentBytes,
        TimeProvider time,
        ILogger<NpuSupervisor> log
    )
    {
        (_load, _unload, _mark, _backoff) = (load, unload, mark, backoff);
        (_mostLeftBehind, _residentBytes, _time, _log) = (maxLeftBehind, residentBytes, time, log);
        _due = time.GetTimestamp();
    }

    /// <summary>Raised when <see cref="Active"/> or <see cref="Reason"/> changed, on any thread.</summary>
    public event Action? Changed;

    /// <summary>The model on the NPU, or null while there is none.</summary>
    public LoadedNpu? Active => Volatile.Read(ref _active);

    /// <summary>Why there is none.</summary>
    public string? Reason { get; private set; } = "The NPU is being prepared.";

    /// <summary>How often a model was loaded.</summary>
    public int Loads { get; private set; }

    /// <summary>Bytes by which the process was larger after freeing models than before loading them.</summary>
    public long LeftBehind => Interlocked.Read(ref _leftBehind);

    /// <summary>Number of failures by kind.</summary>
    public Dictionary<string, long> Failures
    {
        get
        {
            lock (_lock)
                return _failures.ToDictionary(pair => NameOf(pair.Key), pair => pair.Value);
        }
    }

    /// <summary>Loads on the calling thread.</summary>
    /// <exception cref="NpuException">It cannot be used.</exception>
    public void LoadNow()
    {
        _before = _residentBytes();
        Use(Load());
    }

    /// <summary>Goes on by itself from now on.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { Name = "npu supervisor", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Takes a model out of use; nothing happens when it already is.</summary>
    public void Fail(LoadedNpu model, NpuFailure failure, string message)
    {
        lock (_lock)
        {
            if (_active != model)
                return;
            _active = null;
            (_broken, _broke) = (model, failure);
            Note(failure, message);
        }
        Changed?.Invoke();
        _wake.Set();
    }

    /// <summary>Does what is due; returns the time until the next is.</summary>
    internal TimeSpan Step()
    {
        Free();
        if (_givenUp || Active is not null)
            return Timeout.InfiniteTimeSpan;
        lock (_lock)
        {
            var wait = _time.GetElapsedTime(_time.GetTimestamp(), _due);
            if (wait > TimeSpan.Zero)
                return wait;
        }
        TryLoad();
        return Step();
    }

    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        _wake.Set();
        // A load that takes minutes ends with the process, and its mark stays: it was in use.
        if (_thread is not null && !_thread.Join(LongestWait))
            return;
        // One that failed just now was not freed any more.
        if ((_active ?? _broken) is { } last)
        {
            last.Model.Dispose();
            _mark.End();
        }
        // The event stays with the collector: the alarm or a failing request may be setting it just now.
    }

    private void Run()
    {
        using var alarm = _time.CreateTimer(
            wake => ((AutoResetEvent)wake!).Set(),
            _wake,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        while (!_stopping)
        {
            alarm.Change(Step(), Timeout.InfiniteTimeSpan);
            if (!_stopping)
                _wake.WaitOne();
        }
    }

    private void TryLoad()
    {
        _before = _residentBytes();
        try
        {
            Use(Load());
        }
        catch (Exception e) when (e is NpuException or BundleException)
        {
            lock (_lock)
                Note((e as NpuException)?.Failure ?? NpuFailure.Load, e.Message);
            Changed?.Invoke();
        }
    }

    private LoadedNpu Load()
    {
        if (!_mark.TryBegin())
        {
            throw new NpuException(
                NpuFailure.Crash,
                $"The process ended {CrashMark.Max} times in a row while the NPU was in use; it is left alone for "
                    + $"{CrashMark.Calm.TotalMinutes:F0} minutes."
            );
        }
        try
        {
            return _load();
        }
        catch (Exception e)
        {
            _mark.TakeBack();
            // A disk that is full or not ours must not end the service: the CPU goes on.
            if (e is IOException or UnauthorizedAccessException)
                throw new NpuException(NpuFailure.Load, e.Message, e);
            throw;
        }
    }

    private void Use(LoadedNpu model)
    {
        lock (_lock)
        {
            Loads++;
            Reason = null;
            _backoff.Succeeded();
            Volatile.Write(ref _active, model);
        }
        _log.NpuInUse(model.Device, model.LoadTime.TotalMilliseconds, model.Compiled ? "compiled" : "from the cache");
        Changed?.Invoke();
    }

    // Within the lock.
    private void Note(NpuFailure failure, string message)
    {
        _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
        var wait = _backoff.Failed();
        _due = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        Reason = message;
        _log.NpuFailed(message, wait.TotalSeconds);
    }

    /// <summary>Frees a model that is out of use, and counts the memory that stays.</summary>
    private void Free()
    {
        LoadedNpu? broken;
        lock (_lock)
            broken = _broken;
        if (broken is null)
            return;
        broken.Model.Dispose();
        if (_broke is NpuFailure.Canary or NpuFailure.Hang)
            _unload(); // the library starts afresh as well
        lock (_lock)
            _broken = null;
        _mark.End();
        if (!broken.Model.IsFreed)
            return; // stuck: nobody knows what it will leave
        GC.Collect();
        var left = Interlocked.Add(ref _leftBehind, Math.Max(0, _residentBytes() - _before));
        if (left <= _mostLeftBehind)
            return;
        _givenUp = true;
        lock (_lock)
        {
            _failures[NpuFailure.Memory] = 1;
            Reason =
                $"Models on the NPU left {left >> 20} MB behind, allowed are {_mostLeftBehind >> 20} MB; "
                + $"the NPU is used again after a restart. ({Reason})";
        }
        _log.NpuGivenUp(Reason);
        Changed?.Invoke();
    }

    private static string NameOf(NpuFailure failure) => failure.ToString().ToLowerInvariant();
}
