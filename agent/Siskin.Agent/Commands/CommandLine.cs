using System.CommandLine;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Commands;

/// <summary>
/// The verbs of <c>siskin</c> and what becomes of their failures: one sentence on stderr and an exit code.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        // The service begins to load what it needs in any case, while what it was told is still being read.
        var prepared = args is [RunCommand.Name, ..] ? InferenceEngine.Prepare() : Task.CompletedTask;
        try
        {
            return await ObeyAsync(args);
        }
        finally
        {
            await prepared.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<int> ObeyAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var problems = string.Join(" ", parsed.Errors.Select(error => error.Message));
            await Terminal.Errors.WriteLineAsync(
                $"siskin: {PlainText.Escape(problems)} Try: siskin {PathOf(parsed)}--help"
            );
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(ConfigurationOf(parsed));
        }
        catch (CommandException e)
        {
            await Terminal.Errors.WriteLineAsync($"siskin: {PlainText.Escape(e.Message)}");
            return e.ExitCode;
        }
        catch (BundleException e)
        {
            await Terminal.Errors.WriteLineAsync($"siskin: {PlainText.Escape(e.Message)}");
            return ExitCode.Usage;
        }
        catch (NpuException e)
        {
            await Terminal.Errors.WriteLineAsync($"siskin: {PlainText.Escape(e.Message)}");
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
        var root = new RootCommand(
            "Answers questions about camera frames and sensor text over MQTT, on the device itself."
        )
        {
            RunCommand.Create(),
            CheckCommand.Create(),
            SampleConfigCommand.Create(),
            AskCommand.Create(),
            WatchCommand.Create(),
            RequestCommand.Create(),
            RetireCommand.Create(),
            BenchCommand.Create(),
            DemoCommand.Create(),
            BundleCommand.Create(),
        };
        return root;
    }

    private static InvocationConfiguration ConfigurationOf(ParseResult parsed)
    {
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        // The service takes its own time to stop, and a stop that was asked for is no failure.
        if (parsed.CommandResult.Command.Name == RunCommand.Name)
            configuration.ProcessTerminationTimeout = null;
        return configuration;
    }

    private static string PathOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
