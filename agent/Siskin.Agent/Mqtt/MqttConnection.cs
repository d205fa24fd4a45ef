using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// The agent's standing connection: connects, subscribes, announces the device, publishes the outbox, and does so again
/// after every loss. Nothing in the outbox is lost while the process lives.
/// </summary>
internal sealed class MqttConnection : IAsyncDisposable
{
    /// <summary>A connection that lasted so long was a good one: the next attempt comes soon again.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    // Who gets a connection again and again, only not for long, waits less than who gets none.
    private static readonly TimeSpan LongestAfterConnection = TimeSpan.FromSeconds(10);

    // Below it something of ours may have to be shortened.
    private const long ComfortablePacket = 64 << 10;

    private readonly BrokerSection _broker;
    private readonly MqttSubscriptions _subscriptions;
    private readonly string _requests;
    private readonly OutgoingMessage _will;
    private readonly int _largestPacket;
    private readonly WillLadder _ladder = new();
    private readonly TwinWatch _twins;
    private readonly Publisher _publisher;
    private readonly Func<IReadOnlyList<OutgoingMessage>> _announcements;
    private readonly Action<IncomingMessage> _receive;
    private readonly Backoff _backoff;
    private readonly Pulse _pulse;
    private readonly Task _ready;
    private readonly TimeProvider _time;
    private readonly ILogger<MqttConnection> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _online = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private MqttLink? _link;
    private volatile TwinSearch? _search; // while it runs
    private BrokerAbilities _abilities = BrokerAbilities.All;
    private bool _receiving = true;
    private bool _renew;
    private long _connects;

    /// <param name="broker">Where and how to connect.</param>
    /// <param name="subscriptions">What to listen to.</param>
    /// <param name="outbox">What to publish.</param>
    /// <param name="announcements">Published at every connect; the last one says that the device is online.</param>
    /// <param name="will">Published by the broker when the device vanishes.</param>
    /// <param name="largestPacket">Largest packet in bytes that the broker may send.</param>
    /// <param name="receive">Called with each message; must return at once.</param>
    /// <param name="ready">When to announce the device: the first request after that is as fast as the next.</param>
    /// <param name="backoff">Waiting times between attempts.</param>
    /// <param name="random">Varies how long to stay away from a twin.</param>
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
        Action<IncomingMessage> receive,
        Task ready,
        Backoff backoff,
        Random random,
        Pulse pulse,
        TimeProvider time,
        ILogger<MqttConnection> log
    )
    {
        (_broker, _subscriptions, _announcements) = (broker, subscriptions, announcements);
        _requests = subscriptions.Topics.Request;
        (_receive, _ready, _backoff, _pulse, _time, _log) = (receive, ready, backoff, pulse, time, log);
        (_will, _largestPacket, _twins) = (will, largestPacket, new TwinWatch(random));
        _publisher = new Publisher(outbox, pulse, log);
    }

    /// <summary>Completes when the device was announced online for the first time.</summary>
    public Task Online => _online.Task;

    /// <summary>Whether the broker refused the last announcement of the status.</summary>
    public bool StatusRefused => _publisher.IsRefused(_will.Topic);

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
            var end = await ConnectAndPumpAsync();
            if (_stop.IsCancellationRequested)
                return;
            if (end.Lasted >= Lasting)
                _backoff.Reset();
            var wait = WaitAfter(end);
            if (wait > TimeSpan.Zero)
                await _pulse
                    .WhileAsync(Task.Delay(wait, _time, _stop.Token))
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan WaitAfter(LinkEnd end)
    {
        if (end.AtOnce)
            return TimeSpan.Zero;
        if (end.Problem is { } problem)
        {
            var wait = _backoff.Next();
            _log.NotConnected($"{_broker.Host}:{_broker.Port}", problem, wait.TotalSeconds);
            return wait;
        }
        if (_twins.After(end.Lasted, end.TakenOver, end.Unexplained) is { } away)
        {
            _log.TakenOver(_broker.ClientId, away.TotalSeconds);
            return away;
        }
        var next = _backoff.Next();
        return next < LongestAfterConnection ? next : LongestAfterConnection;
    }

    /// <summary>One connection from beginning to end.</summary>
    private async Task<LinkEnd> ConnectAndPumpAsync()
    {
        var verdict = new TlsVerdict(_broker.Host, _broker.CaFile);
        MqttLink? opened = null;
        var since = 0L;
        try
        {
            if (_renew)
                await DiscardSessionAsync(verdict);
            await using var link = opened = await OpenAsync(persistent: true, verdict);
            since = _time.GetTimestamp();
            try
            {
                // At once: a change of the configuration while it is announced must reach it as well.
                _link = link;
                await AnnounceAsync(link);
                await _publisher.RunAsync(link, _stop.Token);
            }
            finally
            {
                _link = null;
                if (!_stop.IsCancellationRequested)
                    await link.WhyAsync();
            }
            // Neither stopping, nor another client's taking over, nor a new session is a message's fault.
            _publisher.Return(blame: !_stop.IsCancellationRequested && !link.TakenOver && !_renew);
            return End(link, since);
        }
#pragma warning disable CA1031 // Whatever ended one connection, not to try the next would cut the device off for good.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!IsConnectionProblem(e))
                _log.ConnectionFailed(e);
            // One that was taken over while it was announced is no failed attempt.
            if (opened is { TakenOver: true } or { Unexplained: true })
                return End(opened, since);
            return opened is null
                ? NotOpened(e, verdict)
                : new LinkEnd(TimeSpan.Zero)
                {
                    Problem = e is OperationCanceledException or MqttCommunicationException
                        ? opened.EndReason
                        : e.Message,
                };
        }
    }

    private LinkEnd End(MqttLink link, long since)
    {
        if (!_stop.IsCancellationRequested)
            _log.Lost($"{_broker.Host}:{_broker.Port}", link.EndReason);
        return new LinkEnd(_time.GetElapsedTime(since))
        {
            TakenOver = link.TakenOver,
            Unexplained = link.Unexplained,
            AtOnce = _renew,
        };
    }

    private LinkEnd NotOpened(Exception e, TlsVerdict verdict)
    {
        var again = e is BrokerException refused && _ladder.Refused(refused.Code);
        if (!again && verdict.Problem is null && ConnectFailure.IsUnanswered(e))
            _ladder.Unanswered();
        if (again)
            _log.WillReduced(_ladder.Form.ToString());
        var problem = ConnectFailure.Explain(e, _broker, verdict);
        return new LinkEnd(TimeSpan.Zero) { Problem = problem, AtOnce = again };
    }

    private Task<MqttLink> OpenAsync(bool persistent, TlsVerdict verdict)
    {
        var options = BrokerOptions.Build(
            _broker,
            persistent ? _ladder.Form.Of(_will) : null,
            _largestPacket,
            persistent,
            verdict
        );
        return MqttLink.OpenAsync(
            new LinkTerms(options, _broker.KeepAlive, _ladder.Form, _pulse, _time, _log),
            Receive,
            _stop.Token
        );
    }

    /// <summary>
    /// Lets the broker forget the session, with both versions of the protocol: a clean one that ends at once.
    /// </summary>
    private async Task DiscardSessionAsync(TlsVerdict verdict)
    {
        await using var link = await OpenAsync(persistent: false, verdict);
        await link.CloseAsync(_stop.Token);
        _renew = false;
    }

    private async Task AnnounceAsync(MqttLink link)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, link.Lost);
        TellAbilities(link.Abilities);
        if (_twins.Suspected)
            await FindTwinAsync(link, limit.Token);
        await _subscriptions.ApplyAsync(link, limit.Token);
        await _pulse.WhileAsync(_ready.WaitAsync(limit.Token));
        foreach (var announcement in _announcements())
            await _publisher.OfferAsync(link, announcement, limit.Token);
        Interlocked.Increment(ref _connects);
        _log.Connected($"{_broker.Host}:{_broker.Port}", link.SessionPresent ? "resumed" : "new");
        _online.TrySetResult();
    }

    private void TellAbilities(BrokerAbilities abilities)
    {
        var inferred = _ladder.Form;
        _ladder.Accepted(abilities);
        if (abilities == _abilities)
            return;
        _abilities = abilities;
        foreach (var sentence in abilities.Shortcomings(ComfortablePacket))
            _log.Shortcoming(sentence);
        if (!inferred.Sent)
            _log.WillReduced(inferred.ToString());
    }

    private async Task FindTwinAsync(MqttLink link, CancellationToken cancellation)
    {
        var search = new TwinSearch(_subscriptions.Topics.Info);
        _search = search;
        try
        {
            if (await search.FindAsync(link, _time, cancellation) is { } twin)
                _log.TwinFound(_broker.ClientId, twin.Device, twin.Host);
        }
        finally
        {
            _search = null;
        }
    }

    private void Receive(IncomingMessage message)
    {
        if (!Volatile.Read(ref _receiving))
            return; // unacknowledged: the broker keeps it
        if (_search?.Takes(message) == true)
        {
            message.Acknowledge();
            return;
        }
        // Nobody but this device is asked there: it cannot be stray.
        if (message.Topic != _requests && _link is { } link)
            _ = EndStraysAsync(message.Topic, link);
        _receive(message);
    }

    private async Task EndStraysAsync(string topic, MqttLink link)
    {
        if (!await _subscriptions.NoticeAsync(topic, link, link.Lost))
            return;
        _renew = true;
        await link.EndAsync("the session is begun anew.");
    }

    private static bool IsConnectionProblem(Exception e) =>
        e
            is MqttCommunicationException
                or MqttProtocolViolationException
                or BrokerException
                or OperationCanceledException
                or IOException
                or SocketException
                or ObjectDisposedException
                or InvalidOperationException
                or System.Security.Authentication.AuthenticationException;
}
