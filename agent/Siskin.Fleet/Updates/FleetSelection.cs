using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Wire;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Queries;

namespace Siskin.Fleet.Updates;

/// <summary>The devices that a query means, by what they say of themselves.</summary>
/// <param name="root">First level of the topics.</param>
/// <param name="labels">Labels of devices.</param>
/// <param name="query">The query.</param>
/// <param name="time">Clock.</param>
internal sealed class FleetSelection(string root, FleetLabels labels, FleetQuery query, TimeProvider time)
{
    private readonly DeviceBook _book = new(
        root,
        new FleetLimits { Devices = 1_000_000 },
        labels,
        time,
        NullLogger.Instance
    );

    /// <summary>Takes what a device says of itself.</summary>
    public void Take(IncomingMessage message) => _book.Take(message);

    /// <summary>Their names, in order.</summary>
    /// <param name="evenOffline">Whether those count that are not there: they find the offer when they come.</param>
    public IReadOnlyList<string> Names(bool evenOffline)
    {
        var names = new List<string>();
        _book.ForEach(device =>
        {
            if ((evenOffline || device.Presence.IsUp) && query.Matches(device))
                names.Add(device.Name);
        });
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
