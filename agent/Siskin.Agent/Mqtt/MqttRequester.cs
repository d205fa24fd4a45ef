using System.Collections.Concurrent;
using System.Security.Cryptography;
using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>The other side of the contract: a client that sends requests and waits for their replies.</summary>
internal sealed class MqttRequester : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Action<IncomingMessage>> _listeners = new(StringComparer.Ordinal);
    private readonly string _responseTopic;
    private readonly bool _v5;
    private readonly TimeProvider _time;
    private MqttLink _link = null!;

    private MqttRequester(string responseTopic, bool v5, TimeProvider time) =>
        (_responseTopic, _v5, _time) = (responseTopic, v5, time);

    /// <summary>Connects and, with MQTT 5, subscribes to <c>{root}/{client id}/reply</c>.</summary>
    /// <exception cref="BrokerException">The broker said no or cannot be reached.</exception>
    public static async Task<MqttRequester> ConnectAsync(
        BrokerSection broker,
        string root,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var v5 = broker.Version == MqttVersion.V5;
        var requester = new MqttRequester($"{root}/{broker.ClientId}/reply", v5, time);
        await requester.OpenAsync(broker, cancellation);
        try
        {
            if (v5)
                await requester.SubscribeAsync(requester._responseTopic, retained: false, cancellation);
            return requester;
        }
        catch
        {
            await requester.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Ends the session that the broker keeps for the client id of <paramref name="broker"/>: it is taken over and
    /// left.
    /// </summary>
    /// <exception cref="BrokerException">The broker said no or cannot be reached.</exception>
    public static async Task EndSessionAsync(BrokerSection broker, TimeProvider time, CancellationToken cancellation)
    {
        var taken = new MqttRequester("", v5: false, time);
        await taken.OpenAsync(broker, cancellation);
        await taken.DisposeAsync();
    }

    /// <summary>Calls <paramref name="listener"/> with every message that matches <paramref name="filter"/>.</summary>
    public Task ListenAsync(string filter, Action<IncomingMessage> listener, CancellationToken cancellation)
    {
        _listeners[filter] = listener;
        return SubscribeAsync(filter, retained: true, cancellation);
    }

    /// <summary>Publishes a message; null when the broker took it, otherwise its reason.</summary>
    /// <exception cref="BrokerException">The connection broke.</exception>
    public async Task<string?> PublishAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        try
        {
            return await _link.PublishAsync(message, cancellation);
        }
        catch (MqttCommunicationException e)
        {
            throw new BrokerException($"the connection broke: {e.Message}");
        }
    }

    /// <summary>Sends a request and waits for its reply; null when none came in time.</summary>
    /// <param name="request">Topic, payload and properties; the response topic and correlation data are added
    /// here.</param>
    /// <param name="replyTopic">Where the reply appears with MQTT 3.1.1: a filter that ends with the request's
    /// id.</param>
    /// <param name="timeout">Longest wait.</param>
    /// <param name="onDelta">Called with every piece of a streamed reply, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokerException">The broker did not take the request, nobody subscribes to its topic, or what
    /// came back is no reply.</exception>
    public async Task<TimedReply?> RequestAsync(
        OutgoingMessage request,
        string replyTopic,
        TimeSpan timeout,
        Action<DeltaMessage>? onDelta,
        CancellationToken cancellation
    )
    {
        var correlation = RandomNumberGenerator.GetBytes(12);
        var key = _v5 ? Convert.ToHexString(correlation) : LastLevel(replyTopic);
        var pending = new Pending(onDelta);
        _pending[key] = pending;
        try
        {
            if (!_v5)
                await SubscribeAsync(replyTopic, retained: false, cancellation);
            var sent = _time.GetTimestamp();
            var refusal = await _link.PublishAsync(
                request with
                {
                    ResponseTopic = _responseTopic,
                    CorrelationData = correlation,
                    Expiry = timeout,
                },
                heard: true,
                cancellation
            );
            if (refusal is not null)
                throw new BrokerException($"{request.Topic}: {refusal}");
            var (reading, arrived) = await pending.Reply.Task.WaitAsync(timeout, _time, cancellation);
            return reading.Problem is null
                ? new TimedReply(reading, _time.GetElapsedTime(sent, arrived))
                : throw new BrokerException(
                    $"what came as the reply to {request.Topic} cannot be read: {reading.Problem}."
                );
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (MqttCommunicationException e)
        {
            throw new BrokerException($"the connection broke: {e.Message}");
        }
        finally
        {
            _pending.TryRemove(key, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _link.CloseAsync(CancellationToken.None);
        }
        catch (MqttCommunicationException)
        {
            // It is gone already.
        }
        await _link.DisposeAsync();
    }

    private async Task OpenAsync(BrokerSection broker, CancellationToken cancellation)
    {
        var verdict = new TlsVerdict(broker.Host, broker.CaFile);
        var options = BrokerOptions.Build(broker, will: null, largestPacket: 256 << 20, persistent: false, verdict);
        try
        {
            _link = await MqttLink.OpenAsync(
                LinkTerms.Unsupervised(options, broker.KeepAlive, _time),
                Receive,
                cancellation
            );
        }
        catch (Exception e)
            when (e
                    is MqttCommunicationException
                        or MqttProtocolViolationException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            throw new BrokerException(
                $"no connection to {broker.Host}:{broker.Port}: {ConnectFailure.Explain(e, broker, verdict)}"
            );
        }
    }

    private async Task SubscribeAsync(string topic, bool retained, CancellationToken cancellation)
    {
        if (await _link.SubscribeAsync(topic, retained, cancellation) is { } reason)
            throw new BrokerException($"the broker refused the subscription to {topic}: {reason}");
    }

    private void Receive(IncomingMessage message)
    {
        var now = _time.GetTimestamp();
        message.Acknowledge();
        foreach (var (filter, listener) in _listeners)
        {
            if (TopicSyntax.Matches(filter, message.Topic))
                listener(message);
        }
        var key = _v5 ? Convert.ToHexString(message.CorrelationData ?? []) : LastLevel(message.Topic);
        if (!_pending.TryGetValue(key, out var pending))
            return;
        var reading = ReplyReading.Read(message.Payload);
        if (reading.Delta is null)
            pending.Reply.TrySetResult((reading, now));
        else
            pending.OnDelta?.Invoke(reading.Delta);
    }

    // Which device of a pool answers is not known beforehand; the id is.
    private static string LastLevel(string topic) => topic[(topic.LastIndexOf('/') + 1)..];

    private sealed class Pending(Action<DeltaMessage>? onDelta)
    {
        public Action<DeltaMessage>? OnDelta => onDelta;

        public TaskCompletionSource<(ReplyReading, long)> Reply { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A reply and the time from sending the request to its arrival.</summary>
internal sealed record TimedReply(ReplyReading Reading, TimeSpan RoundTrip);
