using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// What the agent listens to: its own request topic, those of its pools, shared with other devices, and the inputs of
/// its watches. A persistent session may still hold subscriptions of an earlier configuration: these are left.
/// </summary>
/// <param name="topics">The device's topics.</param>
/// <param name="pools">Pools that the device belongs to.</param>
/// <param name="sharing">Whether the broker can share subscriptions, as far as it does not say so itself.</param>
/// <param name="inputs">What else to listen to.</param>
/// <param name="memory">What the session may hold.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed class MqttSubscriptions(
    TopicLayout topics,
    IReadOnlyList<string> pools,
    bool sharing,
    IReadOnlyList<InputSubscription> inputs,
    SubscriptionMemory memory,
    TimeProvider time,
    ILogger<MqttSubscriptions> log
)
{
    private readonly StrayTopics _strays = new(time);
    private volatile IReadOnlyList<InputSubscription> _inputs = inputs;
    private int _renewed;

    /// <summary>The device's topics.</summary>
    public TopicLayout Topics => topics;

    /// <summary>
    /// Subscribes anew, harmless where the session still has the subscription, and leaves what is not wanted.
    /// </summary>
    /// <exception cref="BrokerException">The broker does not let the device read its own requests.</exception>
    public async Task ApplyAsync(MqttLink link, CancellationToken cancellation)
    {
        if (!link.SessionPresent)
            memory.Remove(memory.Filters); // a new session holds nothing
        var wanted = Wanted(link);
        memory.Add(wanted);
        if (await link.SubscribeAsync(topics.Request, retained: false, cancellation) is { } reason)
            throw new BrokerException($"the broker refused the subscription to {topics.Request}: {reason}");
        foreach (var pool in pools)
        {
            var filter = FilterOf(pool, link);
            if (filter == topics.PoolRequest(pool))
                log.NoSharedSubscriptions(pool);
            if (await link.SubscribeAsync(filter, retained: false, cancellation) is { } poolReason)
                log.SubscribeRefused(filter, poolReason);
        }
        await SubscribeAsync(link, _inputs, cancellation);
        await LeaveAsync(link, [.. memory.Filters.Except(wanted)], cancellation);
    }

    /// <summary>
    /// Changes what is listened to besides requests: on the link, if there is one, and at every connect from now on.
    /// </summary>
    public async Task ChangeAsync(
        IReadOnlyList<InputSubscription> changed,
        MqttLink? link,
        CancellationToken cancellation
    )
    {
        var before = _inputs;
        _inputs = changed;
        _strays.Clear();
        if (link is null)
            return;
        try
        {
            var wanted = Wanted(link);
            memory.Add(wanted);
            await SubscribeAsync(link, [.. changed.Except(before)], cancellation);
            await LeaveAsync(link, [.. memory.Filters.Except(wanted)], cancellation);
        }
        catch (Exception e) when (IsLoss(e))
        {
            // The connection went; the next one applies everything.
        }
    }

    /// <summary>Sees to it that a message which nothing configured asks for is the last of its kind.</summary>
    /// <param name="topic">Topic of a message that arrived.</param>
    /// <param name="link">Connection that brought it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether only a new session can help.</returns>
    public async Task<bool> NoticeAsync(string topic, MqttLink link, CancellationToken cancellation)
    {
        if (IsWanted(topic))
            return false;
        switch (_strays.Notice(topic))
        {
            case StrayStep.Leave:
                return await LeaveStrayAsync(topic, link, cancellation) && BeginRenewal(topic);
            case StrayStep.Renew:
                return BeginRenewal(topic);
            default:
                return false;
        }
    }

    private bool BeginRenewal(string topic)
    {
        // A broker that subscribes its clients by rules of its own sends such messages in every session.
        if (Interlocked.Exchange(ref _renewed, 1) != 0)
            return false;
        log.SessionRenewed(topic);
        return true;
    }

    private bool IsWanted(string topic) =>
        topic == topics.Request
        || (topics.TryReadPool(topic, out var pool) && pools.Contains(pool))
        || _inputs.Any(input => TopicSyntax.Matches(input.Filter, topic));

    private string FilterOf(string pool, MqttLink link) =>
        sharing && link.Abilities.Shared ? topics.PoolShare(pool) : topics.PoolRequest(pool);

    private string[] Wanted(MqttLink link) =>
        [topics.Request, .. pools.Select(pool => FilterOf(pool, link)), .. _inputs.Select(input => input.Filter)];

    private async Task SubscribeAsync(
        MqttLink link,
        IReadOnlyList<InputSubscription> wanted,
        CancellationToken cancellation
    )
    {
        foreach (var input in wanted)
        {
            if (await link.SubscribeAsync(input.Filter, input.Retained, input.AtLeastOnce, cancellation) is { } reason)
                log.SubscribeRefused(input.Filter, reason);
        }
    }

    /// <summary>
    /// Leaves what may bring the topic; tells whether the broker says that none of it was subscribed.
    /// </summary>
    private async Task<bool> LeaveStrayAsync(string topic, MqttLink link, CancellationToken cancellation)
    {
        log.StrayTopic(topic);
        try
        {
            string[] pool = topics.TryReadPool(topic, out var name) ? [topics.PoolShare(name)] : [];
            var suspects = memory
                .Filters.Where(filter => TopicSyntax.Matches(filter, topic))
                .Concat(pool)
                .Concat(FilterGuess.Of(topic))
                .Except(Wanted(link))
                .ToArray();
            var outcomes = await LeaveAsync(link, suspects, cancellation);
            _strays.Left(topic);
            return link.TellsUnsubscribed && !outcomes.Any(outcome => outcome.Existed);
        }
        catch (Exception e) when (IsLoss(e))
        {
            _strays.Forget(topic); // the next such message brings us here again
            return false;
        }
    }

    /// <summary>Leaves subscriptions, and says so of those of which the broker said so.</summary>
    private async Task<IReadOnlyList<UnsubscribeOutcome>> LeaveAsync(
        MqttLink link,
        IReadOnlyList<string> filters,
        CancellationToken cancellation
    )
    {
        if (filters.Count == 0)
            return [];
        var known = memory.Filters;
        var outcomes = await link.UnsubscribeAsync(filters, cancellation);
        foreach (var outcome in outcomes)
        {
            if (outcome.Refusal is { } reason)
            {
                if (known.Contains(outcome.Filter)) // of guesses that is no news
                    log.UnsubscribeRefused(outcome.Filter, reason);
            }
            else if (outcome.Existed && (link.TellsUnsubscribed || known.Contains(outcome.Filter)))
                log.Unsubscribed(outcome.Filter);
        }
        memory.Remove(outcomes.Where(outcome => outcome.Refusal is null).Select(outcome => outcome.Filter));
        return outcomes;
    }

    private static bool IsLoss(Exception e) =>
        e is MqttCommunicationException or OperationCanceledException or InvalidOperationException or IOException;
}
