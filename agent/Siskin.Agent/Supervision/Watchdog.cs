using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Supervision;

/// <summary>
/// Tells systemd's watchdog (<c>WatchdogSec=</c>) that the agent is well, as long as all of its loops are: a hung
/// inference or a dead connection loop ends the messages, so that systemd restarts the service. An absent or slow
/// broker does not: a restart would not bring it back.
/// </summary>
/// <param name="pulses">The loops.</param>
/// <param name="timeout">Time after which systemd acts; loops may be silent for half of it.</param>
/// <param name="notifier">The way to systemd.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed class Watchdog(
    Pulses pulses,
    TimeSpan timeout,
    ISystemdNotifier notifier,
    TimeProvider time,
    ILogger<Watchdog> log
) : BackgroundService
{
    private static readonly ServiceState Well = new("WATCHDOG=1");

    private bool _silent;

    /// <summary>
    /// The timeout that systemd asks for by the variables of <c>sd_watchdog_enabled(3)</c>, or null for none.
    /// </summary>
    /// <param name="microseconds"><c>WATCHDOG_USEC</c>.</param>
    /// <param name="forProcess"><c>WATCHDOG_PID</c>: the process that is meant; unset means this one.</param>
    /// <param name="process">Id of this process.</param>
    public static TimeSpan? TimeoutOf(string? microseconds, string? forProcess, int process)
    {
        if (!string.IsNullOrEmpty(forProcess) && forProcess != process.ToString(CultureInfo.InvariantCulture))
            return null;
        return
            long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? TimeSpan.FromMicroseconds(number)
            : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(timeout / 4, time);
        do Look();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Look()
    {
        if (pulses.Silent(timeout / 2) is { } silent)
        {
            if (!_silent)
                log.Silent(silent.Part, silent.Silence.TotalSeconds);
            _silent = true;
            return;
        }
        if (_silent)
            log.WellAgain();
        _silent = false;
        notifier.Notify(Well);
    }
}
