using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Publishes the outbox over one connection after the other, several messages under way at a time. What a broker does
/// not take is logged once for each topic until it is taken again: what happens every minute is no news.
/// </summary>
/// <param name="outbox">Keeps what the broker has not acknowledged for the next connection.</param>
/// <param name="pulse">Shows that the connection is served; null where nobody looks.</param>
/// <param name="log">Log.</param>
internal sealed class Publisher(Outbox outbox, Pulse? pulse, ILogger log)
{
    private const int MaxRefused = 1_000;

    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);

    /// <summary>Whether something about the topic was refused, and nothing taken since.</summary>
    public bool IsRefused(string topic) => _refused.ContainsKey(topic);

    /// <summary>Publishes until the connection ends.</summary>
    public async Task RunAsync(MqttLink link, CancellationToken stop)
    {
        // Not disposed here: what is under way gives its place back after the loop has ended.
        var window = new SemaphoreSlim(link.MostUnderWay);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, link.Lost);
        try
        {
            while (true)
            {
                // The broker may take its time, and there may be nothing to do: neither is a hang.
                await WhileAsync(window.WaitAsync(ended.Token));
                var taking = outbox.TakeAsync(ended.Token);
                await WhileAsync(taking);
                _ = DeliverAsync(link, await taking, window);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended; the outbox keeps what was under way.
        }
    }

    /// <summary>Puts what was under way back, after a connection ended.</summary>
    /// <param name="blame">See <see cref="Outbox.ReturnAll"/>.</param>
    public void Return(bool blame)
    {
        foreach (var cause in outbox.ReturnAll(blame))
            log.SetAside(MaxShown(cause.Topic), Outbox.MaxBreaks);
    }

    /// <summary>Publishes one message as far as the broker takes it, and tells whether it did.</summary>
    public async Task<bool> OfferAsync(MqttLink link, OutgoingMessage message, CancellationToken cancellation)
    {
        if (Fit(message, link.Abilities) is not { } fitting)
            return false;
        var refusal = await link.PublishAsync(fitting, cancellation);
        if (refusal is null)
        {
            if (!_refused.IsEmpty)
                _refused.TryRemove(fitting.Topic, out _);
            return true;
        }
        if (IsNews(fitting.Topic))
            log.PublishRefused(fitting.Topic, refusal);
        return false;
    }

    private Task WhileAsync(Task task) => pulse?.WhileAsync(task) ?? task;

    private async Task DeliverAsync(MqttLink link, LinkedListNode<OutgoingMessage> entry, SemaphoreSlim window)
    {
        var message = entry.Value;
        try
        {
            if (!message.IsSendable)
            {
                log.NotSendable(message.Topic.Length);
                outbox.Settle(entry, lost: true);
                return;
            }
            var taken = await OfferAsync(link, message, link.Lost);
            outbox.Settle(entry, lost: !taken);
        }
        catch (Exception e)
            when (e
                    is MqttCommunicationException
                        or OperationCanceledException
                        or IOException
                        or ObjectDisposedException
            )
        {
            await link.BreakAsync(); // it stays in the outbox for the next connection
        }
        catch (Exception e) when (e is MqttProtocolViolationException or NotSupportedException or ArgumentException)
        {
            log.PublishRefused(message.Topic, e.Message);
            outbox.Settle(entry, lost: true);
        }
        finally
        {
            window.Release();
        }
    }

    /// <summary>
    /// The message, or what stands in for it where the broker takes no packets of its size; null where nothing does.
    /// </summary>
    private OutgoingMessage? Fit(OutgoingMessage message, BrokerAbilities abilities)
    {
        if (abilities.PacketBytes is not { } limit || message.PacketSize <= limit)
            return message;
        var shorter = message;
        while (shorter?.PacketSize > limit)
            shorter = shorter.WhenTooLarge?.Invoke(limit);
        if (IsNews(message.Topic))
        {
            if (shorter is null)
                log.LeftOut(message.Topic, message.PacketSize, limit);
            else
                log.PublishTooLarge(message.Topic, message.PacketSize, limit);
        }
        return shorter;
    }

    private bool IsNews(string topic) => _refused.Count < MaxRefused && _refused.TryAdd(topic, true);

    // It may hold anything at all, and goes to the log.
    private static string MaxShown(string topic) =>
        string.Concat(topic.Take(120).Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '?'));
}
