using Siskin.Agent.Supervision;

namespace Siskin.Agent.Models;

/// <summary>Lets several work at once, or one alone, who goes before those that wait.</summary>
/// <param name="most">How many at once, now.</param>
internal sealed class Turns(Func<int> most)
{
    private readonly object _lock = new(); // waited for
    private int _working;
    private int _waitingAlone;
    private bool _alone;

    /// <summary>Waits for a turn.</summary>
    /// <param name="waiting">Called from time to time meanwhile, or null.</param>
    public void Enter(Action? waiting = null)
    {
        lock (_lock)
        {
            while (!IsFree)
                Wait(waiting);
            _working++;
        }
    }

    /// <summary>Takes a turn if there is one.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (!IsFree)
                return false;
            _working++;
            return true;
        }
    }

    /// <summary>The turn is over.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            _working--;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits until nobody works; nobody begins before <see cref="ExitAlone"/>.</summary>
    /// <param name="waiting">Called from time to time meanwhile, or null.</param>
    public void EnterAlone(Action? waiting = null)
    {
        lock (_lock)
        {
            _waitingAlone++;
            while (_alone || _working > 0)
                Wait(waiting);
            _waitingAlone--;
            _alone = true;
        }
    }

    /// <summary>The turn alone is over.</summary>
    public void ExitAlone()
    {
        lock (_lock)
        {
            _alone = false;
            Monitor.PulseAll(_lock);
        }
    }

    private bool IsFree => !_alone && _waitingAlone == 0 && _working < most();

    private void Wait(Action? waiting)
    {
        Monitor.Wait(_lock, Pulse.Rhythm);
        waiting?.Invoke();
    }
}
