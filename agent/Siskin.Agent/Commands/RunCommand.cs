using System.CommandLine;
using System.Net.Sockets;
using Siskin.Agent.Service;
using Siskin.Agent.Updates;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin run</c>: the service.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command(Name, "Runs the agent until it is stopped.") { config };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config)));
        return command;
    }

    private static async Task<int> RunAsync(string path)
    {
        var loaded = ConfigOption.Load(path, check: false);
        var config = loaded.Config!;
        await using var host = ServiceHost.Build(
            path,
            loaded,
            logs => StartingBundle.Load(config, TimeProvider.System, logs)
        );
        try
        {
            return await ServeAsync(host);
        }
        catch (SocketException e) when (config.Broker.Embedded is { } embedded)
        {
            throw CommandException.Failed(
                $"the embedded broker cannot listen on {embedded.Bind}:{embedded.Port}: {e.Message}."
            );
        }
    }

    /// <summary>
    /// Runs the service until it is stopped; tells systemd by the exit code whether to start it again.
    /// </summary>
    internal static async Task<int> ServeAsync(ServiceHost host) =>
        await host.RunAsync() ? ExitCode.Done : ExitCode.Failed;
}
