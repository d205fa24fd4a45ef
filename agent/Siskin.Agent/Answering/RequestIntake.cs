using Microsoft.Extensions.Logging;
using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Answering;

/// <summary>
/// Takes messages from the broker: reads, checks and queues them, and returns. Whatever is refused gets its error and
/// is acknowledged; an accepted request is acknowledged when its reply is safe.
/// </summary>
internal sealed class RequestIntake(
    RequestRules rules,
    RequestQueue queue,
    RequestLedger ledger,
    AgentMetrics metrics,
    Action<OutgoingMessage> publish,
    TimeProvider time,
    ILogger<RequestIntake> log
)
{
    private volatile RequestRules _rules = rules;

    /// <summary>Judges the requests that come from now on by other rules.</summary>
    public void Apply(RequestRules changed) => _rules = changed;

    /// <param name="message">The message.</param>
    /// <param name="acknowledge">Tells the broker that it need not deliver the message again; called exactly once,
    /// perhaps later.</param>
    public void Accept(IncomingMessage message, Action acknowledge)
    {
        var arrived = time.GetTimestamp();
        metrics.Received();
        if (message.Retained)
        {
            // A command that lies around is obeyed at every connect, by whoever comes along: not meant, or an attack.
            metrics.Ignored();
            log.RetainedIgnored(message.Topic);
            acknowledge();
            return;
        }
        var rules = _rules;
        var reading = rules.Reader.Read(message);
        var address = rules.Policy.AddressOf(message, reading.Id);
        if (message.Expiry is { } expiry)
            address = address with { Expires = arrived + Ticks(expiry) };
        var key = RequestKey.Of(address, message);
        // Without correlation data two equal requests are only known to be one when the broker says so.
        var recognisable = message.CorrelationData is not null || message.Redelivered;
        if (recognisable && AnswerFromLedger(message, key, address, acknowledge))
            return;
        // What an earlier version answered and the broker, not the client, sends again.
        if (
            message.Redelivered
            && RequestKey.FormerOf(address) is { } former
            && AnswerFromLedger(message, former, address, acknowledge)
        )
            return;
        var rejection = rules.Policy.Validate(message) ?? reading.Rejection;
        if (rejection is not null)
            Reject(message, address, reading.Id, rejection, acknowledge);
        else
            Enqueue(
                message,
                Exchange(reading.Request!, message, address, key, arrived, recognisable, rules),
                acknowledge
            );
    }

    private bool AnswerFromLedger(IncomingMessage message, string key, ReplyAddress address, Action acknowledge)
    {
        var match = ledger.Find(key);
        if (!match.Found)
            return false;
        metrics.Duplicate();
        log.Duplicate(message.Topic, match.Reply is null ? "in work" : "answered");
        if (match.Reply is null && message.AtMostOnce)
            return true; // there is nothing to acknowledge
        if (match.Reply is null)
            match.Exchange!.Attach(acknowledge);
        else if (match.Delivered || !message.Redelivered)
            publish(
                match.Reply with
                {
                    Settled = acknowledge,
                    Droppable = message.AtMostOnce,
                    ExpiresAt = address.Expires,
                }
            );
        else if (match.Exchange is { } exchange)
            exchange.Attach(acknowledge); // the broker asked again, not the client: the one reply is under way
        else
            acknowledge(); // the same, and the reply is on disk since an earlier process
        return true;
    }

    private Exchange Exchange(
        InferenceRequest request,
        IncomingMessage message,
        ReplyAddress address,
        string key,
        long arrived,
        bool recognisable,
        RequestRules rules
    ) =>
        new(request, address, key, arrived, arrived + Ticks(message.Expiry ?? rules.Deadline))
        {
            Expires = arrived + Ticks(message.Expiry < rules.Retention ? message.Expiry.Value : rules.Retention),
            Recognisable = recognisable,
        };

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private void Enqueue(IncomingMessage message, Exchange exchange, Action acknowledge)
    {
        exchange.Attach(acknowledge);
        ledger.Accept(exchange);
        if (queue.TryAdd(exchange, out var busy))
            return;
        ledger.Withdraw(exchange);
        Reject(message, exchange.Address, exchange.Request.Id, busy, exchange.Acknowledge);
    }

    // The number of refusals of QoS 1 is bounded by what the broker sends without acknowledgement.
    private void Reject(
        IncomingMessage message,
        ReplyAddress address,
        string? id,
        Rejection rejection,
        Action acknowledge
    )
    {
        metrics.Rejected(rejection.Code);
        log.Rejected(rejection.Code, rejection.Message);
        publish(
            ReplyWriter.Error(address, id, rejection) with
            {
                Settled = acknowledge,
                Droppable = message.AtMostOnce,
            }
        );
    }
}
