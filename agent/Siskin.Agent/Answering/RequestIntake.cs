using Microsoft.Extensions.Logging;
using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Answering;

/// <summary>
/// Takes messages from the broker: reads, checks and queues them, and returns. A refused one gets an error and is
/// acknowledged; an accepted one is acknowledged once its reply is safe.
/// </summary>
/// <param name="limits">What a request may weigh.</param>
/// <param name="topics">Where replies may go.</param>
/// <param name="deadline">Deadline of a request that carries none.</param>
/// <param name="retention">How long a request without an expiry is recognised.</param>
/// <param name="queue">Takes what is accepted.</param>
/// <param name="ledger">Knows what was asked before.</param>
/// <param name="metrics">Counts.</param>
/// <param name="publish">Takes refusals and stored replies; must return at once.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed class RequestIntake(
    RequestLimits limits,
    TopicLayout topics,
    TimeSpan deadline,
    TimeSpan retention,
    RequestQueue queue,
    RequestLedger ledger,
    AgentMetrics metrics,
    Action<OutgoingMessage> publish,
    TimeProvider time,
    ILogger<RequestIntake> log
)
{
    /// <summary>Takes a message; returns at once.</summary>
    public void Accept(IncomingMessage message)
    {
        var arrived = time.GetTimestamp();
        metrics.Received();
        if (message.Retained)
        {
            // A command that lies around is obeyed at every connect, by whoever comes along: not meant, or an attack.
            metrics.Ignored();
            log.RetainedIgnored(message.Topic);
            message.Acknowledge();
            return;
        }
        var unread = RequestReader.Read(message, limits, out var question, out var id);
        var envelope = topics.ReplyTo(message, id, message.Expiry is { } expiry ? arrived + Ticks(expiry) : null);
        var key = RequestKey.Of(envelope, message);
        // Without correlation data two equal requests are only known to be one when the broker says so.
        var recognisable = message.CorrelationData is not null || message.Redelivered;
        if (recognisable && AnswerFromLedger(message, key, envelope.ExpiresAt))
            return;
        // What an earlier version answered and the broker, not the client, sends again.
        if (
            message.Redelivered
            && RequestKey.FormerOf(envelope) is { } former
            && AnswerFromLedger(message, former, envelope.ExpiresAt)
        )
            return;
        if ((topics.RefuseReplyTo(message) ?? unread) is { } rejection)
            publish(Refusal(message, envelope, id, rejection) with { Settled = message.Acknowledge });
        else
            Enqueue(
                message,
                new Request(question!, envelope, key, arrived, arrived + Ticks(message.Expiry ?? deadline))
                {
                    Expires = arrived + Ticks(message.Expiry < retention ? message.Expiry.Value : retention),
                    Recognisable = recognisable,
                }
            );
    }

    private bool AnswerFromLedger(IncomingMessage message, string key, long? expires)
    {
        if (ledger.Find(key) is not { } known)
            return false;
        metrics.Duplicate();
        var reply = known.SentReply;
        log.Duplicate(message.Topic, reply is null ? "in work" : "answered");
        if (reply is null && message.AtMostOnce)
            return true; // there is nothing to acknowledge
        // When the broker asks again, not the client, the one reply is under way.
        if (reply is null || (message.Redelivered && known.State != RequestState.Delivered))
            known.Attach(message.Acknowledge);
        else
            publish(reply with { Settled = message.Acknowledge, Droppable = message.AtMostOnce, ExpiresAt = expires });
        return true;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private void Enqueue(IncomingMessage message, Request request)
    {
        request.Attach(message.Acknowledge);
        ledger.Accept(request);
        if (queue.TryAdd(request, out var busy))
            return;
        ledger.Conclude(request, Refusal(message, request.Envelope, request.Id, busy), keep: false);
        publish(request.SentReply! with { Settled = () => ledger.Deliver(request) });
    }

    // The number of refusals of QoS 1 is bounded by what the broker sends without acknowledgement.
    private OutgoingMessage Refusal(IncomingMessage message, OutgoingMessage envelope, string? id, Rejection rejection)
    {
        metrics.Rejected(rejection.Code);
        log.Rejected(rejection.Code, rejection.Message);
        return ReplyWriter.Error(envelope, id, rejection) with { Droppable = message.AtMostOnce };
    }
}
