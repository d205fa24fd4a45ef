using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Siskin.Agent.Work;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

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
        using var model = EngineModel.Load(
            SignedBundle.Open(config.Bundle),
            new EngineOptions(config.Bundle.Variant, config.Engine.Threads, config.Engine.Spinning),
            new FrameLimits(config.Limits.Pixels),
            TimeProvider.System);
        using var host = ServiceHost.Build(path, loaded, model);
        try
        {
            await host.RunAsync();
            return ExitCode.Done;
        }
        catch (SocketException e) when (config.Broker.Embedded is { } embedded)
        {
            throw CommandException.Failed(
                $"the embedded broker cannot listen on {embedded.Bind}:{embedded.Port}: {e.Message}.");
        }
    }
}
