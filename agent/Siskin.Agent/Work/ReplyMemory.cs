using System.Security.Cryptography;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Work;

/// <summary>
/// Recognises duplicate requests: remembers what is being worked on and the latest replies. Bounded in count; lives
/// as long
/// as the process.
/// </summary>
internal sealed class ReplyMemory(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Exchange> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutgoingMessage> _replies = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>
    /// The name of a request for recognising it again: reply topic and correlation data. Without correlation data the
    /// payload
    /// stands in.
    /// </summary>
    public static string KeyOf(ReplyAddress address, IncomingMessage message)
    {
        const int LongestVerbatim = 64;
        var mark = address.CorrelationData switch
        {
            null => "payload " + Convert.ToHexString(SHA256.HashData(message.Payload.Span)),
            { Length: <= LongestVerbatim } data => "data " + Convert.ToHexString(data),
            var data => "hash " + Convert.ToHexString(SHA256.HashData(data)),
        };
        return $"{address.Topic}\0{mark}";
    }

    /// <summary>What is known under <paramref name="key"/>: a request being worked on, a reply, or neither.</summary>
    public (Exchange? Running, OutgoingMessage? Reply) Find(string key)
    {
        lock (_lock)
            return (_running.GetValueOrDefault(key), _replies.GetValueOrDefault(key));
    }

    /// <summary>Notes that work on a request begins; false when its key is taken by another one.</summary>
    public bool Begin(Exchange exchange)
    {
        lock (_lock)
            return exchange.Key is not null && _running.TryAdd(exchange.Key, exchange);
    }

    /// <summary>Notes that work on a request ended, with a reply to keep or with none.</summary>
    public void End(Exchange exchange, OutgoingMessage? reply)
    {
        if (exchange.Key is not { } key)
            return;
        lock (_lock)
        {
            if (_running.TryGetValue(key, out var running) && running == exchange)
                _running.Remove(key);
            if (reply is null || most == 0)
                return;
            if (_replies.TryAdd(key, reply with { Settled = null }))
                _order.Enqueue(key);
            while (_order.Count > most)
                _replies.Remove(_order.Dequeue());
        }
    }
}
