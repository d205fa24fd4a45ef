namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Readings that are published attribute by attribute, each in a topic of its own below the reading's: <c>tank/1/label
/// Brine</c>, <c>tank/1/value 3.1</c>, <c>tank/1/unit m</c> are one signal, <c>tank/1</c>.
/// </summary>
internal static class PublishedAttributes
{
    private static readonly string[] Values = ["value", "val", "reading", "state"];
    private static readonly string[] Labels = ["label", "name", "description", "title", "friendly_name"];
    private static readonly string[] Units = ["unit", "units", "uom", "unit_of_measurement"];
    private static readonly string[] Highs = ["max", "high", "limit"];
    private static readonly string[] Lows = ["min", "low"];

    /// <summary>The table with such readings as one signal each; the same one where it has none.</summary>
    public static SignalTable Joined(SignalTable table)
    {
        if (!table.Signals.Any(one => Is(Leaf(one), Units) && !one.IsSeries))
            return table;
        var read = new Dictionary<string, Signal>(StringComparer.Ordinal);
        foreach (var group in table.Signals.GroupBy(Parent).Where(group => group.Key.Length > 0))
            if (Of(group.Key, [.. group]) is { } one)
                read[group.Key] = one;
        if (read.Count == 0)
            return table;
        var signals = new List<Signal>();
        foreach (var one in table.Signals)
            if (!read.TryGetValue(Parent(one), out var joined))
                signals.Add(one);
            else if (!signals.Contains(joined))
                signals.Add(joined);
        return table with { Signals = signals };
    }

    // All below a reading's topic are attributes of it, and one of them is its value.
    private static Signal? Of(string path, List<Signal> parts)
    {
        if (
            parts.Count < 2
            || parts.Find(one => Is(Leaf(one), Values)) is not { } value
            || parts.Find(one => Is(Leaf(one), Units)) is not { IsSeries: false, Value.Kind: SignalKind.Text } unit
            || !parts.TrueForAll(one =>
                one == value || one == unit || Is(Leaf(one), [.. Labels, .. Highs, .. Lows]) && !one.IsSeries
            )
        )
            return null;
        var printed = unit.Value.Text;
        return value with
        {
            Path = path,
            Label = path,
            Alias = parts.Find(one => Is(Leaf(one), Labels))?.Value.Text ?? value.Alias,
            High = parts.Find(one => Is(Leaf(one), Highs))?.Value is { IsNumber: true } high ? high.Number : value.High,
            Low = parts.Find(one => Is(Leaf(one), Lows))?.Value is { IsNumber: true } low ? low.Number : value.Low,
            Points =
            [
                .. value.Points.Select(point =>
                    point.Value is { IsNumber: true, Unit.Length: 0 }
                        ? point with
                        {
                            Value = point.Value with { Unit = " " + printed },
                        }
                        : point
                ),
            ],
        };
    }

    private static bool Is(string leaf, string[] words) => words.Contains(leaf, StringComparer.OrdinalIgnoreCase);

    private static string Leaf(Signal one) => one.Path[(one.Path.LastIndexOf('/') + 1)..];

    private static string Parent(Signal one) => one.Path.LastIndexOf('/') is > 0 and var at ? one.Path[..at] : "";
}
