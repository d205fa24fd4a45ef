namespace Siskin.Fleet.Views;

/// <summary>What a page gets: everything at first, then what changed.</summary>
/// <param name="Change">Number of the last change in it.</param>
/// <param name="Summary">Over the devices that the query selects.</param>
/// <param name="Changed">Rows that are new or changed.</param>
/// <param name="Gone">Devices that are there no more, or that the query selects no more.</param>
internal sealed record FleetView(
    long Change,
    FleetSummary Summary,
    IReadOnlyList<DeviceRow> Changed,
    IReadOnlyCollection<string> Gone
);
