using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary>Prints a bench report for people.</summary>
internal static class BenchTable
{
    /// <param name="report">What was measured.</param>
    /// <param name="console">Takes it.</param>
    public static void Write(BenchReport report, IAnsiConsole console)
    {
        console.WriteLine(
            $"{report.Model}, {report.Variant} on {report.Provider}: {report.ImageTokens} patches, "
                + $"{report.InputTokens} text tokens, {report.OutputTokens} output tokens, {report.Runs} runs"
        );
        if (report.Npu is not null)
            console.WriteLine($"{report.Npu}: {Nodes(report)}");
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("stage", "p50 ms", "p95 ms", "limit ms", "% of limit");
        foreach (var (name, stage) in report.TimingsMs)
        {
            var limit = report.Limits?.Stages.GetValueOrDefault(name);
            table.AddRow(
                name.Replace('_', ' '),
                $"{stage.P50:F2}",
                $"{stage.P95:F2}",
                $"{limit?.Ms:F2}",
                $"{limit?.Percent:F0}"
            );
        }

        console.Write(table);
        if (report.Limits is { } limits)
            console.WriteLine(
                $"Limits of this machine, {limits.Threads} {(limits.Threads == 1 ? "thread" : "threads")}: "
                    + $"{limits.GigabytesPerS:F1} GB/s read, {limits.Int8GmacPerS:F0} GMAC/s in int8, "
                    + $"{limits.Fp32GmacPerS:F0} in fp32"
            );
        if (report.Lookahead is { } ahead)
            console.WriteLine(
                $"Looks ahead: {ahead.Accepted} of {ahead.Proposed} foreseen tokens were right, "
                    + $"{ahead.TokensPerPass:F2} tokens a pass; the limit of a token is its share of a pass"
            );
        Write(report.Workers, console);
        console.WriteLine(
            $"{report.TokensPerS?.ToString("F0") ?? "no"} tokens/s, loaded in {report.LoadMs:F0} ms, "
                + $"{report.RssBytes / 1e6:F0} MB resident, at most {report.PeakBytes / 1e6:F0} MB"
        );
    }

    private static void Write(BenchWorkers workers, IAnsiConsole console)
    {
        var threads = workers.Threads == 1 ? "one thread" : $"{workers.Threads} threads";
        console.WriteLine(
            workers.Count == 1
                ? $"One request at a time, {threads}: {workers.Reason}"
                : $"{workers.Count} requests at once, {threads} each: {workers.Reason}"
        );
        if (workers.Load.Count == 0)
            return;
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("at once", "threads", "requests/s", "p50 ms", "p99 ms", "processor ms");
        foreach (var load in workers.Load)
            table.AddRow(
                $"{load.Workers}",
                $"{load.Threads}",
                $"{load.RequestsPerS:F0}",
                $"{load.P50:F2}",
                $"{load.P99:F2}",
                $"{load.ProcessorMs:F2}"
            );
        console.Write(table);
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
