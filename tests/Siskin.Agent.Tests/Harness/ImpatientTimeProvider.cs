using System.Collections.Concurrent;

namespace Siskin.Agent.Tests.Harness;

/// <summary>
/// The system's clock for tests that do not wait for it: timers go off before their time, and time passes at once.
/// What would have to happen at the right moment of real time happens when the test says so.
/// </summary>
internal sealed class ImpatientTimeProvider : TimeProvider
{
    private readonly ConcurrentDictionary<Timer, TimeSpan> _timers = new();
    private long _skipped;

    /// <summary>Puts timestamps forward; timers do not notice.</summary>
    public void Skip(TimeSpan span) => Interlocked.Add(ref _skipped, (long)(span.TotalSeconds * TimestampFrequency));

    /// <summary>Lets every timer that was set to this time go off; returns their number.</summary>
    public int Ring(TimeSpan due)
    {
        var set = _timers.Where(timer => timer.Value == due).Select(timer => timer.Key).ToList();
        foreach (var timer in set)
            timer.Ring();
        return set.Count;
    }

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, () => callback(state), base.CreateTimer(callback, state, dueTime, period), dueTime);

    private sealed class Timer : ITimer
    {
        private readonly ImpatientTimeProvider _owner;
        private readonly Action _callback;
        private readonly ITimer _inner;

        public Timer(ImpatientTimeProvider owner, Action callback, ITimer inner, TimeSpan due)
        {
            (_owner, _callback, _inner) = (owner, callback, inner);
            _owner._timers[this] = due;
        }

        public void Ring() => _callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _owner._timers[this] = dueTime;
            return _inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            _owner._timers.TryRemove(this, out _);
            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
