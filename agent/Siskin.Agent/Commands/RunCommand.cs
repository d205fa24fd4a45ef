using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Supervision;
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
        var config = ConfigOption.Read(path);
        using var model = EngineModel.Load(
            SignedBundle.Open(config.Bundle),
            new EngineOptions(config.Bundle.Variant, config.Engine.Threads, config.Engine.Spinning),
            new FrameLimits(config.Limits.Pixels),
            TimeProvider.System);
        using var host = BuildHost(config, model);
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

    private static TimeSpan? WatchdogTimeout => Watchdog.TimeoutOf(
        Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"),
        Environment.ProcessId);

    private static IHost BuildHost(AgentConfig config, IModel model)
    {
        // The empty builder reads no settings files and no environment: the configuration file is the only source.
        var builder = Host.CreateEmptyApplicationBuilder(null);
        LogOutput.Configure(builder.Logging, config.Log.Level);
        if (LogOutput.UnderSystemd)
        {
            builder.Services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            builder.Services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = AgentService.LongestStop);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        var pulses = new Pulses(TimeProvider.System);
        builder.Services.AddSingleton<IHostedService>(services => new AgentService(
            config, model, pulses, TimeProvider.System, services.GetRequiredService<ILoggerFactory>()));
        if (LogOutput.UnderSystemd && WatchdogTimeout is { } timeout)
        {
            builder.Services.AddSingleton<IHostedService>(services => new Watchdog(
                pulses, timeout, services.GetRequiredService<ISystemdNotifier>(), TimeProvider.System,
                services.GetRequiredService<ILogger<Watchdog>>()));
        }
        return builder.Build();
    }
}
