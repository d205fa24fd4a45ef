using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Finds out who else uses the agent's client id: the other one's description of itself is retained at the broker.
/// </summary>
/// <param name="topic">Where.</param>
internal sealed class TwinSearch(string topic)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<InfoOrigin?> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The agent that announced itself last under the same name, when that was another process; or null. Whoever
    /// receives from the link meanwhile asks <see cref="Takes"/>.
    /// </summary>
    public async Task<InfoOrigin?> FindAsync(MqttLink link, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            if (await link.SubscribeAsync(topic, retained: true, atLeastOnce: false, cancellation) is not null)
                return null;
            var origin = await _found.Task.WaitAsync(Patience, time, cancellation);
            return origin is null || origin.IsThisProcess ? null : origin;
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            if (!link.Lost.IsCancellationRequested)
                await link.UnsubscribeAsync([topic], cancellation);
        }
    }

    /// <summary>Whether the message was looked for.</summary>
    public bool Takes(IncomingMessage message)
    {
        if (topic != message.Topic)
            return false;
        _found.TrySetResult(InfoOrigin.Read(message.Payload));
        return true;
    }
}
