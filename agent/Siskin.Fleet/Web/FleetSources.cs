using Siskin.Fleet.Devices;
using Siskin.Fleet.History;

namespace Siskin.Fleet.Web;

/// <summary>What the page is made of.</summary>
/// <param name="Book">The devices.</param>
/// <param name="Limits">From when on a device counts as what.</param>
/// <param name="History">What was.</param>
/// <param name="BrokerProblem">Why the broker cannot be heard, or null.</param>
/// <param name="Time">Clock.</param>
internal sealed record FleetSources(
    DeviceBook Book,
    FleetLimits Limits,
    HistoryWriter History,
    Func<string?> BrokerProblem,
    TimeProvider Time
)
{
    public (string? Broker, string? History) Problems() => (BrokerProblem(), History.Remark);
}
