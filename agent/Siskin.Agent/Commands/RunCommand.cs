using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Work;

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
        using var host = BuildHost(config);
        _ = host.Services.GetRequiredService<IModel>(); // what cannot be loaded ends the start here
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

    private static IHost BuildHost(AgentConfig config)
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
        builder.Services.AddSingleton(services => ServiceModel.Load(
            config, TimeProvider.System, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<IHostedService>(services => new AgentService(
            config, services.GetRequiredService<IModel>(), TimeProvider.System,
            services.GetRequiredService<ILoggerFactory>()));
        return builder.Build();
    }
}
