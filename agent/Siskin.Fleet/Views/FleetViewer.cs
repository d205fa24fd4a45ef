using Siskin.Fleet.Devices;
using Siskin.Fleet.Queries;

namespace Siskin.Fleet.Views;

/// <summary>
/// One reader's view of the devices that a query selects. It remembers what the reader has, so that it tells of
/// differences only.
/// </summary>
/// <param name="book">The devices.</param>
/// <param name="query">Which of them.</param>
/// <param name="problems">Why the broker cannot be heard and why the history cannot be written, or null.</param>
internal sealed class FleetViewer(DeviceBook book, FleetQuery query, Func<(string? Broker, string? History)> problems)
{
    private readonly Dictionary<string, DeviceRow> _rows = new(StringComparer.Ordinal);
    private long _change;
    private bool _begun;
    private (string?, string?) _problems;

    /// <summary>What is different since the last call, or null where nothing is.</summary>
    public FleetView? Next()
    {
        var first = !_begun;
        var changes = book.Read(_change, device => new Selected(DeviceRow.Of(device), query.Matches(device)));
        var (changed, gone) = (new List<DeviceRow>(), new List<string>());
        foreach (var name in changes.Gone)
        {
            if (_rows.Remove(name))
                gone.Add(name);
        }
        foreach (var (row, selected) in changes.Changed)
        {
            if (!selected)
            {
                if (_rows.Remove(row.Name))
                    gone.Add(row.Name);
            }
            else if (!_rows.TryGetValue(row.Name, out var known) || known != row)
            {
                _rows[row.Name] = row;
                changed.Add(row);
            }
        }
        (_change, _begun) = (changes.Change, true);
        var now = problems();
        if (!first && changed.Count == 0 && gone.Count == 0 && now == _problems)
            return null;
        _problems = now;
        return new FleetView(
            changes.Change,
            FleetSummary.Of(_rows.Values, now.Broker, now.History, book.LeftOut),
            changed,
            gone
        );
    }

    private sealed record Selected(DeviceRow Row, bool IsSelected);
}
