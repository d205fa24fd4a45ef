using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary>Where the verbs print their tables.</summary>
internal static class Terminal
{
    private const int WidthInFiles = 132;

    /// <summary>Standard output; a file or pipe, which has no width of its own, gets a fixed one.</summary>
    public static IAnsiConsole Out { get; } = Open();

    private static IAnsiConsole Open()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthInFiles;
        return AnsiConsole.Console;
    }
}
