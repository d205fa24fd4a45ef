using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// The agent's standing connection: connects, subscribes, announces the device, publishes the outbox, and does so
/// again after
/// every loss. Nothing in the outbox is lost while the process lives.
/// </summary>
internal sealed class MqttConnection : IAsyncDisposable
{
    private readonly BrokerSection _broker;
    private readonly MqttSubscriptions _subscriptions;
    private readonly MqttClientOptions _options;
    private readonly Outbox _outbox;
    private readonly Func<IReadOnlyList<OutgoingMessage>> _announcements;
    private readonly Action<IncomingMessage, Action> _receive;
    private readonly Backoff _backoff;
    private readonly Pulse _pulse;
    private readonly TimeProvider _time;
    private readonly ILogger<MqttConnection> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _online = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private MqttLink? _link;
    private bool _receiving = true;
    private long _connects;

    /// <param name="broker">Where and how to connect.</param>
    /// <param name="subscriptions">What to listen to.</param>
    /// <param name="outbox">What to publish.</param>
    /// <param name="announcements">Published at every connect; the last one says that the device is online.</param>
    /// <param name="will">Published by the broker when the device vanishes.</param>
    /// <param name="largestPacket">Largest packet in bytes that the broker may send.</param>
    /// <param name="receive">Called with each message and what acknowledges it; must return at once.</param>
    /// <param name="backoff">Waiting times between attempts.</param>
    /// <param name="pulse">Beats while the connection is tried, waited for and used.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    public MqttConnection(
        BrokerSection broker,
        MqttSubscriptions subscriptions,
        Outbox outbox,
        Func<IReadOnlyList<OutgoingMessage>> announcements,
        OutgoingMessage will,
        int largestPacket,
        Action<IncomingMessage, Action> receive,
        Backoff backoff,
        Pulse pulse,
        TimeProvider time,
        ILogger<MqttConnection> log)
    {
        (_broker, _subscriptions, _outbox, _announcements) = (broker, subscriptions, outbox, announcements);
        (_receive, _backoff, _pulse, _time, _log) = (receive, backoff, pulse, time, log);
        _options = BrokerOptions.Build(broker, will, largestPacket, persistent: true);
    }

    /// <summary>Completes when the device was announced online for the first time.</summary>
    public Task Online => _online.Task;

    /// <summary>Successful connections so far.</summary>
    public long Connects => Interlocked.Read(ref _connects);

    public void Start()
    {
        _pulse.Begin();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Leaves what arrives from now on to the broker.</summary>
    public void StopReceiving() => Volatile.Write(ref _receiving, false);

    /// <summary>Changes what is listened to besides requests, now and at every connect to come.</summary>
    public Task ListenAsync(IReadOnlyList<InputSubscription> inputs) =>
        _subscriptions.ChangeAsync(inputs, _link, _stop.Token);

    /// <summary>Publishes a last message and disconnects, as far as that is possible within the time.</summary>
    public async Task StopAsync(OutgoingMessage farewell, TimeSpan within)
    {
        StopReceiving();
        using var limit = new CancellationTokenSource(within, _time);
        if (_link is { } link)
        {
            try
            {
                await link.PublishAsync(farewell, limit.Token);
                await link.CloseAsync(limit.Token);
            }
            catch (Exception e) when (IsConnectionProblem(e))
            {
                // The broker is gone as well; its will message speaks for the device.
            }
        }
        await _stop.CancelAsync();
        await _running;
        _pulse.End();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _pulse.Beat();
            var problem = await ConnectAndPumpAsync();
            if (_stop.IsCancellationRequested)
                return;
            var wait = _backoff.Next();
            if (problem is not null)
                _log.NotConnected($"{_broker.Host}:{_broker.Port}", problem, wait.TotalSeconds);
            await _pulse.WhileAsync(Task.Delay(wait, _time, _stop.Token))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One connection from beginning to end; returns why there was none, or null after one.</summary>
    private async Task<string?> ConnectAndPumpAsync()
    {
        try
        {
            await using var link = await MqttLink.OpenAsync(_options, Receive, _pulse, _time, _log, _stop.Token);
            try
            {
                // At once: a change of the configuration while it is announced must reach it as well.
                _link = link;
                await AnnounceAsync(link);
                await link.PumpAsync(_outbox, _stop.Token);
            }
            finally
            {
                _link = null;
            }
            // Stopping breaks the connection, too, and is no message's fault.
            foreach (var cause in _outbox.ReturnAll(blame: !_stop.IsCancellationRequested))
                _log.SetAside(MostShown(cause.Topic), Outbox.MostBreaks);
            if (!_stop.IsCancellationRequested)
                _log.Lost($"{_broker.Host}:{_broker.Port}", link.EndReason);
            return null;
        }
#pragma warning disable CA1031 // Whatever ended one connection, not to try the next would cut the device off for good.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!IsConnectionProblem(e))
                _log.ConnectionFailed(e);
            return e is OperationCanceledException ? "no answer in time." : e.GetBaseException().Message;
        }
    }

    private async Task AnnounceAsync(MqttLink link)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, link.Lost);
        await _subscriptions.ApplyAsync(link, limit.Token);
        foreach (var announcement in _announcements())
            await link.PublishAsync(announcement, limit.Token);
        Interlocked.Increment(ref _connects);
        _backoff.Reset();
        _log.Connected($"{_broker.Host}:{_broker.Port}", link.SessionPresent ? "resumed" : "new");
        _online.TrySetResult();
    }

    private void Receive(IncomingMessage message, Action acknowledge)
    {
        if (!Volatile.Read(ref _receiving))
            return; // unacknowledged: the broker keeps it
        if (_link is { } link && _subscriptions.FindStale(message.Topic) is { } filters)
            _ = _subscriptions.LeaveAsync(link, filters, _stop.Token);
        _receive(message, acknowledge);
    }

    // It may hold anything at all, and goes to the log.
    private static string MostShown(string topic) =>
        string.Concat(topic.Take(120).Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '?'));

    private static bool IsConnectionProblem(Exception e) =>
        e is MqttCommunicationException or MqttProtocolViolationException or BrokerException
            or OperationCanceledException
            or IOException or SocketException or ObjectDisposedException or InvalidOperationException
            or System.Security.Authentication.AuthenticationException;
}
