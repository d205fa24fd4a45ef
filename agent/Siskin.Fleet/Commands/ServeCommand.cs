using System.CommandLine;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Commands;
using Siskin.Agent.Service;
using Siskin.Fleet.Mqtt;

namespace Siskin.Fleet.Commands;

/// <summary><c>siskin-fleet serve</c>: watches all devices of a broker.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var fleet = new FleetOptions();
        var command = new Command("serve", "Watches all devices of a broker.");
        fleet.AddTo(command);
        command.SetAction(
            async (parsed, stop) =>
            {
                using var logs = LoggerFactory.Create(new LogOutput(LogLevel.Information).Configure);
                var line = new BrokerLine(
                    fleet.Broker(parsed),
                    [.. FleetTopics.All(fleet.Root(parsed))],
                    _ => { },
                    TimeProvider.System,
                    logs.CreateLogger<BrokerLine>()
                );
                await line.RunAsync(stop);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
