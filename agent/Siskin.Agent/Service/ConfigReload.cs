using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Service;

/// <summary>
/// Reads the configuration files again on SIGHUP and applies what can change while requests are worked on. A file with
/// mistakes changes nothing.
/// </summary>
/// <param name="path">The configuration file.</param>
/// <param name="loaded">What it said at the start.</param>
/// <param name="apply">Takes the configuration that is in effect from now on.</param>
/// <param name="notifier">The way to systemd, or null.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
/// <param name="ready">Gives a task that completes when there is something to change; null where there is.</param>
internal sealed class ConfigReload(
    string path,
    ConfigResult loaded,
    Func<AgentConfig, Task> apply,
    ISystemdNotifier? notifier,
    TimeProvider time,
    ILogger<ConfigReload> log,
    Func<Task>? ready = null
) : BackgroundService
{
    // A second signal during a reload asks for one more; further ones ask for the same.
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private AgentConfig _config = loaded.Config!;
    private IReadOnlyDictionary<string, string> _values = loaded.Values;
    private PosixSignalRegistration? _registration;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Warn(loaded);
        _registration = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            context =>
            {
                context.Cancel = true; // the default is to end the process
                Ask();
            }
        );
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _registration?.Dispose();
        base.Dispose();
    }

    /// <summary>Asks for a reload, as the signal does.</summary>
    internal void Ask() => _signals.Writer.TryWrite(true);

    /// <summary>Reads the files once and applies what changed.</summary>
    public async Task ReloadAsync()
    {
        var file = ConfigReader.Read(path);
        foreach (var error in file.Errors)
            log.NotReloaded(error.ToString());
        if (file.Config is null)
            return;
        Warn(file);
        var change = ConfigChange.Between(_config, _values, file);
        (_config, _values) = (change.Config, change.Values);
        if (change.Applied.Count > 0)
            await apply(change.Config);
        foreach (var key in change.NeedRestart)
            log.NeedsRestart(key);
        log.Reloaded(
            change.Applied.Count == 0 ? "nothing that can change while it runs" : string.Join(", ", change.Applied)
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (ready is not null)
            await ready().WaitAsync(stoppingToken);
        while (await _signals.Reader.WaitToReadAsync(stoppingToken))
        {
            _signals.Reader.TryRead(out _);
            Notify($"RELOADING=1\nMONOTONIC_USEC={MonotonicMicroseconds}");
            await ReloadAsync();
            Notify("READY=1");
        }
    }

    private void Warn(ConfigResult file)
    {
        foreach (var warning in file.Warnings)
            log.Unwise(warning.ToString());
    }

    // CLOCK_MONOTONIC, by which systemd pairs the two messages.
    private long MonotonicMicroseconds => time.GetTimestamp() / (time.TimestampFrequency / 1_000_000);

    private void Notify(string state) => notifier?.Notify(new ServiceState(state));
}
