using Siskin.Runtime.Inference;
using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary>The terminal that started the program: the one place where anything is written to it.</summary>
internal static class Terminal
{
    private const int WidthInFiles = 132;

    /// <summary>Standard output, for text and JSON.</summary>
    public static TextWriter Text => Console.Out;

    /// <summary>Standard error, for what went wrong and for warnings.</summary>
    public static TextWriter Errors => Console.Error;

    /// <summary>
    /// Standard output, for tables; a file or pipe, which has no width of its own, gets a fixed one.
    /// </summary>
    public static IAnsiConsole Out { get; } = Open();

    /// <summary>Says that a graph of a bundle which helps its model cannot be used.</summary>
    public static void Warn(HelperReport report)
    {
        if (report.Problem is { } problem)
            Errors.WriteLine(
                $"siskin: warning: {report.File} cannot be used, so {report.Without}: {PlainText.Escape(problem)}"
            );
    }

    private static IAnsiConsole Open()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthInFiles;
        return AnsiConsole.Console;
    }
}
