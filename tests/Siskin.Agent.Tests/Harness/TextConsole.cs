using System.Text.RegularExpressions;
using Spectre.Console;

namespace Siskin.Agent.Tests.Harness;

/// <summary>A wide terminal without colours, of which the lines are looked at.</summary>
internal static partial class TextConsole
{
    /// <summary>The lines that are not empty; what lies between two cells of a table is one bar.</summary>
    public static string[] Lines(Action<IAnsiConsole> write)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = 250;
        write(console);
        return
        [
            .. text.ToString()
                .Split('\n')
                .Select(line => Gap().Replace(line.Trim(), "|"))
                .Where(line => line.Length > 0 && !line.StartsWith('─')),
        ];
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
