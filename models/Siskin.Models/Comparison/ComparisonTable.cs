using System.Globalization;
using Spectre.Console;

namespace Siskin.Models.Comparison;

/// <summary>A report as tables: what was trained, then each task's exact answers and losses, an arm a row.</summary>
internal static class ComparisonTable
{
    /// <summary>Prints the tables.</summary>
    public static void Print(IAnsiConsole console, ComparisonReport report)
    {
        console.Write(Training(report));
        if (report.Arms.Count == 0)
            return;
        console.Write(Tasks("Exact answers in percent", report, task => task.Exact.Print("0.0", 100)));
        console.Write(Tasks("Cross-entropy per answer token, nats", report, task => task.Loss.Print("0.000")));
        console.Write(Groups(report));
        console.MarkupLine("Mean and standard deviation over the seeds; differences are those of the same seed.");
    }

    private static Table Training(ComparisonReport report)
    {
        var table = Columns("Training", "arm", "layers", "weights", "seeds", "samples", "TFLOP");
        foreach (var arm in report.Arms)
            table.AddRow(
                arm.FullName,
                arm.Layers,
                Number(arm.Parameters),
                Number(arm.Seeds),
                Number(arm.Samples),
                Decimal(arm.Tflop)
            );
        if (report.Teacher is { } teacher)
            table.AddRow(
                "teacher",
                "",
                Number(teacher.Parameters),
                "1",
                Number(teacher.Samples),
                Decimal(teacher.Flops / 1e12)
            );
        return table;
    }

    private static Table Tasks(string title, ComparisonReport report, Func<TaskReport, string> cell)
    {
        var table = Columns(
            title,
            [
                "arm",
                .. report
                    .Arms[0]
                    .Tasks.Select(task =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{task.Name} ({task.InputTokens:0} in, {task.AnswerTokens:0} out)"
                        )
                    ),
            ]
        );
        foreach (var arm in report.Arms)
            table.AddRow([arm.FullName, .. arm.Tasks.Select(cell)]);
        if (report.Teacher is { } teacher)
            table.AddRow(["teacher", .. teacher.Tasks.Select(task => cell(TaskReport.Of([task])))]);
        return table;
    }

    private static Table Groups(ComparisonReport report)
    {
        var table = Columns(
            "Tasks by the length of their answers, and the difference from the first arm",
            [
                "arm",
                .. report
                    .Arms[0]
                    .Groups.SelectMany(group =>
                        (string[])
                            [$"{group.Name}, exact %", "difference, points", $"{group.Name}, nats", "difference, nats"]
                    ),
            ]
        );
        foreach (var arm in report.Arms)
            table.AddRow([
                arm.FullName,
                .. arm.Groups.SelectMany(group =>
                    (string[])
                        [
                            group.Exact.Print("0.0", 100),
                            group.ExactGain?.Print("0.0", 100) ?? "",
                            group.Loss.Print("0.000"),
                            group.LossGain?.Print("0.000") ?? "",
                        ]
                ),
            ]);
        return table;
    }

    private static Table Columns(string title, params string[] columns)
    {
        var table = new Table().Title(title);
        foreach (var column in columns)
            table.AddColumn(column);
        return table;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimal(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
