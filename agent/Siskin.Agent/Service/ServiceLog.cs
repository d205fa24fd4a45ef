using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Service;

/// <summary>Log lines of the service itself, events 1 to 99.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Siskin {Version} starts as {Device} with {Bundle} {BundleVersion}, {Variant} on {Provider}."
    )]
    public static partial void Starting(
        this ILogger log,
        string version,
        string device,
        string bundle,
        string bundleVersion,
        string variant,
        string provider
    );

    [LoggerMessage(2, LogLevel.Information, "{Device} is online after {Milliseconds:F0} ms.")]
    public static partial void Online(this ILogger log, string device, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "The broker has not answered yet; trying goes on.")]
    public static partial void NotYetOnline(this ILogger log);

    [LoggerMessage(4, LogLevel.Information, "Stopping.")]
    public static partial void Stopping(this ILogger log);

    [LoggerMessage(5, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(10, LogLevel.Information, "Read the configuration again; in effect now: {Keys}.")]
    public static partial void Reloaded(this ILogger log, string keys);

    [LoggerMessage(11, LogLevel.Warning, "Changed in the configuration, but needs a restart: {Key}.")]
    public static partial void NeedsRestart(this ILogger log, string key);

    [LoggerMessage(12, LogLevel.Error, "The configuration has a mistake, so all stays as it was. {Mistake}")]
    public static partial void NotReloaded(this ILogger log, string mistake);

    [LoggerMessage(13, LogLevel.Warning, "The configuration is used, but look at it: {Mistake}")]
    public static partial void Unwise(this ILogger log, string mistake);

    [LoggerMessage(
        14,
        LogLevel.Critical,
        "A part of the agent failed, so it ends with exit code 1 to be started again."
    )]
    public static partial void PartFailed(this ILogger log, Exception reason);

    [LoggerMessage(
        16,
        LogLevel.Warning,
        "{Device} answers requests after {Milliseconds:F0} ms, but nobody sees that it is online: the broker "
            + "refuses {Topic}."
    )]
    public static partial void NotAnnounced(this ILogger log, string device, double milliseconds, string topic);

    [LoggerMessage(6, LogLevel.Information, "{Count} unanswered requests go back to the broker.")]
    public static partial void HandedBack(this ILogger log, int count);
}
