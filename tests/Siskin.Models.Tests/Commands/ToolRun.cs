using Siskin.Models.Commands;
using Spectre.Console;

namespace Siskin.Models.Tests.Commands;

/// <summary>
/// Runs verbs with an output of theirs redirected; the tests of this project run one after the other.
/// </summary>
internal static class ToolRun
{
    /// <summary>With standard output.</summary>
    public static Task<(int Code, string Output)> Capture(params string[] arguments) =>
        Capture(Console.Out, Console.SetOut, arguments);

    /// <summary>With standard error.</summary>
    public static Task<(int Code, string Errors)> CaptureErrors(params string[] arguments) =>
        Capture(Console.Error, Console.SetError, arguments);

    private static async Task<(int Code, string Text)> Capture(
        TextWriter console,
        Action<TextWriter> set,
        string[] arguments
    )
    {
        using var text = new StringWriter();
        // It keeps the writer of its first use, which shall not be one that is gone afterwards.
        var screen = AnsiConsole.Console;
        set(text);
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        try
        {
            return (await ToolCommand.RunAsync(arguments), text.ToString());
        }
        finally
        {
            set(console);
            AnsiConsole.Console = screen;
        }
    }
}
