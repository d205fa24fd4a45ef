using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// The opened graphs of an engine. Each is opened once, whoever runs it: a session may run on several threads at a
/// time, and its weights are in memory once. What a run touches belongs to who runs it.
/// </summary>
/// <param name="graphs">Where their files are.</param>
/// <param name="sessions">Opens graphs; becomes this one's.</param>
/// <param name="together">Opens graphs that all threads run together; null where those of <paramref name="sessions"/>
/// are. Becomes this one's.</param>
internal sealed class OpenGraphs(GraphSource graphs, IGraphSessions sessions, IGraphSessions? together = null)
    : IDisposable
{
    private readonly Dictionary<string, InferenceSession> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<InferenceSession>> _openingTogether = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _written = new(StringComparer.Ordinal);
    private readonly Lock _together = new();
    private readonly Dictionary<string, Lazy<InferenceSession>> _begun = new(StringComparer.Ordinal);
    private Task _beginning = Task.CompletedTask;
    private int _asked;

    /// <summary>What opened them.</summary>
    public IGraphSessions Sessions => sessions;

    /// <summary>Who is at work.</summary>
    public Occupancy Occupancy { get; } = new();

    /// <summary>
    /// Begins to open graphs on another thread, the last one first, while <see cref="Open"/> opens those that it is
    /// asked for: two cores are twice as fast as one.
    /// </summary>
    /// <param name="files">Their files, in the order in which they will be asked for. All of them have to be.</param>
    public void Begin(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            _written[file] = WrittenAt(file);
            _begun[file] = new Lazy<InferenceSession>(() => sessions.Open(file));
        }

        var last = _begun.Values.Reverse().ToArray();
        _beginning = Task.Run(() =>
        {
            foreach (var one in last)
                _ = one.Value;
        });
    }

    /// <summary>The graph in this file of the bundle.</summary>
    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    /// <exception cref="NpuException">It cannot be used on the provider's device.</exception>
    public InferenceSession Open(string file)
    {
        if (!_open.TryGetValue(file, out var session))
        {
            if (_begun.TryGetValue(file, out var begun))
                session = begun.Value;
            else
                (_written[file], session) = (WrittenAt(file), sessions.Open(file));
            _open[file] = session;
        }

        return session;
    }

    /// <summary>
    /// The same, run by all threads together; null where it always is, and as long as it is not open. It is opened when
    /// it is asked for the second time, so that what starts with a single trial needs no second copy of the weights; on
    /// a thread of its own, and until then one thread does its work. A file that was written meanwhile is not opened:
    /// it would be another model's.
    /// </summary>
    public Task<InferenceSession>? OpenTogether(string file)
    {
        if (together is null)
            return null;
        lock (_together)
        {
            if (_openingTogether.TryGetValue(file, out var opening))
                return opening;
            if (++_asked == 1 || WrittenAt(file) != _written[file])
                return null;
            return _openingTogether[file] = Task.Run(() => OpenedBy(together, file));
        }
    }

    /// <summary>How many graphs were opened a second time.</summary>
    public int Together => _openingTogether.Count;

    /// <summary>Completes when all that were asked for are open.</summary>
    public Task Opened => Task.WhenAll(_openingTogether.Values);

    private static InferenceSession OpenedBy(IGraphSessions by, string file)
    {
        var session = by.Open(file);
        by.Finish();
        return session;
    }

    // Whatever becomes of it.
    private static void WaitFor(Task task) =>
        task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();

    private DateTime WrittenAt(string file) => File.GetLastWriteTimeUtc(graphs.PlaceOf(file));

    public void Dispose()
    {
        foreach (var opening in _openingTogether.Values)
        {
            WaitFor(opening);
            if (opening.IsCompletedSuccessfully)
                opening.Result.Dispose();
        }

        WaitFor(_beginning);
        // One that could not be opened has no value, and nobody asks for it again.
        var left = _begun.Where(one => one.Value.IsValueCreated && !_open.ContainsKey(one.Key));
        foreach (var session in left.Select(one => one.Value.Value).Concat(_open.Values))
            session.Dispose();
        together?.Dispose();
        sessions.Dispose();
    }
}
