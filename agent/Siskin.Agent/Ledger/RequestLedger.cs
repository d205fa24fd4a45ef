using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Ledger;

/// <summary>
/// The account of requests and replies. It recognises repeated requests, counts how often work on a request began, and
/// keeps each reply until the broker has taken it over and, within bounds, afterwards for those who ask again. On disk
/// it survives restarts. A request is acknowledged once its reply is committed.
/// </summary>
internal sealed class RequestLedger : IDisposable
{
    /// <summary>How often work on a request may begin: one that always ends the process is not tried again.</summary>
    public const int MaxAttempts = 2;

    private static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Request> _running = new(StringComparer.Ordinal);
    private readonly List<Request> _answered = []; // not committed
    private readonly LedgerBook _book;
    private readonly LedgerJournal _journal;
    private readonly Action<OutgoingMessage> _publish;
    private readonly TimeProvider _time;
    private readonly ILogger<RequestLedger> _log;
    private long _lastId;
    private long _lastPrune;

    /// <param name="state">Where and whether it is kept on disk.</param>
    /// <param name="maxReplies">Most delivered replies to keep.</param>
    /// <param name="maxBytes">Most bytes in them.</param>
    /// <param name="publish">Takes replies that an earlier process did not deliver.</param>
    /// <param name="changed">Called when durability is lost or comes back.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    public RequestLedger(
        StateSection state,
        int maxReplies,
        long maxBytes,
        Action<OutgoingMessage> publish,
        Action changed,
        TimeProvider time,
        ILogger<RequestLedger> log
    )
    {
        (_publish, _time, _log) = (publish, time, log);
        _book = new LedgerBook(maxReplies, maxBytes);
        _journal = new LedgerJournal(state, Everything, Adopt, changed, time, log);
        _lastPrune = time.GetTimestamp();
    }

    /// <summary>State for telemetry.</summary>
    public TelemetryLedger Telemetry
    {
        get
        {
            lock (_lock)
            {
                return new TelemetryLedger(Durability, _journal.Problem, _book.Count, _book.Undelivered, _book.Bytes);
            }
        }
    }

    /// <summary>What the ledger promises at present: <c>disk</c> or <c>memory</c>.</summary>
    public string Durability => _journal.Durable ? "disk" : "memory";

    /// <summary>Why it is not what is wanted, or null.</summary>
    public string? Problem => _journal.Problem;

    /// <summary>Opens it; replies that an earlier process did not deliver are published.</summary>
    public void Open()
    {
        var rows = _journal.Open();
        Enter(rows, row => row.Id);
        lock (_lock)
            Forget(_book.TakeExcess());
    }

    /// <summary>
    /// The request that came before under <paramref name="key"/> and is worked on or has its reply; or null.
    /// </summary>
    public Request? Find(string key)
    {
        lock (_lock)
        {
            return _running.TryGetValue(key, out var running) ? running
                : _book.Find(key, _time.GetTimestamp()) is { SentReply: not null } answered ? answered
                : null;
        }
    }

    /// <summary>Notes that a request waits for its turn.</summary>
    public void Accept(Request request)
    {
        lock (_lock)
        {
            if (request.Key is not null)
                _running.TryAdd(request.Key, request);
        }
    }

    /// <summary>Whether work on this request began in a process that ended before there was a reply.</summary>
    public bool WasBegun(Request request)
    {
        lock (_lock)
            return Earlier(request) is { Attempts: > 0 };
    }

    /// <summary>
    /// Counts the beginning of work, to be committed before it begins; false when work on this request began often
    /// enough.
    /// </summary>
    public bool TryBegin(Request request)
    {
        lock (_lock)
        {
            if (Earlier(request) is { } known)
            {
                request.GoOnFrom(known);
                _book.GoOn(request, known);
            }
            else
            {
                Enter(request); // with a reply it is another request, which happens to look the same
            }
            if (request.Attempts >= MaxAttempts)
                return false;
            request.Begin();
            Promise(request);
            return true;
        }
    }

    /// <summary>Notes the reply to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">Its reply.</param>
    /// <param name="keep">Whether the reply is to be committed before anyone sees it, and kept; otherwise it goes out
    /// at once and nothing is left of the request, which may go better the next time.
    /// </param>
    public void Conclude(Request request, OutgoingMessage reply, bool keep = true)
    {
        lock (_lock)
        {
            request.Answer(reply);
            if (!keep)
            {
                Leave(request);
                if (request.Number != 0)
                    Forget([request], remove: true);
                request.Send(safe: false);
                return;
            }
            if (request.Number == 0)
                Enter(request);
            Promise(request);
            _answered.Add(request);
        }
    }

    /// <summary>
    /// Makes durable what was begun and concluded, and acknowledges what is answered and safe then. False when it lives
    /// in memory only, so that requests have to stay with the broker until their replies are delivered.
    /// </summary>
    public bool Commit()
    {
        Request[] answered;
        lock (_lock)
        {
            Prune();
            // What others conclude from here on is not among what the journal commits.
            answered = [.. _answered];
            _answered.Clear();
        }
        var durable = _journal.Commit();
        lock (_lock)
        {
            foreach (var request in answered)
            {
                Leave(request);
                request.Send(durable);
            }
        }
        foreach (var request in answered.Where(_ => durable))
            request.Acknowledge();
        return durable;
    }

    /// <summary>Notes that the broker took the reply to a request over, and acknowledges the request.</summary>
    public void Deliver(Request request)
    {
        lock (_lock)
        {
            request.Deliver();
            if (_book.Deliver(request))
            {
                _journal.Note(LedgerRow.Delivery(request, _time));
                Forget(_book.TakeExcess());
            }
        }
        request.Acknowledge();
    }

    /// <summary>Forgets a request that is handed back to the broker before it was answered.</summary>
    public void Withdraw(Request request)
    {
        lock (_lock)
        {
            Leave(request);
            request.HandBack();
            if (request.Number == 0)
                return;
            if (request.Attempts > 0)
                _journal.Note(Row(request));
            else
                Forget([request], remove: true);
        }
    }

    public void Dispose() => _journal.Dispose();

    // The same request, as it was left without a reply.
    private Request? Earlier(Request request) =>
        request.Recognisable
        && _book.Find(request.Key, _time.GetTimestamp()) is { State: RequestState.HandedBack } known
            ? known
            : null;

    private void Leave(Request request)
    {
        if (request.Key is { } key && _running.GetValueOrDefault(key) == request)
            _running.Remove(key);
    }

    private void Enter(Request request)
    {
        request.Enter(++_lastId, _time.GetElapsedTime(request.Arrived, request.Expires));
        Add(request);
    }

    private void Add(Request request)
    {
        if (_book.Add(request) is { } replaced)
            _journal.Forget(replaced.Number);
    }

    private void Adopt(IReadOnlyList<LedgerRow> rows) => Enter(rows, _ => ++_lastId);

    private void Enter(IReadOnlyList<LedgerRow> rows, Func<LedgerRow, long> number)
    {
        var undelivered = new List<Request>();
        lock (_lock)
        {
            foreach (var row in rows)
            {
                var request = row.Restore(number(row), _time);
                Add(request);
                _lastId = Math.Max(_lastId, request.Number);
                if (request.State == RequestState.Safe)
                    undelivered.Add(request);
            }
        }
        if (undelivered.Count > 0)
            _log.LedgerResumed(undelivered.Count);
        foreach (var request in undelivered)
            _publish(request.SentReply! with { Settled = () => Deliver(request) });
    }

    private void Prune()
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(_lastPrune, now) < PruneInterval)
            return;
        _lastPrune = now;
        Forget(_book.TakeExpired(now));
    }

    private void Forget(List<Request> requests, bool remove = false)
    {
        foreach (var request in requests)
        {
            if (remove)
                _book.Remove(request);
            _journal.Forget(request.Number);
        }
    }

    private IReadOnlyList<LedgerRow> Everything()
    {
        lock (_lock)
            return [.. _book.Requests.Select(Row)];
    }

    private LedgerRow Row(Request request) => LedgerRow.Of(request, _time);

    // In memory, nothing is recorded that would have to be copied.
    private void Promise(Request request)
    {
        if (_journal.Durable)
            _journal.Promise(Row(request));
    }
}
