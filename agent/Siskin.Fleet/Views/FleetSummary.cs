namespace Siskin.Fleet.Views;

/// <summary>The fleet in numbers, and how well it is seen.</summary>
/// <param name="Devices">Devices that were heard of.</param>
/// <param name="States">How many are in each state.</param>
/// <param name="Versions">How many run each version.</param>
/// <param name="Bundles">How many run each bundle.</param>
/// <param name="Providers">How many answer with each provider.</param>
/// <param name="DoubtfulWatches">Watches that are not sure.</param>
/// <param name="StaleWatches">Watches that stand still.</param>
/// <param name="BrokerProblem">Why the broker cannot be heard, or null.</param>
/// <param name="HistoryProblem">Why the history cannot be written and what of it was lost, or null.</param>
/// <param name="LeftOut">Messages of devices for which there is no room.</param>
internal sealed record FleetSummary(
    int Devices,
    IReadOnlyDictionary<string, int> States,
    IReadOnlyDictionary<string, int> Versions,
    IReadOnlyDictionary<string, int> Bundles,
    IReadOnlyDictionary<string, int> Providers,
    int DoubtfulWatches,
    int StaleWatches,
    string? BrokerProblem,
    string? HistoryProblem,
    long LeftOut
)
{
    public static FleetSummary Of(
        IReadOnlyCollection<DeviceRow> rows,
        string? brokerProblem,
        string? historyProblem,
        long leftOut
    ) =>
        new(
            rows.Count,
            Count(rows, row => row.State),
            Count(rows, row => row.Version),
            Count(rows, row => row.Bundle),
            Count(rows, row => row.Provider),
            rows.Sum(row => row.Doubtful),
            rows.Sum(row => row.StaleWatches),
            brokerProblem,
            historyProblem,
            leftOut
        );

    private static SortedDictionary<string, int> Count(IEnumerable<DeviceRow> rows, Func<DeviceRow, string?> of)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var key = of(row) ?? "unknown";
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        return counts;
    }
}
