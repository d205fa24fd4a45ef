using Siskin.Runtime.Inference;
using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary>Prints the demo's report for people.</summary>
internal static class DemoTable
{
    /// <param name="report">What was measured.</param>
    /// <param name="console">Takes it.</param>
    public static void Write(DemoReport report, IAnsiConsole console)
    {
        console.Write(Requests(report));
        console.Write(Telemetry(report));
        console.WriteLine(
            $"start to online {report.StartToOnlineMs:F0} ms, overhead p50 {report.OverheadP50Ms:F2} ms, "
                + $"{report.TokensPerS:F0} tokens/s, {report.RssBytes / 1e6:F0} MB resident"
        );
        var missing = report.Missing > 0 ? $", {report.Missing} without a reply" : "";
        console.WriteLine($"{report.Right} of {report.Rows.Count} right{missing}");
    }

    private static Table Requests(DemoReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("client", "prompt", "reply", "expected");
        foreach (var name in new[] { "", "conf.", "queue", "image", "vision", "encoder", "1st", "token", "total ms" })
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap().PadRight(0));
        foreach (var row in report.Rows)
            table.AddRow([.. Cells(row)]);
        return table;
    }

    private static IEnumerable<string> Cells(DemoRow row)
    {
        yield return row.Client;
        yield return Markup.Escape(row.Prompt);
        yield return Markup.Escape(PlainText.Escape(Shorten(row.Reply ?? row.Error ?? "no reply")));
        yield return Markup.Escape(row.Expected);
        yield return row.Right ? "[green]right[/]" : "[red]wrong[/]";
        yield return row.Confidence is { } confidence ? $"{confidence:F2}" : "";
        foreach (var milliseconds in Timings(row.TimingsMs))
            yield return milliseconds is null ? "" : $"{milliseconds:F1}";
    }

    private static double?[] Timings(StageTimings? timings) =>
        [
            timings?.Queue,
            timings?.Image,
            timings?.Vision,
            timings?.Encoder,
            timings?.FirstToken,
            timings?.PerToken,
            timings?.Total,
        ];

    private static string Shorten(string text) => text.Length <= 48 ? text : text[..47] + "…";

    private static Table Telemetry(DemoReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("telemetry");
        foreach (var name in new[] { "p50 ms", "p95 ms", "p99 ms" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var (stage, value) in report.TimingsMs)
            table.AddRow(stage.Replace('_', ' '), $"{value.P50:F1}", $"{value.P95:F1}", $"{value.P99:F1}");
        return table;
    }
}
