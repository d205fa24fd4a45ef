using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>
/// A graph of a bundle that helps where the model is not sure: opened when it is first wanted, and only while its file
/// is the one that the manifest lists. One that cannot be opened or run is left alone for a while and then tried again,
/// so that a file that was mended needs no restart. One that nobody wanted for ten minutes is closed, which gives its
/// memory back, and opened anew when it is wanted. Several threads may run it at a time.
/// </summary>
/// <param name="bundle">The bundle.</param>
/// <param name="file">The graph's file in it.</param>
/// <param name="without">What is done without it, in words.</param>
/// <param name="open">Opens it, and checks what it takes and gives.</param>
/// <param name="graphs">Makes what it is opened with; owned by this.</param>
/// <param name="terms">Clock, and who hears of failures.</param>
internal sealed class HelperGraph(
    Bundle bundle,
    string file,
    string without,
    Func<OpenGraphs, InferenceSession> open,
    Func<OpenGraphs> graphs,
    HelperTerms terms
) : IDisposable
{
    // A file that is being copied is whole after a minute; one that nobody mends is looked at once an hour.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1),
        LongestWait = TimeSpan.FromHours(1);

    // A watch that is in doubt at every frame keeps it open; opening costs a tenth of a second of a core.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private OpenGraphs? _opened;
    private InferenceSession? _session;
    private ITimer? _closing;
    private bool _isDisposed;
    private int _running;
    private long _ranAt;
    private volatile string? _problem;
    private int _failures;
    private long _failedAt;

    /// <summary>Why it is not used at present; null while it is, or was not wanted yet.</summary>
    public string? Problem => _problem;

    /// <summary>Runs it; what the run took from the arena of all sessions is given back.</summary>
    /// <param name="inputs">Names of what it takes.</param>
    /// <param name="values">These.</param>
    /// <param name="outputs">Names of what it gives.</param>
    /// <exception cref="BundleException">
    /// It cannot be opened or run, is another one than is asked for, or failed not long ago.
    /// </exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(string[] inputs, OrtValue[] values, string[] outputs)
    {
        var session = Begin();
        var failures = Volatile.Read(ref _failures);
        try
        {
            using var run = new RunOptions();
            // Tens of megabytes of a large frame, and seldom wanted.
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            var results = session.Run(run, inputs, values, outputs);
            NoteSuccess(failures);
            return results;
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            var failed = new BundleException(
                $"Bundle '{bundle.Folder}': graph '{file}' cannot be run: {error.Message}",
                error
            );
            lock (_lock)
                NoteFailure(failed.Message);
            throw failed;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Closes it; nobody may be running it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Close();
        }
    }

    private InferenceSession Begin()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var session = Session();
            _running++;
            _closing ??= terms.Time.CreateTimer(_ => CloseUnwanted(), null, Rest, Rest / 2);
            return session;
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _running--;
            _ranAt = terms.Time.GetTimestamp();
        }
    }

    private void CloseUnwanted()
    {
        lock (_lock)
        {
            if (_running > 0 || _session is null || terms.Time.GetElapsedTime(_ranAt) < Rest)
                return;
            Close();
        }

        NativeHeap.Trim();
    }

    private void Close()
    {
        _opened?.Dispose();
        _closing?.Dispose();
        (_opened, _session, _closing) = (null, null, null);
    }

    // Within the lock.
    private InferenceSession Session()
    {
        if (IsLeftAlone)
            throw new BundleException(_problem!);
        if (_session is not null)
            return _session;
        try
        {
            return Open();
        }
        catch (BundleException error)
        {
            NoteFailure(error.Message);
            throw;
        }
        catch (Exception error) when (IsUnusable(error))
        {
            var failed = new BundleException(
                $"Bundle '{bundle.Folder}': graph '{file}' cannot be opened: {error.Message}",
                error
            );
            NoteFailure(failed.Message);
            throw failed;
        }
    }

    // ONNX Runtime reads the file by itself: what was checked is what it read where nobody wrote meanwhile.
    private InferenceSession Open()
    {
        var before = Stamp();
        bundle.CheckAgain(file);
        var opened = graphs();
        try
        {
            var session = open(opened);
            opened.Sessions.Finish();
            if (Stamp() != before)
                throw new BundleException($"Bundle '{bundle.Folder}': '{file}' was written while it was opened.");
            (_opened, _session) = (opened, session);
            return session;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private (DateTime Written, long Length) Stamp() =>
        new FileInfo(bundle.PathOf(file)) is { Exists: true } found ? (found.LastWriteTimeUtc, found.Length) : default;

    private bool IsLeftAlone => _problem is not null && terms.Time.GetElapsedTime(_failedAt) < Wait;

    private TimeSpan Wait
    {
        get
        {
            var wait = FirstWait * Math.Pow(2, Math.Min(_failures - 1, 10));
            return wait < LongestWait ? wait : LongestWait;
        }
    }

    // Within the lock. Told once, until it works again: whoever mends it need not hear of every try, and threads that
    // failed beside one another are one failure.
    private void NoteFailure(string problem)
    {
        if (IsLeftAlone)
            return;
        var first = _problem is null;
        _problem = problem;
        _failures++;
        _failedAt = terms.Time.GetTimestamp();
        if (first)
            terms.Changed?.Invoke(new HelperReport(file, without, problem, Wait));
    }

    // A run that began before another one failed says nothing about it.
    private void NoteSuccess(int failures)
    {
        if (_problem is null)
            return;
        lock (_lock)
        {
            if (_problem is null || _failures != failures)
                return;
            (_problem, _failures) = (null, 0);
            terms.Changed?.Invoke(new HelperReport(file, without, null, TimeSpan.Zero));
        }
    }

    private static bool IsUnusable(Exception error) =>
        error is IOException or UnauthorizedAccessException or InvalidDataException
        || ExecutionProviders.IsRuntimeError(error);
}
