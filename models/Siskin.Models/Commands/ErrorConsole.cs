using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>Progress bars on standard error, so that standard output holds only results.</summary>
internal static class ErrorConsole
{
    /// <summary>The console on standard error.</summary>
    public static IAnsiConsole Instance { get; } = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
    );

    /// <summary>Runs work that reports its progress.</summary>
    public static void Progress(Action<ProgressContext> work) =>
        Instance
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
