using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary>Prints a comparison of two bundles for people.</summary>
internal static class VersusTable
{
    /// <param name="report">What was measured.</param>
    /// <param name="console">Takes it.</param>
    public static void Write(VersusReport report, IAnsiConsole console)
    {
        for (var i = 0; i < report.Sides.Count; i++)
        {
            var side = report.Sides[i];
            var weights = side.Weights is { } count ? $", {count / 1e6:F1} M weights" : "";
            console.WriteLine(
                $"{Letter(i)}: {side.Model}, {side.Variant} on {side.Provider}, {side.Architecture}{weights}"
            );
        }

        console.WriteLine($"{report.OutputTokens} output tokens, {report.Runs} rounds, A and B in turn");
        console.Write(Measured(report));
        if (report.Lengths.SelectMany(length => length.Sides).Any(side => side.Counted is not null))
        {
            console.Write(Counted(report));
            foreach (var device in DeviceLimits.Published)
                console.WriteLine($"Arithmetic for the {device.Name}; nothing was run on it.");
        }
    }

    private static Table Measured(VersusReport report)
    {
        var table = Table("measured here", ["first token, ms", "p95", "tokens/s after it", "peak MB", "resident MB"]);
        foreach (var length in report.Lengths)
        {
            for (var i = 0; i < length.Sides.Count; i++)
            {
                var side = length.Sides[i];
                table.AddRow(
                    $"{length.InputTokens}",
                    Letter(i),
                    $"{side.FirstTokenMs.P50:F1}",
                    $"{side.FirstTokenMs.P95:F1}",
                    $"{side.TokensPerS:F1}",
                    $"{side.PeakBytes / 1e6:F0}",
                    $"{side.RssBytes / 1e6:F0}"
                );
            }

            var ratios = length.Ratios;
            table.AddRow(
                "",
                "A/B",
                Change(ratios.FirstToken),
                "",
                ratios.TokensPerS is { } speed ? $"x {speed:F2}" : "",
                Change(ratios.PeakBytes),
                Change(ratios.RssBytes)
            );
        }

        return table;
    }

    private static Table Counted(VersusReport report)
    {
        var devices = report.Lengths[0].Sides.SelectMany(side => side.Arithmetic).Select(bound => bound.Device);
        string[] names = [.. devices.Distinct()];
        var table = Table(
            "counted; the last columns are arithmetic from published limits, not measurements",
            [
                "GFLOP first token",
                "GFLOP answer",
                "MB weights/token",
                "MB K,V/token",
                .. names.Select(name => $"{Kind(name)}: first token, ms"),
                .. names.Select(name => $"{Kind(name)}: tokens/s"),
            ]
        );
        foreach (var length in report.Lengths)
        {
            for (var i = 0; i < length.Sides.Count; i++)
            {
                if (length.Sides[i] is not { Counted: { } counts } side)
                    continue;
                table.AddRow([
                    $"{length.InputTokens}",
                    Letter(i),
                    $"{counts.FirstTokenFlops / 1e9:F1}",
                    $"{counts.AnswerFlops / 1e9:F1}",
                    $"{counts.TokenWeightBytes / 1e6:F1}",
                    $"{counts.TokenCacheBytes / 1e6:F1}",
                    .. side.Arithmetic.Select(bound => $"{bound.FirstTokenMs:F2}"),
                    .. side.Arithmetic.Select(bound => $"{bound.TokensPerS:F0}"),
                ]);
            }
        }

        return table;
    }

    private static Table Table(string title, string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple).Title(title).AddColumns("input tokens", "side");
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }

    // "NPU of a ..."
    private static string Kind(string device) => device.Split(' ')[0];

    private static string Letter(int side) => side == 0 ? "A" : "B";

    private static string Change(double ratio) => ratio > 0 ? $"{100 * (ratio - 1):+0.0;-0.0} %" : "";
}
