using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// What the agent listens to: its own request topic, shared with others those of its pools, and what its watches join.
/// </summary>
/// <param name="topics">The device's topics.</param>
/// <param name="pools">Pools that the device belongs to.</param>
/// <param name="sharing">Whether the broker can share subscriptions, as far as it does not say so itself.</param>
/// <param name="inputs">What else to listen to.</param>
/// <param name="log">Log.</param>
internal sealed class MqttSubscriptions(TopicLayout topics, IReadOnlyList<string> pools, bool sharing,
    IReadOnlyList<InputSubscription> inputs, ILogger<MqttSubscriptions> log)
{
    private const int MostStrays = 1_000;

    private readonly ConcurrentDictionary<string, bool> _strays = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _left = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<InputSubscription> _inputs = inputs;

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
        await ApplyAsync(link, _inputs, cancellation);
    }

    /// <summary>
    /// Changes what is listened to besides requests: on the link, if there is one, and at every connect from now on.
    /// </summary>
    public async Task ChangeAsync(
        IReadOnlyList<InputSubscription> changed, MqttLink? link, CancellationToken cancellation)
    {
        var before = _inputs;
        _inputs = changed;
        foreach (var gone in before.Select(input => input.Filter).Except(changed.Select(input => input.Filter)))
            _left[gone] = true;
        _strays.Clear();
        if (link is null)
            return;
        try
        {
            await ApplyAsync(link, [.. changed.Except(before)], cancellation);
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException
            or InvalidOperationException)
        {
            // The connection went; the next one applies everything.
        }
    }

    private async Task ApplyAsync(
        MqttLink link, IReadOnlyList<InputSubscription> wanted, CancellationToken cancellation)
    {
        foreach (var input in wanted)
        {
            _left.TryRemove(input.Filter, out _); // it came back
            if (await link.SubscribeAsync(input.Filter, input.Retained, input.AtLeastOnce, cancellation)
                is { } reason)
                log.SubscribeRefused(input.Filter, reason);
        }
        // The session of a connection that is gone may still have them.
        foreach (var gone in _left.Keys)
        {
            await link.UnsubscribeAsync(gone, cancellation);
            _left.TryRemove(gone, out _);
            log.Unsubscribed(gone);
        }
    }

    /// <summary>The subscriptions that brought a message although they are no longer configured, or null.</summary>
    public IReadOnlyList<string>? FindStale(string topic)
    {
        if (topics.TryReadPool(topic, out var pool))
            return pools.Contains(pool) ? null : [topics.PoolShare(pool), topics.PoolRequest(pool)];
        if (topic == topics.Request || _inputs.Any(input => TopicSyntax.Matches(input.Filter, topic)))
            return null;
        // An input of an earlier configuration; one that was subscribed with wildcards cannot be told from here.
        return _strays.Count < MostStrays && _strays.TryAdd(topic, true) ? [topic] : null;
    }

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
            foreach (var filter in filters)
                _strays.TryRemove(filter, out _);
        }
    }
}
