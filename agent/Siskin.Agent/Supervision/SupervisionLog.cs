using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Supervision;

/// <summary>Log lines about signs of life, among events 1 to 99 of the service.</summary>
internal static partial class SupervisionLog
{
    [LoggerMessage(
        7,
        LogLevel.Error,
        "No sign of life of the {Part} for {Seconds:F0} s; systemd's watchdog is no longer told that all is well."
    )]
    public static partial void Silent(this ILogger log, string part, double seconds);

    [LoggerMessage(8, LogLevel.Warning, "Every part of the agent gives signs of life again.")]
    public static partial void WellAgain(this ILogger log);
}
