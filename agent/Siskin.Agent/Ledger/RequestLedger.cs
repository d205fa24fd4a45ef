using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Ledger;

/// <summary>
/// The account of requests and replies. Recognises repeated requests, counts how often work on one began, and keeps
/// each reply until the broker took it over and, within bounds, afterwards for those who ask again. On disk it does so
/// across restarts; a request is acknowledged once its reply is committed.
/// </summary>
internal sealed class RequestLedger : IDisposable
{
    /// <summary>How often work on a request may begin: one that always ends the process is not tried again.</summary>
    public const int MaxAttempts = 2;

    private static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);

    // After a restart the wall clock may be wrong by decades; an entry lives at least this long then.
    private static readonly TimeSpan MinAfterRestart = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Exchange> _running = new(StringComparer.Ordinal);
    private readonly List<Exchange> _concluded = [];
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

    /// <summary>What is known under <paramref name="key"/>.</summary>
    public LedgerMatch Find(string key)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(key, out var running))
                return new LedgerMatch(running, null, false);
            return _book.Find(key, _time.GetTimestamp()) is { Reply: { } reply } entry
                ? new LedgerMatch(entry.Exchange, reply, entry.Delivered)
                : default;
        }
    }

    /// <summary>Notes that a request waits for its turn.</summary>
    public void Accept(Exchange exchange)
    {
        lock (_lock)
        {
            if (exchange.Key is not null)
                _running.TryAdd(exchange.Key, exchange);
        }
    }

    /// <summary>
    /// Counts the beginning of work, to be committed before it begins; false when work on this request began often
    /// enough.
    /// </summary>
    public bool TryBegin(Exchange exchange)
    {
        lock (_lock)
        {
            var known = exchange.Recognisable ? _book.Find(exchange.Key, _time.GetTimestamp()) : null;
            // With a reply it is another request, which happens to look the same.
            var entry = known is { Reply: null, Exchange: null } ? known : Enter(exchange);
            (exchange.Entry, entry.Exchange) = (entry, exchange);
            if (entry.Attempts >= MaxAttempts)
                return false;
            entry.Attempts++;
            _journal.Promise(LedgerWrite.Put(Row(entry)));
            return true;
        }
    }

    /// <summary>
    /// Notes the end of work, with a reply that is to be committed before anyone sees it, or with none that is worth
    /// keeping.
    /// </summary>
    public void Conclude(Exchange exchange, OutgoingMessage? reply)
    {
        lock (_lock)
        {
            if (reply is null)
            {
                Leave(exchange);
                if (exchange.Entry is { } failed)
                    Forget([failed], remove: true);
                return;
            }
            var entry = exchange.Entry ??= Enter(exchange);
            (entry.Exchange, entry.RequestId) = (exchange, exchange.Request.Id);
            _book.Reply(entry, reply);
            _journal.Promise(LedgerWrite.Put(Row(entry)));
            _concluded.Add(exchange);
        }
    }

    /// <summary>
    /// Makes durable what was begun and concluded; false when it lives in memory only, so that requests have to stay
    /// with the broker until their replies are delivered.
    /// </summary>
    public bool Commit()
    {
        lock (_lock)
            Prune();
        var durable = _journal.Commit();
        lock (_lock)
        {
            _concluded.ForEach(Leave);
            _concluded.Clear();
        }
        return durable;
    }

    /// <summary>Notes that the broker took the reply to a request over.</summary>
    public void Deliver(Exchange exchange)
    {
        if (exchange.Entry is { } entry)
            Deliver(entry);
    }

    /// <summary>Forgets a request that is handed back to the broker before it was answered.</summary>
    public void Withdraw(Exchange exchange)
    {
        lock (_lock)
        {
            Leave(exchange);
            if (exchange.Entry is not { } entry)
                return;
            // It did not end the process.
            entry.Exchange = null;
            if (--entry.Attempts > 0)
                _journal.Note(LedgerWrite.Put(Row(entry)));
            else
                Forget([entry], remove: true);
        }
    }

    public void Dispose() => _journal.Dispose();

    private void Deliver(LedgerEntry entry)
    {
        lock (_lock)
        {
            if (entry.Node is null || entry.Delivered)
                return;
            _book.Deliver(entry);
            _journal.Note(LedgerWrite.Deliver(entry.Id));
            Forget(_book.TakeExcess());
        }
    }

    private void Leave(Exchange exchange)
    {
        if (exchange.Key is { } key && _running.GetValueOrDefault(key) == exchange)
            _running.Remove(key);
    }

    private LedgerEntry Enter(Exchange exchange)
    {
        var life = _time.GetElapsedTime(exchange.Arrived, exchange.Expires);
        return Enter(new LedgerEntry(++_lastId, exchange.Key, life, exchange.Expires));
    }

    private LedgerEntry Enter(LedgerEntry entry)
    {
        if (_book.Add(entry) is { } replaced)
            _journal.Note(LedgerWrite.Remove(replaced.Id));
        return entry;
    }

    private void Adopt(IReadOnlyList<LedgerRow> rows) => Enter(rows, _ => ++_lastId);

    private void Enter(IReadOnlyList<LedgerRow> rows, Func<LedgerRow, long> number)
    {
        var undelivered = new List<LedgerEntry>();
        lock (_lock)
        {
            foreach (var row in rows)
            {
                var entry = Enter(Entry(row, number(row)));
                _lastId = Math.Max(_lastId, entry.Id);
                if (entry is { Reply: not null, Delivered: false })
                    undelivered.Add(entry);
            }
        }
        if (undelivered.Count > 0)
            _log.LedgerResumed(undelivered.Count);
        foreach (var entry in undelivered)
            _publish(entry.Reply! with { Settled = () => Deliver(entry) });
    }

    private void Prune()
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(_lastPrune, now) < PruneInterval)
            return;
        _lastPrune = now;
        Forget(_book.TakeExpired(now));
    }

    private void Forget(List<LedgerEntry> entries, bool remove = false)
    {
        foreach (var entry in entries)
        {
            if (remove)
                _book.Remove(entry);
            _journal.Note(LedgerWrite.Remove(entry.Id));
        }
    }

    private IReadOnlyList<LedgerRow> Everything()
    {
        lock (_lock)
            return [.. _book.Entries.Select(Row)];
    }

    private LedgerRow Row(LedgerEntry entry)
    {
        var left = _time.GetElapsedTime(_time.GetTimestamp(), entry.Expires);
        var reply = entry.Reply is { } message
            ? new StoredReply(
                message.Topic,
                message.CorrelationData,
                message.Payload.ToArray(),
                ReplyWriter.StatusOf(message),
                entry.RequestId
            )
            : null;
        return new LedgerRow(
            entry.Id,
            entry.Key,
            entry.Attempts,
            (long)entry.Life.TotalMilliseconds,
            (_time.GetUtcNow() + left).ToUnixTimeMilliseconds(),
            entry.Delivered,
            reply
        );
    }

    private LedgerEntry Entry(LedgerRow row, long id)
    {
        // Within a process time is monotonic. Between processes only the wall clock went on, and it may have jumped:
        // an entry lives neither longer than it was meant to, nor shorter than repeated requests need to arrive.
        var left = row.ExpiresMs - _time.GetUtcNow().ToUnixTimeMilliseconds();
        left = Math.Clamp(left, Math.Min(row.LifeMs, (long)MinAfterRestart.TotalMilliseconds), row.LifeMs);
        var expires = _time.GetTimestamp() + (left * _time.TimestampFrequency / 1_000);
        return new LedgerEntry(id, row.Key, TimeSpan.FromMilliseconds(row.LifeMs), expires)
        {
            Attempts = row.Attempts,
            Delivered = row.Delivered,
            RequestId = row.Reply?.RequestId,
            Reply = row.Reply is { } reply
                ? ReplyWriter.Restore(
                    new ReplyAddress(reply.Topic, reply.Correlation, expires),
                    reply.Payload,
                    reply.Status,
                    reply.RequestId
                )
                : null,
        };
    }
}
