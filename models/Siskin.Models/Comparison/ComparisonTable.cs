using System.Globalization;
using Spectre.Console;

namespace Siskin.Models.Comparison;

/// <summary>A report as tables: what was trained, then each task's exact answers and losses.</summary>
internal static class ComparisonTable
{
    /// <summary>Prints the tables.</summary>
    public static void Print(IAnsiConsole console, ComparisonReport report)
    {
        console.Write(Training(report));
        console.Write(
            Tasks(
                report,
                $"Exact answers in percent, mean and standard deviation over {report.Seeds} seeds",
                task => task.Exact.Print("0.0", 100),
                arm => arm.Asymmetric?.Print("0.0", 100) ?? "-",
                arm => arm.Symmetric?.Print("0.0", 100) ?? "-"
            )
        );
        console.Write(Tasks(report, "Cross-entropy per answer token, nats", task => task.Loss.Print("0.000")));
    }

    private static Table Training(ComparisonReport report)
    {
        var table = new Table().Title("Training");
        foreach (var column in (string[])["arm", "equal", "layers", "weights", "samples", "TFLOP"])
            table.AddColumn(column);
        foreach (var arm in report.Arms)
            table.AddRow(
                arm.Name,
                arm.Match,
                arm.Layers,
                Number(arm.Parameters),
                Number(arm.Samples),
                arm.Tflop.ToString("0.000", CultureInfo.InvariantCulture)
            );
        if (report.Teacher is { } teacher)
            table.AddRow(
                "teacher",
                "",
                "",
                Number(teacher.Parameters),
                Number(teacher.Samples),
                (teacher.Flops / 1e12).ToString("0.000", CultureInfo.InvariantCulture)
            );
        return table;
    }

    private static Table Tasks(
        ComparisonReport report,
        string title,
        Func<TaskReport, string> cell,
        Func<ArmReport, string>? asymmetric = null,
        Func<ArmReport, string>? symmetric = null
    )
    {
        var table = new Table().Title(title).AddColumn("task").AddColumn("tokens in / out");
        foreach (var arm in report.Arms)
            table.AddColumn(arm.Match == "both" ? arm.Name : $"{arm.Name}, equal {arm.Match}");
        if (report.Arms.Count == 0)
            return table;
        foreach (var (task, place) in report.Arms[0].Tasks.Select((task, place) => (task, place)))
            table.AddRow([
                task.Name,
                string.Create(CultureInfo.InvariantCulture, $"{task.InputTokens:0} / {task.AnswerTokens:0}"),
                .. report.Arms.Select(arm => cell(arm.Tasks[place])),
            ]);
        if (asymmetric is not null)
            table.AddRow(["asymmetric, mean", "", .. report.Arms.Select(asymmetric)]);
        if (symmetric is not null)
            table.AddRow(["symmetric, mean", "", .. report.Arms.Select(symmetric)]);
        return table;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
