using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Mqtt;

/// <summary>
/// A connection that comes back: it subscribes anew each time, so that what the broker keeps arrives again and nothing
/// that was missed meanwhile stays wrong.
/// </summary>
/// <param name="broker">Where.</param>
/// <param name="filters">Topic filters.</param>
/// <param name="receive">Gets every message, one after the other.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed class BrokerLine(
    BrokerSection broker,
    IReadOnlyList<string> filters,
    Action<IncomingMessage> receive,
    TimeProvider time,
    ILogger log
)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Backoff _backoff = new(FirstWait, LongestWait, Random.Shared);
    private MqttLink? _link;

    /// <summary>Whether it is there at present.</summary>
    public bool Connected => Volatile.Read(ref _link) is not null;

    /// <summary>Why it is not there, or null.</summary>
    public string? Problem { get; private set; } = "not connected yet.";

    /// <summary>Successful connections so far.</summary>
    public long Connects { get; private set; }

    /// <summary>Connects, and connects again, until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ConnectedAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            if (stop.IsCancellationRequested)
                return;
            var wait = _backoff.Next();
            log.NotConnected($"{broker.Host}:{broker.Port}", Problem ?? "closed.", wait.TotalSeconds);
            await Task.Delay(wait, time, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Publishes a message; null when the broker took it, otherwise why not.</summary>
    public async Task<string?> PublishAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _link) is not { } link)
            return $"there is no connection to the broker: {Problem}";
        try
        {
            return await link.PublishAsync(message, cancellation);
        }
        // The link may be closed between the look at it and its use.
        catch (Exception e) when (IsBroken(e))
        {
            return $"the connection broke: {e.Message}";
        }
    }

    /// <summary>Subscribes to one more topic on this connection; what the broker keeps of it arrives again.</summary>
    public async Task SubscribeAsync(string filter, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _link) is not { } link)
            return;
        try
        {
            await SubscribeAsync(link, filter, cancellation);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The connection has just ended; the next one subscribes to everything.
        }
    }

    private static bool IsBroken(Exception e) =>
        e is MqttCommunicationException or InvalidOperationException or IOException;

    private async Task ConnectedAsync(CancellationToken stop)
    {
        try
        {
            await using var link = await FleetLink.OpenAsync(broker, will: null, receive, time, log, stop);
            foreach (var filter in filters)
                await SubscribeAsync(link, filter, stop);
            Volatile.Write(ref _link, link);
            (Problem, Connects) = (null, Connects + 1);
            log.Connected($"{broker.Host}:{broker.Port}", "none");
            _backoff.Reset();
            await LostAsync(link, stop);
            if (stop.IsCancellationRequested)
                await link.CloseAsync(CancellationToken.None);
            else
                await link.WhyAsync();
            Problem = link.EndReason;
        }
#pragma warning disable CA1031 // Whatever ends a connection, the next one is tried; the log says what it was.
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Problem = e.Message;
        }
        finally
        {
            Volatile.Write(ref _link, null);
        }
    }

    private async Task SubscribeAsync(MqttLink link, string filter, CancellationToken cancellation)
    {
        // What is lost of QoS 0 comes again soon, or is asked for again; a broker's queue for QoS 1 may be short.
        if (await link.SubscribeAsync(filter, retained: true, atLeastOnce: false, cancellation) is { } reason)
            log.SubscribeRefused(filter, reason);
    }

    private static async Task LostAsync(MqttLink link, CancellationToken stop)
    {
        var ended = new TaskCompletionSource();
        await using var lost = link.Lost.Register(() => ended.TrySetResult());
        await using var stopped = stop.Register(() => ended.TrySetResult());
        await ended.Task;
    }
}
