using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Tries what the service would do with the broker, next to a service that may be running: a connection under a client
/// id of its own, the subscriptions, and a message to each topic. Where a message is retained, the same message is
/// published again; elsewhere an empty one that is not retained.
/// </summary>
internal sealed class ConnectionCheck
{
    // What was published comes back at once or never.
    private static readonly TimeSpan EchoLimit = TimeSpan.FromSeconds(2);

    private readonly AgentConfig _config;
    private readonly TopicLayout _topics;
    private readonly TimeProvider _time;
    private readonly List<CheckFinding> _findings = [];
    private readonly ConcurrentDictionary<string, IncomingMessage> _retained = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _echoes = new(StringComparer.Ordinal);

    private ConnectionCheck(AgentConfig config, TimeProvider time) =>
        (_config, _topics, _time) = (config, new TopicLayout(config.Agent.Root, config.Agent.Device), time);

    /// <summary>
    /// What was found, in the order in which it was tried; it ends with the first failure to connect.
    /// </summary>
    public static async Task<IReadOnlyList<CheckFinding>> RunAsync(
        AgentConfig config,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var check = new ConnectionCheck(config, time);
        await check.RunAsync(cancellation);
        return check._findings;
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        var broker = _config.Broker with
        {
            ClientId = $"{_config.Broker.ClientId}-check-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}",
        };
        var verdict = new TlsVerdict(broker.Host, broker.CaFile);
        var options = BrokerOptions.Build(broker, will: null, 64 << 20, persistent: false, verdict);
        var place = $"{broker.Host}:{broker.Port}";
        try
        {
            await using var link = await MqttLink.OpenAsync(
                LinkTerms.Unsupervised(options, broker.KeepAlive, _time),
                Receive,
                cancellation
            );
            Add(true, $"connected to {place} as client \"{broker.ClientId}\"");
            foreach (var shortcoming in link.Abilities.Shortcomings(comfortable: 64 << 10))
                _findings.Add(new CheckFinding(CheckResult.Note, shortcoming));
            var readable = await CheckAsync(link, cancellation);
            await link.CloseAsync(cancellation);
            if (readable.Contains(ProbeTopic))
                await CheckDelayAsync(broker, cancellation);
        }
        catch (Exception e)
            when (_findings.Count == 0
                && !cancellation.IsCancellationRequested
                && e
                    is MqttCommunicationException
                        or MqttProtocolViolationException
                        or BrokerException
                        or IOException
                        or OperationCanceledException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            Add(false, $"no connection to {place}: {ConnectFailure.Explain(e, broker, verdict)}");
        }
        catch (Exception e)
            when (!cancellation.IsCancellationRequested
                && e
                    is MqttCommunicationException
                        or OperationCanceledException
                        or InvalidOperationException
                        or IOException
            )
        {
            Add(false, $"the connection to {place} ended: {e.GetBaseException().Message}");
        }
    }

    private string ProbeTopic => _topics.Reply("siskin-check");

    /// <summary>The topics of the device that can be read as well.</summary>
    private async Task<HashSet<string>> CheckAsync(MqttLink link, CancellationToken cancellation)
    {
        var readable = await SubscribeOwnAsync(link, cancellation);
        await CheckSubscriptionsAsync(link, cancellation);
        var running =
            _retained.TryGetValue(_topics.Status, out var status) && status.Payload.Span.SequenceEqual("online"u8);
        var silent = running || _config.Telemetry.Interval == TimeSpan.Zero;
        foreach (var topic in OwnTopics().Where(topic => !(silent && topic == _topics.Telemetry)))
            await CheckPublishAsync(link, topic, readable.Contains(topic), cancellation);
        if (!running)
            await CheckRequestsArriveAsync(link, cancellation);
        return readable;
    }

    /// <summary>How long messages take, by this program's way of acknowledging and by that of most clients.</summary>
    private async Task CheckDelayAsync(BrokerSection broker, CancellationToken cancellation)
    {
        Task<BrokerDelay?> MeasureAsync(Acknowledging acknowledging, string suffix) =>
            BrokerDelay.MeasureAsync(
                broker with
                {
                    ClientId = broker.ClientId + suffix,
                },
                ProbeTopic,
                acknowledging,
                _time,
                cancellation
            );
        var own = await MeasureAsync(Acknowledging.AtOnce, "-a");
        var others = await MeasureAsync(Acknowledging.Late, "-b");
        if (own is not null)
            Add(true, $"a message takes {Milliseconds(own.Way)} to the broker and back");
        if (own is { IsHeld: true } || others is { IsHeld: true })
            _findings.Add(new CheckFinding(CheckResult.Note, Delayed(own, others)));
    }

    /// <summary>What to do where the broker holds packets back.</summary>
    internal static string Delayed(BrokerDelay? own, BrokerDelay? others) =>
        own is { IsHeld: true }
            ? $"The broker holds small packets back for {Milliseconds(own.Held)} until earlier ones are acknowledged; "
                + "with set_tcp_nodelay true, Mosquitto does not."
            : $"The broker holds small packets back until earlier ones are acknowledged: a client that acknowledges "
                + $"late, as most do, waits {Milliseconds(others!.Held)} longer for the reply to a request with QoS 1. "
                + "With set_tcp_nodelay true, Mosquitto does not; requests with QoS 0 and those of siskin request do "
                + "not wait either.";

    private static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    /// <summary>What the device itself publishes to.</summary>
    private string[] OwnTopics() =>
        [
            _topics.Status,
            _topics.Info,
            ProbeTopic,
            .. _config.Watches.Select(watch => _topics.Watch(watch.Name)),
            .. _config.HomeAssistant.Discovery
                ? new[] { DiscoveryId.TopicOf(_config.HomeAssistant.Prefix, _config.Agent.Root, _config.Agent.Device) }
                : [],
            _topics.Telemetry,
        ];

    /// <summary>Subscribes to what the device itself publishes, to get what is retained and what comes back.</summary>
    private async Task<HashSet<string>> SubscribeOwnAsync(MqttLink link, CancellationToken cancellation)
    {
        var readable = new HashSet<string>(StringComparer.Ordinal);
        foreach (var topic in OwnTopics())
        {
            if (await link.SubscribeAsync(topic, retained: true, cancellation) is null)
                readable.Add(topic);
        }
        // What is retained comes after the acknowledgement; a round trip more, and it is there.
        await link.PublishAsync(new OutgoingMessage(ProbeTopic, default), cancellation);
        await EchoAsync(ProbeTopic, cancellation);
        return readable;
    }

    private async Task CheckSubscriptionsAsync(MqttLink link, CancellationToken cancellation)
    {
        // A share of its own: no request of the pool is taken away.
        var pools = _config.Agent.Pools.Select(pool =>
            link.Abilities.Shared && _config.Broker.Version == MqttVersion.V5
                ? $"$share/siskin-check/{_topics.PoolRequest(pool)}"
                : _topics.PoolRequest(pool)
        );
        var inputs = _config.Watches.SelectMany(watch =>
            watch
                .Inputs.SensorTopics.Concat(watch.Inputs.FrameTopic is { } frame ? [frame] : [])
                .Append(_topics.WatchSet(watch.Name))
        );
        foreach (var filter in new[] { _topics.Request }.Concat(pools).Concat(inputs).Distinct())
        {
            var refusal = await link.SubscribeAsync(filter, retained: false, cancellation);
            Add(
                refusal is null,
                refusal is null ? $"subscribed to {filter}" : $"not subscribed to {filter}: {refusal}"
            );
        }
    }

    private async Task CheckPublishAsync(MqttLink link, string topic, bool readable, CancellationToken cancellation)
    {
        var message = _retained.TryGetValue(topic, out var kept)
            ? new OutgoingMessage(topic, kept.Payload) { ContentType = kept.ContentType, Retain = true }
            : new OutgoingMessage(topic, default);
        _echoes.TryRemove(topic, out _);
        if (await link.PublishAsync(message, cancellation) is { } refusal)
            Add(false, $"not published to {topic}: {refusal}");
        else if (!readable || _config.Broker.Version == MqttVersion.V5 || await EchoAsync(topic, cancellation))
            Add(true, $"published to {topic}");
        else
            Add(
                false,
                $"what was published to {topic} did not come back: the broker's access rules refuse either "
                    + "writing (with "
                    + "MQTT 3.1.1 it does not say so) or reading; allow writing."
            );
    }

    /// <summary>Brokers may accept a subscription and deliver nothing by it: only a message shows.</summary>
    private async Task CheckRequestsArriveAsync(MqttLink link, CancellationToken cancellation)
    {
        var refusal = await link.PublishAsync(
            new OutgoingMessage(_topics.Request, default)
            {
                ContentType = "application/x-siskin-check",
                Expiry = TimeSpan.FromSeconds(1),
                AtLeastOnce = _config.Broker.Version == MqttVersion.V5, // otherwise it would wait for the service
            },
            cancellation
        );
        if (refusal is not null)
        {
            _findings.Add(
                new CheckFinding(
                    CheckResult.Note,
                    $"whether {_topics.Request} can be read was not tried: this client may not write there, "
                        + "which is as it should be."
                )
            );
            return;
        }
        var arrives = await EchoAsync(_topics.Request, cancellation);
        Add(
            arrives,
            arrives
                ? $"a message to {_topics.Request} arrives"
                : $"a message to {_topics.Request} does not arrive: the broker's access rules refuse reading "
                    + "it, or writing it; allow "
                    + "the device to read it."
        );
    }

    private async Task<bool> EchoAsync(string topic, CancellationToken cancellation)
    {
        try
        {
            await Echo(topic).Task.WaitAsync(EchoLimit, _time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private TaskCompletionSource Echo(string topic) =>
        _echoes.GetOrAdd(topic, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Receive(IncomingMessage message)
    {
        message.Acknowledge();
        if (message.Retained)
            _retained[message.Topic] = message;
        else
            Echo(message.Topic).TrySetResult();
    }

    private void Add(bool right, string text) =>
        _findings.Add(new CheckFinding(right ? CheckResult.Right : CheckResult.Wrong, text));
}

/// <summary>One thing that was tried with the broker.</summary>
internal sealed record CheckFinding(CheckResult Result, string Text);

internal enum CheckResult
{
    Right,

    /// <summary>Works, but less well; or was not tried.</summary>
    Note,

    Wrong,
}
