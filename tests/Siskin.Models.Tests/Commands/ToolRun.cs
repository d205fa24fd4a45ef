using Siskin.Models.Commands;

namespace Siskin.Models.Tests.Commands;

/// <summary>Runs verbs with standard output redirected; the tests of this project run one after the other.</summary>
internal static class ToolRun
{
    public static async Task<(int Code, string Output)> Capture(params string[] arguments)
    {
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            return (await ToolCommand.RunAsync(arguments), output.ToString());
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
