using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Commands;

/// <summary>
/// The end of a device as the broker knows it: the session of its client id, every retained message below its topics,
/// and its introduction to Home Assistant.
/// </summary>
/// <param name="broker">The broker, with the device's own client id.</param>
/// <param name="root">First level of the topics.</param>
/// <param name="device">The device.</param>
/// <param name="prefix">First level of Home Assistant's discovery topics.</param>
/// <param name="time">Clock.</param>
internal sealed class Retirement(BrokerSection broker, string root, string device, string prefix, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly TopicLayout _topics = new(root, device);
    private readonly ConcurrentDictionary<string, string> _retained = new(StringComparer.Ordinal);

    /// <summary>Takes all of it away.</summary>
    /// <param name="force">Whether a device that says it is online is retired, too.</param>
    /// <param name="say">Takes a line for each thing that was done.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What could not be done; empty where all is gone.</returns>
    /// <exception cref="CommandException">The device is online.</exception>
    /// <exception cref="BrokerException">The broker said no or cannot be reached.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(bool force, Action<string> say, CancellationToken cancellation)
    {
        var visitor = broker with
        {
            ClientId = "siskin-client-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5)),
        };
        await using var client = await MqttRequester.ConnectAsync(visitor, root, time, cancellation);
        await ReadAsync(client, cancellation);
        if (!force && _retained.GetValueOrDefault(_topics.Status) == "online")
        {
            throw CommandException.Failed(
                $"{device} is online; stop it first, or give --force (it announces itself again at its next connect)."
            );
        }
        var problems = new List<string>();
        await EndSessionAsync(say, problems, cancellation);
        // The end of a session may have published a will.
        await ReadAsync(client, cancellation);
        var removed = await ClearAsync(client, say, problems, cancellation);
        say($"{device} is retired: {removed} retained message{(removed == 1 ? "" : "s")} removed.");
        return problems;
    }

    private async Task EndSessionAsync(Action<string> say, List<string> problems, CancellationToken cancellation)
    {
        try
        {
            await MqttRequester.EndSessionAsync(broker, time, cancellation);
            say($"ended the session of {broker.ClientId}");
        }
        catch (BrokerException e)
        {
            problems.Add($"the session of {broker.ClientId} could not be ended: {e.Message}");
        }
    }

    private async Task<int> ClearAsync(
        MqttRequester client,
        Action<string> say,
        List<string> problems,
        CancellationToken cancellation
    )
    {
        string[] topics = [.. _retained.Keys.Order(StringComparer.Ordinal)];
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var topic in topics)
        {
            var nothing = new OutgoingMessage(topic, ReadOnlyMemory<byte>.Empty) { Retain = true };
            if (await client.PublishAsync(nothing, cancellation) is { } reason)
                refused[topic] = reason;
        }
        // A broker may drop what a client must not publish and say nothing (MQTT 3.1.1 cannot say it).
        await ReadAsync(client, cancellation);
        foreach (var topic in topics)
        {
            if (_retained.ContainsKey(topic))
                problems.Add(
                    $"{topic} could not be removed: {refused.GetValueOrDefault(topic, "the broker keeps it.")}"
                );
            else
                say($"removed {topic}");
        }
        return topics.Count(topic => !_retained.ContainsKey(topic));
    }

    /// <summary>Learns what is retained at present.</summary>
    private async Task ReadAsync(MqttRequester client, CancellationToken cancellation)
    {
        _retained.Clear();
        await client.ListenAsync($"{root}/{device}/#", Keep, cancellation);
        await client.ListenAsync($"{prefix}/device/+/config", KeepIntroduction, cancellation);
        await DrainAsync(client, cancellation);
    }

    /// <summary>Waits until the broker has sent what it retains: a message of our own comes behind it.</summary>
    private async Task DrainAsync(MqttRequester client, CancellationToken cancellation)
    {
        var marker = $"{root}/siskin-client-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))}/reply/all";
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await client.ListenAsync(marker, _ => arrived.TrySetResult(), cancellation);
        if (await client.PublishAsync(new OutgoingMessage(marker, "all"u8.ToArray()), cancellation) is { } reason)
            throw new BrokerException($"the broker refuses a message to {marker}: {reason}");
        try
        {
            await arrived.Task.WaitAsync(LongestWait, time, cancellation);
        }
        catch (TimeoutException)
        {
            throw new BrokerException(
                $"no message came back from {marker} within {LongestWait.TotalSeconds} s; "
                    + "the login has to be allowed to publish and read there."
            );
        }
    }

    // What is published while this runs is the goodbye of the device itself, retained as well.
    private void Keep(IncomingMessage message)
    {
        if (message.Payload.IsEmpty)
            _retained.TryRemove(message.Topic, out _);
        else if (message.Retained || message.Topic == _topics.Status)
            _retained[message.Topic] = Encoding.UTF8.GetString(
                message.Payload.Span[..Math.Min(message.Payload.Length, 64)]
            );
    }

    // Found by what it says, not by its topic: that is made of the names by a rule that loses some of their characters.
    private void KeepIntroduction(IncomingMessage message)
    {
        if (message.Payload.IsEmpty)
            _retained.TryRemove(message.Topic, out _);
        else if (message.Retained && RetainedDiscovery.StatusTopicsOf(message.Payload).Contains(_topics.Status))
            _retained[message.Topic] = "";
    }
}
