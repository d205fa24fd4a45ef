using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Supervision;

namespace Siskin.Agent.Mqtt;

/// <summary>Publishes the outbox over one connection until that connection ends.</summary>
/// <param name="link">The connection.</param>
/// <param name="outbox">Keeps what the broker has not acknowledged for the next connection.</param>
/// <param name="underWay">How many messages may wait for their acknowledgement at a time.</param>
internal sealed class OutboxPump(MqttLink link, Outbox outbox, int underWay)
{
    /// <summary>Shows that the connection is served.</summary>
    public Pulse? Pulse { get; init; }

    /// <summary>Log.</summary>
    public required ILogger Log { get; init; }

    /// <summary>Publishes until the connection ends.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // Not disposed here: what is under way gives its place back after the loop has ended.
        var window = new SemaphoreSlim(underWay);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, link.Lost);
        try
        {
            while (true)
            {
                // The broker may take its time, and there may be nothing to do: neither is a hang.
                await WhileAsync(window.WaitAsync(ended.Token));
                var taking = outbox.TakeAsync(ended.Token);
                await WhileAsync(taking);
                _ = DeliverAsync(await taking, window);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended; the outbox keeps what was under way.
        }
    }

    private Task WhileAsync(Task task) => Pulse?.WhileAsync(task) ?? task;

    private async Task DeliverAsync(Outbox.Entry entry, SemaphoreSlim window)
    {
        try
        {
            if (!entry.Message.IsSendable)
            {
                Log.NotSendable(entry.Message.Topic.Length);
                outbox.Settle(entry, lost: true);
                return;
            }
            var taken = await link.OfferAsync(entry.Message, link.Lost);
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
            Log.PublishRefused(entry.Message.Topic, e.Message);
            outbox.Settle(entry, lost: true);
        }
        finally
        {
            window.Release();
        }
    }
}
