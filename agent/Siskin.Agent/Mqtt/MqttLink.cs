using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// One connection from its CONNACK to its end. Acknowledgements and packet identifiers belong to it, so that nothing of
/// a lost connection can reach the next one.
/// </summary>
internal sealed class MqttLink : IAsyncDisposable
{
    private const int MaxUnderWay = 16;
    private const long MaxUnhandledBytes = 16 << 20; // and one message more
    private const int FiltersAtOnce = 50;

    /// <summary>Longest wait for the acknowledgement of anything: a broker may answer pings and nothing else.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(45);

    private readonly IMqttClient _client;
    private readonly MqttClientConnectResult _result;
    private readonly CancellationTokenSource _lost;
    private readonly bool _v5;
    private readonly Pulse? _pulse;
    private readonly TimeSpan _keepAlive;
    private readonly TimeProvider _time;
    private readonly string _identity;
    private readonly TaskCompletionSource _explained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MqttLink(
        IMqttClient client,
        MqttClientConnectResult result,
        CancellationTokenSource lost,
        bool v5,
        TimeSpan keepAlive,
        LinkTerms terms
    )
    {
        (_client, _result, _lost, _v5) = (client, result, lost, v5);
        (_pulse, _time) = (terms.Pulse, terms.Time);
        _keepAlive = keepAlive;
        _identity = $"client \"{terms.Options.ClientId}\"";
        Abilities = BrokerAbilities.Of(result, v5, terms.Will);
    }

    /// <summary>Whether the broker still had the session of the last connection.</summary>
    public bool SessionPresent => _result.IsSessionPresent;

    /// <summary>What the broker can do.</summary>
    public BrokerAbilities Abilities { get; }

    /// <summary>How many messages may wait for the broker's acknowledgement at a time.</summary>
    public int MostUnderWay => Math.Clamp((int)(_result.ReceiveMaximum ?? MaxUnderWay), 1, MaxUnderWay);

    /// <summary>Whether it says what became of each UNSUBSCRIBE (MQTT 5).</summary>
    public bool TellsUnsubscribed => _v5;

    /// <summary>Whether the broker said that another client with the same id took the connection over.</summary>
    public bool TakenOver { get; private set; }

    /// <summary>Whether the broker closed the connection without giving a reason.</summary>
    public bool Unexplained { get; private set; }

    /// <summary>Why the connection ended, for people.</summary>
    public string EndReason { get; private set; } = "closed.";

    /// <summary>Cancelled when the connection ends.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>
    /// Connects as <paramref name="terms"/> say, and gives each message to <paramref name="receive"/>.
    /// </summary>
    /// <exception cref="MqttCommunicationException">The broker cannot be reached.</exception>
    /// <exception cref="BrokerException">The broker said no.</exception>
    public static async Task<MqttLink> OpenAsync(
        LinkTerms terms,
        Action<IncomingMessage> receive,
        CancellationToken cancellation
    )
    {
        var (options, log) = (terms.Options, terms.Log);
        var keepAlive = new KeepAlive(terms.KeepAlive);
        var channels = new BudgetedChannels(MaxUnhandledBytes, keepAlive, bytes => log.PacketCut(bytes));
        var client = new MqttClientFactory().CreateMqttClient(channels);
        var lost = new CancellationTokenSource();
        MqttLink? link = null;
        try
        {
            client.ApplicationMessageReceivedAsync += args =>
                Reception.Handle(args, receive, channels, log, lost.Token);
            client.DisconnectedAsync += args => OnDisconnectedAsync(link, args, lost);
            using var patience = new CancellationTokenSource(options.Timeout, terms.Time);
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
            var result = await client.ConnectAsync(options, limited.Token);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
                throw new BrokerException(
                    $"the broker answered {result.ResultCode} {result.ReasonString}".TrimEnd() + "."
                )
                {
                    Code = (int)result.ResultCode,
                };
            link = new MqttLink(
                client,
                result,
                lost,
                options.ProtocolVersion == MQTTnet.Formatter.MqttProtocolVersion.V500,
                keepAlive.Agreed,
                terms
            );
            _ = link.KeepAliveAsync();
            return link;
        }
        catch (Exception e)
        {
            client.Dispose();
            lost.Dispose();
            if (e is OperationCanceledException && !cancellation.IsCancellationRequested)
                throw new MqttCommunicationTimedOutException(e);
            throw;
        }
    }

    /// <summary>Subscribes with QoS 1; null when the broker agreed, otherwise its reason.</summary>
    /// <param name="filter">Topic filter.</param>
    /// <param name="retained">Whether messages that the broker kept are wanted (MQTT 3.1.1 always sends them).</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<string?> SubscribeAsync(string filter, bool retained, CancellationToken cancellation) =>
        SubscribeAsync(filter, retained, atLeastOnce: true, cancellation);

    /// <summary>The same, with QoS 1 or QoS 0.</summary>
    public async Task<string?> SubscribeAsync(
        string filter,
        bool retained,
        bool atLeastOnce,
        CancellationToken cancellation
    )
    {
        if (Abilities.Refuse(filter) is { } refused)
            return refused;
        var topic = new MqttTopicFilter
        {
            Topic = filter,
            QualityOfServiceLevel =
                atLeastOnce && Abilities.AtLeastOnce
                    ? MqttQualityOfServiceLevel.AtLeastOnce
                    : MqttQualityOfServiceLevel.AtMostOnce,
        };
        if (_v5 && !retained)
            topic.RetainHandling = MqttRetainHandling.DoNotSendOnSubscribe;
        var result = await AnsweredAsync(
            limit => _client.SubscribeAsync(new MqttClientSubscribeOptions { TopicFilters = [topic] }, limit),
            "SUBSCRIBE",
            cancellation
        );
        var code = result.Items.First().ResultCode;
        return code switch
        {
            <= MqttClientSubscribeResultCode.GrantedQoS2 => null,
            MqttClientSubscribeResultCode.NotAuthorized => Denied(code.ToString(), "read"),
            _ => $"{code} {result.ReasonString}".TrimEnd() + ".",
        };
    }

    /// <summary>Leaves subscriptions; what the broker says about each, once it said so.</summary>
    public async Task<IReadOnlyList<UnsubscribeOutcome>> UnsubscribeAsync(
        IReadOnlyList<string> filters,
        CancellationToken cancellation
    )
    {
        var outcomes = new List<UnsubscribeOutcome>();
        foreach (var some in filters.Where(Abilities.Takes).Chunk(Abilities.PacketBytes < 64 << 10 ? 1 : FiltersAtOnce))
        {
            var result = await AnsweredAsync(
                limit => _client.UnsubscribeAsync(new MqttClientUnsubscribeOptions { TopicFilters = [.. some] }, limit),
                "UNSUBSCRIBE",
                cancellation
            );
            outcomes.AddRange(
                result.Items.Select(item => new UnsubscribeOutcome(
                    item.TopicFilter,
                    Existed: item.ResultCode != MqttClientUnsubscribeResultCode.NoSubscriptionExisted,
                    item.ResultCode <= MqttClientUnsubscribeResultCode.NoSubscriptionExisted
                        ? null
                        : $"{item.ResultCode} {result.ReasonString}".TrimEnd() + "."
                ))
            );
        }
        return outcomes;
    }

    /// <summary>
    /// Publishes one message and waits until the broker has it; null when it took it, otherwise its reason.
    /// </summary>
    public Task<string?> PublishAsync(OutgoingMessage message, CancellationToken cancellation) =>
        PublishAsync(message, heard: false, cancellation);

    /// <summary>The same; it may count as a refusal that, as far as the broker tells, nobody subscribes.</summary>
    public async Task<string?> PublishAsync(OutgoingMessage message, bool heard, CancellationToken cancellation)
    {
        var packet = MessageConversion.ToLibrary(message.Leaving(_time), _v5);
        packet.Retain &= Abilities.Retain;
        if (!Abilities.AtLeastOnce)
            packet.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce;
        var result = await AnsweredAsync(limit => _client.PublishAsync(packet, limit), "PUBLISH", cancellation);
        return result.ReasonCode switch
        {
            MqttClientPublishReasonCode.Success => null,
            MqttClientPublishReasonCode.NoMatchingSubscribers => heard ? "nobody subscribes to the topic." : null,
            MqttClientPublishReasonCode.NotAuthorized => Denied(result.ReasonCode.ToString(), "write"),
            var code => $"{code} {result.ReasonString}".TrimEnd() + ".",
        };
    }

    /// <summary>Ends the connection for a reason of our own.</summary>
    public Task EndAsync(string reason)
    {
        EndReason = reason;
        _explained.TrySetResult();
        return _lost.CancelAsync();
    }

    /// <summary>Ends the connection, for whatever reason the library will give.</summary>
    public Task BreakAsync() => _lost.CancelAsync();

    /// <summary>
    /// Waits until it is known why the connection ended: what was under way fails before the library tells the reason.
    /// </summary>
    public Task WhyAsync() =>
        _explained
            .Task.WaitAsync(TimeSpan.FromSeconds(1), _time)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Says goodbye, so that the broker does not publish the will.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        if (_client.IsConnected)
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _lost.CancelAsync();
        _client.Dispose();
    }

    /// <summary>
    /// Asks the broker from time to time whether it is there. The library's own keep-alive, which is off, goes by the
    /// wall clock, which may jump; it asks nothing while messages are sent, answered or not; and it gives up for good
    /// when a full socket does not take its question.
    /// </summary>
    private async Task KeepAliveAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(_keepAlive * 0.75, _time);
            while (await timer.WaitForNextTickAsync(_lost.Token))
            {
                using var limit = new CancellationTokenSource(_keepAlive / 2, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _lost.Token);
                await _client.PingAsync(either.Token);
            }
        }
        catch (Exception e)
            when (e
                    is MqttCommunicationException
                        or OperationCanceledException
                        or IOException
                        or InvalidOperationException
            )
        {
            if (_lost.IsCancellationRequested)
                return;
            await EndAsync("the broker did not answer in time.");
        }
    }

    private string Denied(string code, string right) =>
        $"{code}: its access rules do not let {_identity} {right} there; add that right to them.";

    /// <summary>Waits for what the broker has to answer, but not for ever.</summary>
    private async Task<T> AnsweredAsync<T>(
        Func<CancellationToken, Task<T>> send,
        string what,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(AnswerLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var answer = await send(either.Token);
            _pulse?.Beat();
            return answer;
        }
        catch (Exception e)
            when (limit.IsCancellationRequested
                && !cancellation.IsCancellationRequested
                && e is OperationCanceledException or MqttCommunicationException
            )
        {
            await EndAsync($"the broker did not acknowledge {what} within {AnswerLimit.TotalSeconds:F0} s.");
            throw new MqttCommunicationException(EndReason, e);
        }
    }

    private static Task OnDisconnectedAsync(
        MqttLink? link,
        MqttClientDisconnectedEventArgs args,
        CancellationTokenSource lost
    )
    {
        if (link is { _explained.Task.IsCompleted: false })
        {
            link.TakenOver = args.Reason == MqttClientDisconnectReason.SessionTakenOver;
            link.Unexplained =
                args.Reason == MqttClientDisconnectReason.NormalDisconnection || args.Exception is not null;
            link.EndReason = (args.Exception?.Message ?? $"{args.Reason} {args.ReasonString}").TrimEnd(' ', '.') + ".";
            link._explained.TrySetResult();
        }
        return lost.CancelAsync();
    }
}
