using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary>Prints a bench report for people.</summary>
internal static class BenchTable
{
    public static void Write(BenchReport report)
    {
        Terminal.Out.WriteLine(
            $"{report.Model}, {report.Variant} on {report.Provider}: {report.ImageTokens} patches, "
                + $"{report.InputTokens} text tokens, {report.OutputTokens} output tokens, {report.Runs} runs"
        );
        if (report.Npu is not null)
            Terminal.Out.WriteLine($"{report.Npu}: {Nodes(report)}");
        var table = new Table().Border(TableBorder.Simple).AddColumns("stage", "p50 ms", "p95 ms");
        foreach (var (name, stage) in report.TimingsMs)
            table.AddRow(name.Replace('_', ' '), $"{stage.P50:F2}", $"{stage.P95:F2}");
        Terminal.Out.Write(table);
        Terminal.Out.WriteLine(
            $"{report.TokensPerS?.ToString("F0") ?? "no"} tokens/s, loaded in {report.LoadMs:F0} ms, "
                + $"{report.RssBytes / 1e6:F0} MB resident, at most {report.PeakBytes / 1e6:F0} MB"
        );
    }

    private static string Nodes(BenchReport report) =>
        string.Join(
            ", ",
            report
                .Placement.SelectMany(placed => placed.Nodes)
                .GroupBy(nodes => nodes.Key, nodes => nodes.Value)
                .Select(group => $"{group.Sum()} nodes on {group.Key}")
        );
}
