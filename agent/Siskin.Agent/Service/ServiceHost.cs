using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Supervision;

namespace Siskin.Agent.Service;

/// <summary>
/// The process around the agent: logs, signals, systemd. Its parts are put together by hand: a container that does it
/// builds generic types at run time, a tenth of what a start costs.
/// </summary>
/// <param name="parts">Started in this order and stopped in the opposite one; this one's.</param>
/// <param name="logs">Logs.</param>
/// <param name="notifier">The way to systemd, or null.</param>
/// <param name="owned">What is disposed of after the parts, last one first.</param>
internal sealed class ServiceHost(
    IReadOnlyList<IHostedService> parts,
    ILoggerFactory logs,
    ISystemdNotifier? notifier = null,
    params IReadOnlyList<IDisposable> owned
) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    /// <summary>Loads the model and puts the parts together.</summary>
    /// <param name="path">The configuration file, which is read again on SIGHUP.</param>
    /// <param name="loaded">What it says, without mistakes.</param>
    /// <param name="load">Loads the model; the host disposes of it.</param>
    public static ServiceHost Build(string path, ConfigResult loaded, Func<ILoggerFactory, ServedModel> load)
    {
        var output = new LogOutput(loaded.Config!.Log.Level);
        var logs = output.Open();
        ServedModel? model = null;
        try
        {
            model = load(logs); // what cannot be loaded ends the start here
            var notifier = LogOutput.UnderSystemd ? new SystemdNotifier() : null;
            return new ServiceHost(Parts(path, loaded, output, model, logs, notifier), logs, notifier, logs, model);
        }
        catch
        {
            model?.Dispose();
            logs.Dispose();
            throw;
        }
    }

    /// <summary>Runs until the service is stopped, or one of its parts fails.</summary>
    /// <returns>Whether no part failed: systemd restarts only what failed.</returns>
    public async Task<bool> RunAsync()
    {
        PosixSignal[] ends = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];
        var signals = ends.Select(signal => PosixSignalRegistration.Create(signal, Stop)).ToArray();
        try
        {
            foreach (var part in parts)
                await part.StartAsync(_stop.Token);
            notifier?.Notify(ServiceState.Ready);
            var loops = parts.OfType<BackgroundService>().Select(part => part.ExecuteTask).OfType<Task>().ToArray();
            foreach (var loop in loops)
                _ = loop.ContinueWith(
                    _ => Stop(),
                    _stop.Token,
                    TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default
                );
            await _stopped.Task;
            notifier?.Notify(ServiceState.Stopping);
            using var limit = new CancellationTokenSource(AgentService.LongestStop, TimeProvider.System);
            foreach (var part in parts.Reverse())
                await part.StopAsync(limit.Token);
            if (loops.Select(loop => loop.Exception).FirstOrDefault(e => e is not null) is not { } failure)
                return true;
            logs.CreateLogger<SiskinAgent>().PartFailed(failure.GetBaseException());
            return false;
        }
        finally
        {
            foreach (var signal in signals)
                signal.Dispose();
            await DisposeAsync();
        }
    }

    /// <summary>Asks it to stop, as SIGTERM does.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _stopped.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var part in parts.Reverse())
        {
            if (part is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                (part as IDisposable)?.Dispose();
        }
        foreach (var one in owned.Reverse())
            one.Dispose();
        _stop.Dispose();
    }

    private static List<IHostedService> Parts(
        string path,
        ConfigResult loaded,
        LogOutput output,
        ServedModel model,
        ILoggerFactory logs,
        SystemdNotifier? notifier
    )
    {
        var (time, pulses) = (TimeProvider.System, new Pulses(TimeProvider.System));
        var agent = new AgentService(loaded.Config!, model, pulses, time, logs);
        // Before the agent: a SIGHUP that nobody awaits would end a process that is still starting.
        List<IHostedService> parts =
        [
            new ConfigReload(
                path,
                loaded,
                Apply,
                notifier,
                time,
                logs.CreateLogger<ConfigReload>(),
                () => agent.Started
            ),
            agent,
            new PartWatch(() => agent.Failure),
        ];
        if (notifier is not null && WatchdogTimeout is { } timeout)
            parts.Add(new Watchdog(pulses, timeout, notifier, time, logs.CreateLogger<Watchdog>()));
        return parts;

        Task Apply(AgentConfig changed)
        {
            output.Min = changed.Log.Level;
            return agent.ApplyAsync(changed);
        }
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true; // the default is to end the process
        Stop();
    }

    private static TimeSpan? WatchdogTimeout =>
        Watchdog.TimeoutOf(
            Environment.GetEnvironmentVariable("WATCHDOG_USEC"),
            Environment.GetEnvironmentVariable("WATCHDOG_PID"),
            Environment.ProcessId
        );
}
