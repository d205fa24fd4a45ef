using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Answering;

/// <summary>
/// Takes replies from whichever thread made them: notes them in the ledger, commits them, and then publishes them in
/// the order in which their requests were taken.
/// </summary>
internal sealed class ReplyDesk(RequestQueue queue, RequestLedger ledger, Action<OutgoingMessage> publish)
{
    private readonly Lock _committing = new(); // one at a time; taken before _lock
    private readonly Lock _lock = new();
    private readonly ReplyLine _line = new(publish, queue.Taken);
    private List<Request> _answered = []; // their replies wait for a commit

    /// <summary>Says a piece of an answer.</summary>
    public void Say(Request request, OutgoingMessage piece) => _line.Say(request.Place, piece);

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
    public void GiveUp(Request request) => _line.End(request.Place, null);

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
        _line.End(request.Place, request.SentReply! with { Settled = () => Settle(request) });

    private void Settle(Request request)
    {
        queue.Release(request);
        ledger.Deliver(request);
    }
}
