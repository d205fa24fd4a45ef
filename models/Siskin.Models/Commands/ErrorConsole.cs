using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>Progress bars on standard error, so that standard output holds only results.</summary>
internal static class ErrorConsole
{
    /// <summary>A console on standard error, wherever that goes now.</summary>
    public static IAnsiConsole Open() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs work that reports its progress.</summary>
    public static void Progress(Action<ProgressContext> work) =>
        Open()
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(work);
}
