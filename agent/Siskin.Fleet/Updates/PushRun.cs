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
    // What came is heard before devices are looked at again, even where many ask for parts of files.
    private const int MessagesAtOnce = 256;

    // A broker that refuses one device's topic takes others'.
    private const int OfferTries = 8;

    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(250);

    // What devices said while nobody heard them arrives shortly after the connection is back.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly Channel<IncomingMessage> _messages = Channel.CreateUnbounded<IncomingMessage>();
    private readonly ChunkServer _chunks = new(bundle, rollout.State.Offer, topics);
    private readonly Dictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private Task? _arrival;
    private DateTimeOffset? _deafSince;
    private DateTimeOffset _heardSince = time.GetUtcNow();
    private int _toldStage = -1;
    private bool _toldPause;
    private bool _changed = true;

    /// <summary>Tells whether devices can be heard at present.</summary>
    public Func<bool> Connected { get; init; } = () => true;

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
                Expire();
                await OfferAsync(publish, stop);
                Keep();
                if (rollout.Finished || (rollout.Halted && !rollout.Working))
                    return rollout is { Halted: false, Failed: 0 };
                if (_arrival is null or { IsCompleted: true })
                    _arrival = _messages.Reader.WaitToReadAsync(stop).AsTask();
                await Task.WhenAny(_arrival, Task.Delay(Rhythm, time, stop));
                stop.ThrowIfCancellationRequested();
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
        for (var heard = 0; heard < MessagesAtOnce && _messages.Reader.TryRead(out var message); heard++)
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

    // A device is given up for its silence only while it could be heard.
    private void Expire()
    {
        var now = time.GetUtcNow();
        if (!Connected())
        {
            _deafSince ??= now;
            return;
        }
        if (_deafSince is { } since)
        {
            rollout.Extend(now - since);
            (_deafSince, _heardSince) = (null, now);
        }
        if (now - _heardSince < Grace)
            return;
        foreach (var device in rollout.Expire(now))
            Tell(device);
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
                if (!Connected())
                {
                    say($"{device}: not offered yet: {problem}");
                    return; // the next round tries again
                }
                Refuse(device, problem);
                continue;
            }
            rollout.Offered(device, time.GetUtcNow());
            _changed = true;
            say($"{device}: offered");
        }
    }

    private void Refuse(string device, string problem)
    {
        var tries = _refusals.GetValueOrDefault(device) + 1;
        _refusals[device] = tries;
        if (tries == 1)
            say($"{device}: not offered yet: {problem}");
        else if (tries >= OfferTries)
            Tell(rollout.Refused(device, problem));
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
