using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>What the agent listens to: its own request topic and, shared with others, those of its pools.</summary>
/// <param name="topics">The device's topics.</param>
/// <param name="pools">Pools that the device belongs to.</param>
/// <param name="sharing">Whether the broker can share subscriptions, as far as it does not say so itself.</param>
/// <param name="log">Log.</param>
internal sealed class MqttSubscriptions(TopicLayout topics, IReadOnlyList<string> pools, bool sharing,
    ILogger<MqttSubscriptions> log)
{
    /// <summary>Subscribes anew; harmless where the session still has the subscription.</summary>
    /// <exception cref="BrokerException">The broker does not let the device read its own requests.</exception>
    public async Task ApplyAsync(MqttLink link, CancellationToken cancellation)
    {
        if (await link.SubscribeAsync(topics.Request, retained: false, cancellation) is { } reason)
            throw new BrokerException($"the broker refused the subscription to {topics.Request}: {reason}");
        foreach (var pool in pools)
        {
            var shared = sharing && link.SharedSubscriptions;
            if (!shared)
                log.NoSharedSubscriptions(pool);
            var filter = shared ? topics.PoolShare(pool) : topics.PoolRequest(pool);
            if (await link.SubscribeAsync(filter, retained: false, cancellation) is { } poolReason)
                log.SubscribeRefused(filter, poolReason);
        }
    }

    /// <summary>The subscriptions that brought a message although they are no longer configured, or null.</summary>
    public IReadOnlyList<string>? FindStale(string topic) =>
        topics.TryReadPool(topic, out var pool) && !pools.Contains(pool)
            ? [topics.PoolShare(pool), topics.PoolRequest(pool)]
            : null;

    /// <summary>Leaves subscriptions that a persistent session kept from an earlier configuration.</summary>
    public async Task LeaveAsync(MqttLink link, IReadOnlyList<string> filters, CancellationToken cancellation)
    {
        try
        {
            foreach (var filter in filters)
            {
                await link.UnsubscribeAsync(filter, cancellation);
                log.Unsubscribed(filter);
            }
        }
        catch (Exception e)
            when (e is MqttCommunicationException or OperationCanceledException or InvalidOperationException)
        {
            // The connection went; the next stray message brings us here again.
        }
    }
}
