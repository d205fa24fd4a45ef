using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// One connection from its CONNACK to its end. Acknowledgements and packet identifiers belong to it, so that nothing
/// of a lost
/// connection can reach the next one.
/// </summary>
internal sealed class MqttLink : IAsyncDisposable
{
    private const int MostUnderWay = 16;
    private const long MostUnhandledBytes = 16 << 20; // and one message more

    private readonly IMqttClient _client;
    private readonly MqttClientConnectResult _result;
    private readonly CancellationTokenSource _lost;
    private readonly SemaphoreSlim _window;
    private readonly bool _v5;
    private readonly Pulse? _pulse;
    private readonly TimeSpan _keepAlive;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    private MqttLink(IMqttClient client, MqttClientConnectResult result, CancellationTokenSource lost, bool v5,
        Pulse? pulse, TimeSpan keepAlive, TimeProvider time, ILogger log)
    {
        (_client, _result, _lost, _v5, _pulse, _log) = (client, result, lost, v5, pulse, log);
        (_keepAlive, _time) = (keepAlive, time);
        _window = new SemaphoreSlim(Math.Clamp((int)(result.ReceiveMaximum ?? MostUnderWay), 1, MostUnderWay));
    }

    /// <summary>Whether the broker still had the session of the last connection.</summary>
    public bool SessionPresent => _result.IsSessionPresent;

    /// <summary>Whether several clients can share one subscription.</summary>
    public bool SharedSubscriptions => !_v5 || _result.SharedSubscriptionAvailable;

    /// <summary>Why the connection ended, for people.</summary>
    public string EndReason { get; private set; } = "closed.";

    /// <summary>Cancelled when the connection ends.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Connects.</summary>
    /// <param name="options">Client options.</param>
    /// <param name="receive">Called with each message and what acknowledges it.</param>
    /// <param name="pulse">Beats with every answer of the broker, and while there is nothing to do; or null.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MqttCommunicationException">The broker cannot be reached.</exception>
    /// <exception cref="BrokerException">The broker said no.</exception>
    public static async Task<MqttLink> OpenAsync(
        MqttClientOptions options, Action<IncomingMessage, Action> receive, Pulse? pulse, TimeProvider time, ILogger log,
        CancellationToken cancellation)
    {
        var budget = new ReceiveBudget(MostUnhandledBytes);
        var client = new MqttClientFactory().CreateMqttClient(new BudgetedChannels(budget, bytes => log.PacketCut(bytes)));
        var lost = new CancellationTokenSource();
        MqttLink? link = null;
        try
        {
            client.ApplicationMessageReceivedAsync += args => Receive(args, receive, budget, log, lost.Token);
            client.DisconnectedAsync += args => OnDisconnectedAsync(link, args, lost);
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limited.CancelAfter(options.Timeout);
            var result = await client.ConnectAsync(options, limited.Token);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
                throw new BrokerException($"the broker answered {result.ResultCode} {result.ReasonString}".TrimEnd()
                    + ".");
            var keepAlive = result.ServerKeepAlive > 0
                ? TimeSpan.FromSeconds(result.ServerKeepAlive)
                : options.KeepAlivePeriod;
            link = new MqttLink(client, result, lost,
                options.ProtocolVersion == MQTTnet.Formatter.MqttProtocolVersion.V500, pulse, keepAlive, time, log);
            _ = link.KeepAliveAsync();
            return link;
        }
        catch (Exception e)
        {
            client.Dispose();
            lost.Dispose();
            if (e is OperationCanceledException && !cancellation.IsCancellationRequested)
                throw new MqttCommunicationException("no answer in time.");
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
    public async Task<string?> SubscribeAsync(string filter, bool retained, bool atLeastOnce,
        CancellationToken cancellation)
    {
        var topic = new MqttTopicFilter
        {
            Topic = filter,
            QualityOfServiceLevel = atLeastOnce ? MqttQualityOfServiceLevel.AtLeastOnce
                : MqttQualityOfServiceLevel.AtMostOnce,
        };
        if (_v5 && !retained)
            topic.RetainHandling = MqttRetainHandling.DoNotSendOnSubscribe;
        var result = await _client.SubscribeAsync(new MqttClientSubscribeOptions { TopicFilters = [topic] },
            cancellation);
        _pulse?.Beat();
        var code = result.Items.First().ResultCode;
        return code <= MqttClientSubscribeResultCode.GrantedQoS2 ? null : $"{code} {result.ReasonString}".TrimEnd()
            + ".";
    }

    public Task UnsubscribeAsync(string filter, CancellationToken cancellation) =>
        _client.UnsubscribeAsync(new MqttClientUnsubscribeOptions { TopicFilters = [filter] }, cancellation);

    /// <summary>Publishes one message, waits until the broker has it, and tells what it says about it.</summary>
    public async Task<PublishOutcome> PublishAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        var result = await _client.PublishAsync(MessageConversion.ToLibrary(message.Leaving(_time), _v5), cancellation);
        _pulse?.Beat();
        return result.ReasonCode switch
        {
            MqttClientPublishReasonCode.Success => PublishOutcome.Taken,
            MqttClientPublishReasonCode.NoMatchingSubscribers => PublishOutcome.NobodyListens,
            _ => new PublishOutcome(false, false, $"{result.ReasonCode} {result.ReasonString}".TrimEnd() + "."),
        };
    }

    /// <summary>
    /// Publishes what is in the outbox, several messages under way at a time, until the connection ends.
    /// </summary>
    public async Task PumpAsync(Outbox outbox, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, _lost.Token);
        try
        {
            while (true)
            {
                // The broker may take its time, and there may be nothing to do: neither is a hang.
                await WhileAsync(_window.WaitAsync(ended.Token));
                var taking = outbox.TakeAsync(ended.Token);
                await WhileAsync(taking);
                _ = DeliverAsync(await taking, outbox);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended; the outbox keeps what was under way.
        }
    }

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
    /// Asks the broker from time to time whether it is there. The library's own keep-alive goes by the wall clock,
    /// which may jump; it asks nothing while messages are sent, answered or not; and it gives up for good when a full
    /// socket does not take its question.
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
            when (e is MqttCommunicationException or OperationCanceledException or IOException
                or InvalidOperationException)
        {
            if (_lost.IsCancellationRequested)
                return;
            EndReason = "the broker did not answer in time.";
            await _lost.CancelAsync();
        }
    }

    private Task WhileAsync(Task task) => _pulse?.WhileAsync(task) ?? task;

    private async Task DeliverAsync(Outbox.Entry entry, Outbox outbox)
    {
        try
        {
            if (!entry.Message.IsSendable)
            {
                _log.NotSendable(entry.Message.Topic.Length);
                outbox.Settle(entry, lost: true);
                return;
            }
            if (Fit(entry.Message) is not { } message)
            {
                outbox.Settle(entry, lost: true);
                return;
            }
            var outcome = await PublishAsync(message, _lost.Token);
            if (!outcome.Accepted)
                _log.PublishRefused(message.Topic, outcome.Reason);
            outbox.Settle(entry, lost: !outcome.Accepted);
        }
        catch (Exception e)
            when (e is MqttCommunicationException or OperationCanceledException or IOException
                or ObjectDisposedException)
        {
            await _lost.CancelAsync(); // it stays in the outbox for the next connection
        }
        catch (Exception e) when (e is MqttProtocolViolationException or NotSupportedException or ArgumentException)
        {
            _log.PublishRefused(entry.Message.Topic, e.Message);
            outbox.Settle(entry, lost: true);
        }
        finally
        {
            _window.Release();
        }
    }

    /// <summary>The message, or what stands in for it where the broker does not take packets of its size.</summary>
    private OutgoingMessage? Fit(OutgoingMessage message)
    {
        if (_result.MaximumPacketSize is not (> 0 and var limit) || message.PacketSize <= limit)
            return message;
        _log.PublishTooLarge(message.Topic, message.PacketSize, limit);
        var shorter = message;
        while (shorter?.PacketSize > limit)
            shorter = shorter.WhenTooLarge?.Invoke(limit);
        return shorter;
    }

    private static Task Receive(
        MqttApplicationMessageReceivedEventArgs args, Action<IncomingMessage, Action> receive, ReceiveBudget budget,
        ILogger log, CancellationToken lost)
    {
        args.AutoAcknowledge = false;
        void Acknowledge() => _ = AcknowledgeAsync(args, log, lost);
        try
        {
            receive(MessageConversion.ToIncoming(args.ApplicationMessage), Acknowledge);
        }
#pragma warning disable CA1031 // A message that cannot be handled must not stay unacknowledged: it would come again for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.HandlerFailed(args.ApplicationMessage.Topic, e);
            Acknowledge();
        }
        finally
        {
            budget.Return(args.ApplicationMessage.Payload.Length,
                BudgetedChannels.PropertiesOf(args.ApplicationMessage.UserProperties));
        }
        return Task.CompletedTask;
    }

    private static async Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs args, ILogger log,
        CancellationToken lost)
    {
        try
        {
            await args.AcknowledgeAsync(lost);
        }
        catch (Exception e)
            when (e is MqttCommunicationException or OperationCanceledException or IOException
                or InvalidOperationException)
        {
            log.AcknowledgementLost(e);
        }
    }

    private static Task OnDisconnectedAsync(MqttLink? link, MqttClientDisconnectedEventArgs args,
        CancellationTokenSource lost)
    {
        if (link is { Lost.IsCancellationRequested: false })
            link.EndReason = (args.Exception?.Message ?? $"{args.Reason} {args.ReasonString}").TrimEnd(' ', '.') + ".";
        return lost.CancelAsync();
    }
}
