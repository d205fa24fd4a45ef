using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// The opened graphs of an engine. Each is opened once, whoever runs it: a session may run on several threads at a time,
/// and its weights are in memory once. What a run touches belongs to who runs it.
/// </summary>
/// <param name="sessions">Opens graphs; becomes this one's.</param>
/// <param name="together">Opens graphs that all threads run together; null where those of <paramref name="sessions"/>
/// are. Becomes this one's.</param>
internal sealed class OpenGraphs(IGraphSessions sessions, IGraphSessions? together = null) : IDisposable
{
    private readonly Dictionary<string, InferenceSession> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InferenceSession> _openTogether = new(StringComparer.Ordinal);

    /// <summary>What opened them.</summary>
    public IGraphSessions Sessions => sessions;

    /// <summary>Who is at work.</summary>
    public Occupancy Occupancy { get; } = new();

    /// <summary>The graph in this file of the bundle.</summary>
    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    /// <exception cref="NpuException">It cannot be used on the provider's device.</exception>
    public InferenceSession Open(string file) => Open(file, sessions, _open);

    /// <summary>The same, run by all threads together; null where it always is.</summary>
    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    public InferenceSession? OpenTogether(string file) => together is null ? null : Open(file, together, _openTogether);

    public void Dispose()
    {
        foreach (var session in _open.Values.Concat(_openTogether.Values))
            session.Dispose();
        together?.Dispose();
        sessions.Dispose();
    }

    private static InferenceSession Open(
        string file,
        IGraphSessions opener,
        Dictionary<string, InferenceSession> opened
    )
    {
        if (!opened.TryGetValue(file, out var session))
            opened[file] = session = opener.Open(file);
        return session;
    }
}
