using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Service;

/// <summary>
/// One line per event on stderr: with journal priorities under systemd, with the time elsewhere. The least level can
/// change while it runs.
/// </summary>
internal sealed class LogOutput(LogLevel min)
{
    private int _min = (int)min;

    /// <summary>Whether systemd started the process, or something that speaks its notification protocol.</summary>
    public static bool UnderSystemd { get; } =
        SystemdHelpers.IsSystemdService() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    /// <summary>Lowest level that is written.</summary>
    public LogLevel Min
    {
        get => (LogLevel)Volatile.Read(ref _min);
        set => Volatile.Write(ref _min, (int)value);
    }

    public void Configure(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter((category, level) => level >= Min && (level >= LogLevel.Warning || !IsForeign(category)));
        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (UnderSystemd)
            logging.AddSystemdConsole(options => options.IncludeScopes = false);
        else
            logging.AddSimpleConsole(options =>
                (options.SingleLine, options.TimestampFormat) = (true, "HH:mm:ss.fff ")
            );
    }

    private static bool IsForeign(string? category) =>
        category?.StartsWith("Microsoft", StringComparison.Ordinal) == true;
}
