using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Updates;

/// <summary>Log lines of bundle updates, events 470 to 489.</summary>
internal static partial class UpdateLog
{
    [LoggerMessage(470, LogLevel.Information, "An update to {Bundle} {BundleVersion} begins: {Bytes} bytes.")]
    public static partial void Begins(this ILogger log, string bundle, string bundleVersion, long bytes);

    [LoggerMessage(471, LogLevel.Warning, "The offer is turned away: {Reason}")]
    public static partial void TurnedAway(this ILogger log, string reason);

    [LoggerMessage(472, LogLevel.Warning, "The download of the bundle goes on in {Seconds:F0} s: {Reason}")]
    public static partial void Retrying(this ILogger log, string reason, double seconds);

    [LoggerMessage(
        473,
        LogLevel.Information,
        "{Bundle} {BundleVersion} is here and is tried beside the current bundle."
    )]
    public static partial void Trying(this ILogger log, string bundle, string bundleVersion);

    [LoggerMessage(
        474,
        LogLevel.Error,
        "The update to {Bundle} {BundleVersion} failed, so all stays as it was: {Reason}"
    )]
    public static partial void Failed(this ILogger log, string bundle, string bundleVersion, string reason);

    [LoggerMessage(475, LogLevel.Information, "{Bundle} {BundleVersion} answers now, on probation for {Seconds:F0} s.")]
    public static partial void Switched(this ILogger log, string bundle, string bundleVersion, double seconds);

    [LoggerMessage(476, LogLevel.Information, "{Bundle} {BundleVersion} has passed its probation.")]
    public static partial void Passed(this ILogger log, string bundle, string bundleVersion);

    [LoggerMessage(477, LogLevel.Error, "{Bundle} {BundleVersion} answers again: {Reason}")]
    public static partial void WentBack(this ILogger log, string bundle, string bundleVersion, string reason);

    [LoggerMessage(478, LogLevel.Error, "The bundle of before cannot come back, so the new one stays: {Reason}")]
    public static partial void NoWayBack(this ILogger log, string reason);

    [LoggerMessage(
        479,
        LogLevel.Warning,
        "Which bundle is current cannot be read, so it is the configured one: {Reason}"
    )]
    public static partial void ChoiceUnreadable(this ILogger log, string reason);

    [LoggerMessage(
        480,
        LogLevel.Information,
        "Another bundle is configured than before, so it takes the place of the update."
    )]
    public static partial void ConfiguredAnew(this ILogger log);

    [LoggerMessage(481, LogLevel.Warning, "The update is not kept in {Path}: {Reason}")]
    public static partial void NotKept(this ILogger log, string path, string reason);

    [LoggerMessage(483, LogLevel.Error, "The NPU does not take the new bundle, so the CPU answers: {Reason}")]
    public static partial void NotOnNpu(this ILogger log, string reason);

    [LoggerMessage(482, LogLevel.Error, "The update failed in a way that it should not, so all stays as it was.")]
    public static partial void Broken(this ILogger log, Exception reason);
}
