using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Models;

/// <summary>
/// The engines beside each other that answer as many requests at once. They share graphs and cache; whoever asks has
/// one of them alone.
/// </summary>
internal sealed class EngineLanes : IDisposable
{
    private readonly object _lock = new(); // waited for
    private readonly InferenceEngine[] _engines;
    private readonly Stack<Responder> _free; // the one used last has the warmest buffers

    /// <param name="engine">The first engine; becomes this one's.</param>
    /// <param name="limits">Limits of frames.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cacheBytes">Bytes for what was seen and read before.</param>
    public EngineLanes(InferenceEngine engine, FrameLimits limits, TimeProvider time, long cacheBytes)
    {
        _engines = new InferenceEngine[engine.Plan.Workers];
        _engines[0] = engine;
        First = new Responder(engine, limits, time, cacheBytes);
        _free = new Stack<Responder>([First]);
        for (var i = 1; i < _engines.Length; i++)
        {
            _engines[i] = engine.Beside();
            _free.Push(First.Beside(_engines[i]));
        }
    }

    /// <summary>The responder of the first engine, for what is the same of all.</summary>
    public Responder First { get; }

    /// <summary>Requests at once.</summary>
    public int Count => _engines.Length;

    /// <summary>One that nobody uses; waits for it where all are in use.</summary>
    public Responder Take()
    {
        lock (_lock)
        {
            while (_free.Count == 0)
                Monitor.Wait(_lock);
            return _free.Pop();
        }
    }

    /// <summary>Gives it back.</summary>
    public void GiveBack(Responder responder)
    {
        lock (_lock)
        {
            _free.Push(responder);
            Monitor.Pulse(_lock);
        }
    }

    public void Dispose()
    {
        First.Forget();
        foreach (var engine in _engines.Reverse())
            engine.Dispose();
    }
}
