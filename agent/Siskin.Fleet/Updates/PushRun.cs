using System.Text.Json;
using System.Threading.Channels;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Updates;

/// <summary>
/// Carries a roll-out out: offers the bundle, hears what devices say of it, and keeps where it is. A broker that is
/// gone for a while costs time only: what devices say is retained there.
/// </summary>
/// <param name="bundle">The bundle.</param>
/// <param name="rollout">Which device is next.</param>
/// <param name="file">Keeps where it is.</param>
/// <param name="url">Where the files lie; null: devices ask for them over MQTT.</param>
/// <param name="topics">Gives the topics of a device.</param>
/// <param name="time">Clock.</param>
/// <param name="say">Takes a line for the operator.</param>
internal sealed class PushRun(
    BundleToPush bundle,
    Rollout rollout,
    RolloutFile file,
    Uri? url,
    Func<string, TopicLayout> topics,
    TimeProvider time,
    Action<string> say
)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(250);

    private readonly Channel<IncomingMessage> _messages = Channel.CreateUnbounded<IncomingMessage>();
    private readonly ChunkServer _chunks = new(bundle, rollout.State.Offer, topics);
    private int _toldStage = -1;
    private bool _toldPause;
    private bool _changed = true;

    /// <summary>Takes what a device says; returns at once.</summary>
    public void Take(IncomingMessage message) => _messages.Writer.TryWrite(message);

    /// <summary>Goes on until every device has come to its end, or too many failed.</summary>
    /// <param name="publish">Publishes a message; null when the broker took it, otherwise why not.</param>
    /// <param name="stop">Interrupts it: the same roll-out goes on later.</param>
    /// <returns>Whether every device has the bundle.</returns>
    public async Task<bool> RunAsync(
        Func<OutgoingMessage, CancellationToken, Task<string?>> publish,
        CancellationToken stop
    )
    {
        try
        {
            while (true)
            {
                await HearAsync(publish, stop);
                foreach (var device in rollout.Expire(time.GetUtcNow()))
                    Tell(device);
                await OfferAsync(publish, stop);
                Keep();
                if (rollout.Finished || (rollout.Halted && !rollout.Working))
                    return rollout is { Halted: false, Failed: 0 };
                await Task.Delay(Rhythm, time, stop);
            }
        }
        finally
        {
            Keep();
        }
    }

    private async Task HearAsync(
        Func<OutgoingMessage, CancellationToken, Task<string?>> publish,
        CancellationToken stop
    )
    {
        while (_messages.Reader.TryRead(out var message))
        {
            var levels = message.Topic.Split('/');
            if (levels is not [.., var device, "update", var kind])
                continue;
            if (kind == "want" && url is null && _chunks.Answer(device, message.Payload) is { } part)
                await publish(part, stop);
            else if (kind == "state" && StateOf(message) is { } state && rollout.Take(device, state) is { } changed)
                Tell(changed);
        }
    }

    private async Task OfferAsync(
        Func<OutgoingMessage, CancellationToken, Task<string?>> publish,
        CancellationToken stop
    )
    {
        var paused = file.Paused;
        if (paused != _toldPause)
            say(paused ? "paused: no further device is offered the bundle." : "goes on.");
        _toldPause = paused;
        foreach (var device in rollout.Due(time.GetLocalNow(), paused))
        {
            if (_toldStage != rollout.Stage)
                say($"stage {rollout.Stage + 1} of {rollout.Stages}");
            _toldStage = rollout.Stage;
            var offer = new OutgoingMessage(topics(device).UpdateOffer, bundle.Offer(rollout.State.Offer, url))
            {
                ContentType = OutgoingMessage.Json,
            };
            if (await publish(offer, stop) is { } problem)
            {
                say($"{device}: not offered yet: {problem}");
                return; // the broker is gone, or takes no such message: the next round tries again
            }
            rollout.Offered(device, time.GetUtcNow());
            _changed = true;
            say($"{device}: offered");
        }
    }

    private void Tell(RolloutDevice device)
    {
        _changed = true;
        var what = device.Step == RolloutStep.Failed ? "failed" : device.Phase;
        say($"{device.Name}: {what}{(device.Reason is { } reason ? $": {reason}" : "")}");
    }

    private void Keep()
    {
        if (!_changed)
            return;
        file.Write(rollout.State);
        _changed = false;
    }

    private static UpdateStateMessage? StateOf(IncomingMessage message)
    {
        try
        {
            return JsonSerializer.Deserialize(message.Payload.Span, UpdateJson.Default.UpdateStateMessage);
        }
        catch (JsonException)
        {
            return null; // somebody else's
        }
    }
}
