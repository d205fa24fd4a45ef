using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Answering;

/// <summary>
/// Takes replies from whichever thread made them: notes them in the ledger, commits them, and then publishes them in
/// the order in which their requests were taken, as if they had been answered one after another.
/// </summary>
/// <param name="queue">Gave each request its place, and gets it back.</param>
/// <param name="ledger">Makes replies safe.</param>
/// <param name="publish">Takes what goes out; must return at once.</param>
internal sealed class ReplyDesk(RequestQueue queue, RequestLedger ledger, Action<OutgoingMessage> publish)
{
    private readonly Lock _committing = new(); // one at a time; taken before _lock
    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<OutgoingMessage?>> _held = []; // by place; null: that request is done
    private List<Request> _answered = []; // their replies wait for a commit
    private long _next = queue.Taken;

    /// <summary>Says a piece of an answer; one about a later request waits until the earlier ones are done.</summary>
    public void Say(Request request, OutgoingMessage piece)
    {
        lock (_lock)
        {
            if (request.Place == _next)
                publish(piece);
            else
                HeldOf(request.Place).Add(piece);
        }
    }

    /// <summary>Notes a reply; where nobody waits, it is committed and goes out.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">Its reply.</param>
    /// <param name="keep">See <see cref="RequestLedger.Conclude"/>.</param>
    public void Finish(Request request, OutgoingMessage reply, bool keep)
    {
        ledger.Conclude(request, reply, keep);
        bool waiting;
        lock (_lock)
        {
            if (keep)
                _answered.Add(request);
            waiting = _answered.Count > 0;
        }
        if (!keep)
            Publish(request);
        // Where another request waits, its beginning is committed in the same transaction.
        if (waiting && !queue.HasWaiting)
            Commit();
    }

    /// <summary>A request gets no reply: it goes back to the broker.</summary>
    public void GiveUp(Request request) => End(request.Place, null);

    /// <summary>
    /// Commits the replies and beginnings so far, by which the ledger acknowledges what is safe, and publishes the
    /// replies then.
    /// </summary>
    public void Commit()
    {
        lock (_committing)
        {
            List<Request> answered;
            lock (_lock)
                (answered, _answered) = (_answered, []);
            ledger.Commit();
            answered.ForEach(Publish);
        }
    }

    private void Publish(Request request) =>
        End(request.Place, request.SentReply! with { Settled = () => Settle(request) });

    private void Settle(Request request)
    {
        queue.Release(request);
        ledger.Deliver(request);
    }

    /// <summary>Says the last about a request, or nothing, and what waited for that.</summary>
    private void End(long place, OutgoingMessage? last)
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
