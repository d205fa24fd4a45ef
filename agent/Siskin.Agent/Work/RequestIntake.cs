using Microsoft.Extensions.Logging;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Work;

/// <summary>
/// Takes messages from the broker: reads, checks and queues them, and returns. Whatever is refused gets its error and
/// is
/// acknowledged; an accepted request is acknowledged with its reply.
/// </summary>
internal sealed class RequestIntake(
    RequestReader reader,
    ReplyPolicy policy,
    RequestQueue queue,
    ReplyMemory memory,
    AgentMetrics metrics,
    Action<OutgoingMessage> publish,
    TimeSpan defaultDeadline,
    TimeProvider time,
    ILogger<RequestIntake> log)
{
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
        var reading = reader.Read(message);
        var address = policy.AddressOf(message, reading.Id);
        if (AnswerFromMemory(message, address, acknowledge, out var key))
            return;
        var rejection = policy.Object(message) ?? reading.Rejection;
        if (rejection is not null)
            Reject(address, reading.Id, rejection, acknowledge);
        else
            Enqueue(reading.Request!, address, key, arrived, message.Expiry ?? defaultDeadline, acknowledge);
    }

    private bool AnswerFromMemory(IncomingMessage message, ReplyAddress address, Action acknowledge, out string key)
    {
        key = ReplyMemory.KeyOf(address, message);
        // Without correlation data two equal requests are only known to be one when the broker says so.
        if (message.CorrelationData is null && !message.Redelivered)
            return false;
        var (running, reply) = memory.Find(key);
        if (running is null && reply is null)
            return false;
        metrics.Duplicate();
        log.Duplicate(message.Topic, running is not null ? "in work" : "answered");
        if (running is not null)
            running.Attach(acknowledge);
        else
            publish(reply! with { Settled = acknowledge });
        return true;
    }

    private void Enqueue(
        InferenceRequest request, ReplyAddress address, string key, long arrived, TimeSpan life, Action acknowledge)
    {
        var deadline = arrived + (long)(life.TotalSeconds * time.TimestampFrequency);
        var exchange = new Exchange(request, address, key, arrived, deadline);
        exchange.Attach(acknowledge);
        memory.Begin(exchange);
        if (queue.TryAdd(exchange, out var busy))
            return;
        memory.End(exchange, null);
        Reject(address, request.Id, busy, exchange.Acknowledge);
    }

    private void Reject(ReplyAddress address, string? id, Rejection rejection, Action acknowledge)
    {
        metrics.Rejected(rejection.Code);
        log.Rejected(rejection.Code, rejection.Message);
        publish(ReplyWriter.Error(address, id, rejection) with { Settled = acknowledge });
    }
}
