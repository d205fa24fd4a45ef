using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;
using Siskin.Fleet.Mqtt;

namespace Siskin.Fleet.Simulation;

/// <summary>
/// Many simulated devices. Hundreds share one connection, since a broker sees no difference in what they publish; a
/// will belongs to a connection, so only a sample of the devices, each with its own, has one.
/// </summary>
/// <param name="broker">The broker.</param>
/// <param name="devices">The devices.</param>
/// <param name="wills">How many of them have a connection, and a will, of their own.</param>
/// <param name="interval">Time in which each speaks once.</param>
/// <param name="time">Clock.</param>
internal sealed class SimulatedFleet(
    BrokerSection broker,
    IReadOnlyList<SimulatedDevice> devices,
    int wills,
    TimeSpan interval,
    TimeProvider time
)
{
    private const int PerConnection = 500;

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly List<MqttLink> _links = [];

    /// <summary>Messages so far.</summary>
    public long Published { get; private set; }

    /// <summary>Connects, and lets every device begin.</summary>
    /// <exception cref="BrokerException">The broker cannot be reached, or said no.</exception>
    public async Task BeginAsync(CancellationToken stop)
    {
        for (var i = 0; i < devices.Count; )
        {
            var alone = i < wills;
            _links.Add(await ConnectAsync(alone ? devices[i].Will : null, stop));
            i += alone ? 1 : PerConnection;
        }
        for (var i = 0; i < devices.Count; i++)
            await PublishAsync(i, devices[i].Begin(), stop);
    }

    /// <summary>
    /// Lets them speak, evenly over the interval, until it is stopped or a connection is lost.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Slice, time);
        var (start, said) = (time.GetTimestamp(), 0L);
        do
        {
            // As many as are due, whatever the timer did.
            var due = (long)(time.GetElapsedTime(start) / interval * devices.Count);
            // Nobody catches up on what a laptop slept through.
            said = Math.Max(said, due - (2L * devices.Count));
            for (; said < due; said++)
            {
                var device = (int)(said % devices.Count);
                await PublishAsync(device, devices[device].Step(time.GetUtcNow()), stop);
            }
        } while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>Takes away what they left at the broker, and says goodbye.</summary>
    public async Task EndAsync(bool forget)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15), time);
        for (var i = 0; forget && i < devices.Count; i++)
            await PublishAsync(i, devices[i].End(), limit.Token);
        foreach (var link in _links)
        {
            await link.CloseAsync(limit.Token);
            await link.DisposeAsync();
        }
    }

    private async Task PublishAsync(int device, IEnumerable<OutgoingMessage> messages, CancellationToken stop)
    {
        var link = _links[device < wills ? device : wills + ((device - wills) / PerConnection)];
        foreach (var message in messages)
        {
            if (link.Lost.IsCancellationRequested)
                throw new BrokerException($"the connection to {broker.Host}:{broker.Port} was lost: {link.EndReason}");
            await FleetLink.PublishAsync(link, message, broker, stop);
            Published++;
        }
    }

    private async Task<MqttLink> ConnectAsync(OutgoingMessage? will, CancellationToken stop)
    {
        var own = broker with { ClientId = $"{broker.ClientId}-{_links.Count}" };
        try
        {
            return await FleetLink.OpenAsync(own, will, _ => { }, time, NullLogger.Instance, stop);
        }
        catch (BrokerException e)
        {
            throw new BrokerException($"no connection to {broker.Host}:{broker.Port}: {e.Message}");
        }
    }
}
