using Siskin.Agent.Wire;

namespace Siskin.Agent.Answering;

/// <summary>
/// Publishes what concerns requests in the order of their places, as if they had been answered one after another:
/// messages about a later request wait until the earlier ones are done.
/// </summary>
/// <param name="publish">Takes what goes out; must return at once.</param>
/// <param name="first">The first place.</param>
internal sealed class ReplyLine(Action<OutgoingMessage> publish, long first = 0)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<OutgoingMessage?>> _held = []; // null: it is done
    private long _next = first;

    /// <summary>Says something about the request of this place; more may follow.</summary>
    public void Say(long place, OutgoingMessage message)
    {
        lock (_lock)
        {
            if (place == _next)
                publish(message);
            else
                HeldOf(place).Add(message);
        }
    }

    /// <summary>Says the last about a request, or nothing: then it is handed back.</summary>
    public void End(long place, OutgoingMessage? last)
    {
        lock (_lock)
        {
            if (last is not null)
                HeldOf(place).Add(last);
            HeldOf(place).Add(null);
            while (_held.Remove(_next, out var held))
            {
                foreach (var message in held.OfType<OutgoingMessage>())
                    publish(message);
                if (held[^1] is not null)
                    return; // what it says from now on goes out at once
                _next++;
            }
        }
    }

    private List<OutgoingMessage?> HeldOf(long place)
    {
        if (!_held.TryGetValue(place, out var held))
            _held[place] = held = [];
        return held;
    }
}
