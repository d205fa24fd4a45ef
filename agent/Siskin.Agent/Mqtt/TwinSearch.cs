using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Finds out who else uses the agent's client id: the other one's description of itself is retained at the broker.
/// </summary>
internal sealed class TwinSearch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private volatile Wanted? _wanted;

    /// <summary>
    /// The agent that announced itself last under the same name, when that was another process; or null.
    /// </summary>
    public async Task<InfoOrigin?> FindAsync(
        MqttLink link,
        string topic,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var wanted = new Wanted(topic);
        _wanted = wanted;
        try
        {
            if (await link.SubscribeAsync(topic, retained: true, atLeastOnce: false, cancellation) is not null)
                return null;
            var origin = await wanted.Found.Task.WaitAsync(Patience, time, cancellation);
            return origin is null || origin.IsThisProcess ? null : origin;
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _wanted = null;
            if (!link.Lost.IsCancellationRequested)
                await link.UnsubscribeAsync([topic], cancellation);
        }
    }

    /// <summary>Whether the message was looked for.</summary>
    public bool Takes(IncomingMessage message)
    {
        if (_wanted is not { } wanted || wanted.Topic != message.Topic)
            return false;
        wanted.Found.TrySetResult(InfoOrigin.Read(message.Payload));
        return true;
    }

    private sealed record Wanted(string Topic)
    {
        public TaskCompletionSource<InfoOrigin?> Found { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
