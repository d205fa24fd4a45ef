using System.CommandLine;
using Siskin.Agent.Commands;
using Siskin.Agent.Mqtt;

namespace Siskin.Fleet.Commands;

/// <summary>
/// The verbs of <c>siskin-fleet</c> and what becomes of their failures: one sentence on stderr and an exit code, as the
/// agent's.
/// </summary>
internal static class FleetCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var problems = string.Join(" ", parsed.Errors.Select(error => error.Message));
            await Terminal.Errors.WriteLineAsync(
                $"siskin-fleet: {PlainText.Escape(problems)} Try: siskin-fleet {PathOf(parsed)}--help"
            );
            return ExitCode.Usage;
        }
        try
        {
            // Each verb takes its own time to stop.
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
                }
            );
        }
        catch (CommandException e)
        {
            await Terminal.Errors.WriteLineAsync($"siskin-fleet: {PlainText.Escape(e.Message)}");
            return e.ExitCode;
        }
        catch (BrokerException e)
        {
            await Terminal.Errors.WriteLineAsync($"siskin-fleet: {PlainText.Escape(e.Message)}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }

    /// <summary>The root command with every verb.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Watches many Siskin devices through their MQTT broker, and gives them bundles.")
        {
            ServeCommand.Create(),
            TopCommand.Create(),
            SimulateCommand.Create(),
        };
        foreach (var verb in PushCommand.Verbs())
            root.Subcommands.Add(verb);
        return root;
    }

    private static string PathOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
