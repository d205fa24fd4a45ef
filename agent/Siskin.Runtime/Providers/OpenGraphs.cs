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
    private int _asked;

    /// <summary>What opened them.</summary>
    public IGraphSessions Sessions => sessions;

    /// <summary>Who is at work.</summary>
    public Occupancy Occupancy { get; } = new();

    /// <summary>The graph in this file of the bundle.</summary>
    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    /// <exception cref="NpuException">It cannot be used on the provider's device.</exception>
    public InferenceSession Open(string file)
    {
        if (!_open.TryGetValue(file, out var session))
        {
            _written[file] = WrittenAt(file);
            _open[file] = session = sessions.Open(file);
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

    private DateTime WrittenAt(string file) => File.GetLastWriteTimeUtc(graphs.PathOf(file));

    public void Dispose()
    {
        foreach (var opening in _openingTogether.Values)
        {
            // Whatever became of it.
            ((Task)opening)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)
                .GetAwaiter()
                .GetResult();
            if (opening.IsCompletedSuccessfully)
                opening.Result.Dispose();
        }

        foreach (var session in _open.Values)
            session.Dispose();
        together?.Dispose();
        sessions.Dispose();
    }
}
