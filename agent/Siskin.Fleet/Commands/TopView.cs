using System.Globalization;
using Siskin.Agent.Commands;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Queries;
using Siskin.Fleet.Views;
using Spectre.Console;

namespace Siskin.Fleet.Commands;

/// <summary>The table of <c>siskin-fleet top</c>.</summary>
internal sealed class TopView(DeviceBook book, FleetQuery query, Func<string?> brokerProblem, TimeProvider time)
{
    private static readonly string[] Columns =
    [
        "device",
        "state",
        "version",
        "bundle",
        "provider",
        "queue",
        "p95 ms",
        "errors",
        "°C",
        "MB",
        "doubtful",
        "heard",
    ];

    /// <summary>The table as it is now.</summary>
    public Table Draw(int rows)
    {
        book.Sweep();
        var devices = book.Read(
            0,
            device => query.Matches(device) ? new Shown(DeviceRow.Of(device), device.State) : null
        ).Changed;
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(TitleOf(devices))) };
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(column) { NoWrap = true });
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        // The states are listed worst first.
        var order = devices.OrderBy(one => one.State).ThenBy(one => one.Row.Name, StringComparer.Ordinal);
        foreach (var (row, state) in order.Take(rows))
            table.AddRow([.. Cells(row, state, now).Select(cell => new Markup(cell))]);
        if (devices.Count > rows)
            table.Caption = new TableTitle($"and {devices.Count - rows} more");
        return table;
    }

    private string TitleOf(IReadOnlyList<Shown> devices)
    {
        var counts = devices
            .GroupBy(one => one.State)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {DeviceRow.NameOf(group.Key)}");
        var problem = brokerProblem() is { } reason ? $"; the broker cannot be heard: {reason}" : "";
        return PlainText.Escape($"{devices.Count} devices: {string.Join(", ", counts)}{problem}");
    }

    private static IEnumerable<string> Cells(DeviceRow row, DeviceState state, long now)
    {
        yield return Text(row.Name);
        yield return $"[{ColourOf(state)}]{row.State}[/]";
        yield return Text(row.Version);
        yield return Text(row.Bundle);
        yield return Text(row.Provider);
        yield return Number(row.Queue);
        yield return Number(row.P95);
        yield return Number(row.Errors);
        yield return Number(row.Temperature);
        yield return Number(row.MemoryMb);
        yield return Number(row.Doubtful);
        yield return $"{Math.Max(0, now - row.HeardS)} s";
    }

    private static string ColourOf(DeviceState state) =>
        state switch
        {
            DeviceState.Up => "green",
            DeviceState.Down or DeviceState.Flapping => "red",
            DeviceState.Stopped or DeviceState.Unknown => "grey",
            _ => "yellow",
        };

    private static string Text(string? text) => text is null ? "-" : Markup.Escape(PlainText.Escape(text));

    private static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private sealed record Shown(DeviceRow Row, DeviceState State);
}
