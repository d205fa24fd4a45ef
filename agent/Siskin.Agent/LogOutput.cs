using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace Siskin.Agent;

/// <summary>One line per event on stderr: with journal priorities under systemd, with the time elsewhere.</summary>
internal static class LogOutput
{
    /// <summary>Whether systemd started the process, or something that speaks its notification protocol.</summary>
    public static bool UnderSystemd { get; } =
        SystemdHelpers.IsSystemdService() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    public static void Configure(ILoggingBuilder logging, LogLevel least)
    {
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (UnderSystemd)
            logging.AddSystemdConsole(options => options.IncludeScopes = false);
        else
            logging.AddSimpleConsole(options =>
                (options.SingleLine, options.TimestampFormat) = (true, "HH:mm:ss.fff "));
    }
}
