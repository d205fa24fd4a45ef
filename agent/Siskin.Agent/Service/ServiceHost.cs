using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Supervision;

namespace Siskin.Agent.Service;

/// <summary>The process around the agent: logs, signals, systemd.</summary>
internal static class ServiceHost
{
    /// <param name="path">The configuration file, which is read again on SIGHUP.</param>
    /// <param name="loaded">What it says, without mistakes.</param>
    /// <param name="load">Loads the model; the host disposes of it.</param>
    public static IHost Build(string path, ConfigResult loaded, Func<ILoggerFactory, ServedModel> load)
    {
        var (config, time, pulses) = (loaded.Config!, TimeProvider.System, new Pulses(TimeProvider.System));
        // The empty builder reads no settings files and no environment: the configuration file is the only source.
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var output = new LogOutput(config.Log.Level);
        output.Configure(builder.Logging);
        if (LogOutput.UnderSystemd)
        {
            builder.Services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            builder.Services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = AgentService.LongestStop);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        builder.Services.AddSingleton(services => load(services.GetRequiredService<ILoggerFactory>()));
        AgentService? agent = null;
        // Before the agent: a SIGHUP that nobody awaits would end a process that is still starting.
        builder.Services.AddSingleton<IHostedService>(services => new ConfigReload(
            path,
            loaded,
            Apply,
            services.GetService<ISystemdNotifier>(),
            time,
            services.GetRequiredService<ILogger<ConfigReload>>(),
            () => agent!.Started
        ));
        builder.Services.AddSingleton<IHostedService>(services =>
            agent = new AgentService(
                config,
                services.GetRequiredService<ServedModel>(),
                pulses,
                time,
                services.GetRequiredService<ILoggerFactory>()
            )
        );
        builder.Services.AddSingleton<IHostedService>(_ => new PartWatch(() => agent!.Failure));
        if (LogOutput.UnderSystemd && WatchdogTimeout is { } timeout)
        {
            builder.Services.AddSingleton<IHostedService>(services => new Watchdog(
                pulses,
                timeout,
                services.GetRequiredService<ISystemdNotifier>(),
                time,
                services.GetRequiredService<ILogger<Watchdog>>()
            ));
        }
        return builder.Build();

        Task Apply(AgentConfig changed)
        {
            output.Min = changed.Log.Level;
            return agent!.ApplyAsync(changed);
        }
    }

    /// <summary>Runs until the service is stopped, or one of its parts fails.</summary>
    /// <returns>Whether no part failed: the host ends quietly when a background service fails, and systemd restarts
    /// only what failed.
    /// </returns>
    public static async Task<bool> RunAsync(IHost host)
    {
        try
        {
            var parts = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
            await host.StartAsync();
            await host.WaitForShutdownAsync();
            if (parts.Select(part => part.ExecuteTask?.Exception).FirstOrDefault(e => e is not null) is not { } failure)
                return true;
            host.Services.GetRequiredService<ILogger<SiskinAgent>>().PartFailed(failure.GetBaseException());
            return false;
        }
        finally
        {
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    private static TimeSpan? WatchdogTimeout =>
        Watchdog.TimeoutOf(
            Environment.GetEnvironmentVariable("WATCHDOG_USEC"),
            Environment.GetEnvironmentVariable("WATCHDOG_PID"),
            Environment.ProcessId
        );
}
