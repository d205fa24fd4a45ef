using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Records that say in a text of their own what their value is, as meters on an M-Bus are printed: a unit
/// <c>Flow temperature (deg C)</c> and a value <c>64.3</c> are a signal of that name.
/// </summary>
internal static partial class UnitRecords
{
    /// <summary>The table with such records as signals; the same one where it has none.</summary>
    public static SignalTable Named(SignalTable table)
    {
        if (!table.Signals.Any(one => one.Path.EndsWith("/Unit", StringComparison.OrdinalIgnoreCase)))
            return table;
        var signals = new List<Signal>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in table.Signals)
        {
            if (Of(one, table) is not { } named)
                signals.Add(one);
            else if (names.Add(named.Path))
                signals.Add(named);
        }

        return names.Count == 0
            ? table
            : new SignalTable(table.Form, signals, table.Events)
            {
                IsDoubtful = table.IsDoubtful,
                LinesLeft = table.LinesLeft,
            };
    }

    private static Signal? Of(Signal value, SignalTable table)
    {
        if (!value.Path.EndsWith("/Value", StringComparison.OrdinalIgnoreCase))
            return null;
        var parent = value.Path[..value.Path.LastIndexOf('/')];
        if (table.Find(parent + "/Unit") is not { } unit || Said().Match(unit.Value.Text) is not { Success: true } said)
            return null;
        var kind =
            table.Find(parent + "/Function")?.Value.Text is { } function
            && Extreme().Match(function) is { Success: true } extreme
                ? extreme.Value.ToLowerInvariant() + " "
                : "";
        var path = kind + said.Groups["n"].Value.Trim();
        var printed = said.Groups["u"].Value.Trim();
        // "1e-2 deg C": what one step of the value is.
        decimal step = 1;
        if (
            Factor().Match(printed) is { Success: true } factor
            && ValueReader.TryNumber(factor.Groups["f"].Value, out step)
        )
            printed = factor.Groups["u"].Value;
        return value with
        {
            Path = path,
            Label = path,
            Points =
            [
                .. value
                    .Points.Select(Scaled)
                    .Select(point =>
                        point.Value is { IsNumber: true, Unit.Length: 0 }
                        && ValueReader.Read($"0 {printed}") is { IsNumber: true } read
                            ? point with
                            {
                                Value = point.Value with { Unit = read.Unit },
                            }
                            : point
                    ),
            ],
        };

        SignalPoint Scaled(SignalPoint point) =>
            step == 1 || point.Value is not { IsNumber: true }
                ? point
                : point with
                {
                    Value = point.Value with
                    {
                        Number = point.Value.Number * step,
                        Text = (point.Value.Number * step).ToString("0.######", CultureInfo.InvariantCulture),
                    },
                };
    }

    [GeneratedRegex(@"^(?<f>1e-?\d|10+) ?(?<u>[A-Za-z].*)$")]
    private static partial Regex Factor();

    [GeneratedRegex(@"^(?<n>[A-Za-z][^()]*)\((?<u>[^()]+)\)$")]
    private static partial Regex Said();

    [GeneratedRegex("^(?:Maximum|Minimum)", RegexOptions.IgnoreCase)]
    private static partial Regex Extreme();
}
