using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Watches;

/// <summary>Log lines of the watches, events 300 to 399. No line carries what a frame or a sensor says.</summary>
internal static partial class WatchLog
{
    [LoggerMessage(300, LogLevel.Warning, "Watch {Watch}: the frame cannot be read: {Reason}")]
    public static partial void BadFrame(this ILogger log, string watch, string reason);

    [LoggerMessage(301, LogLevel.Warning, "Watch {Watch} cannot read a message on {Topic}: {Reason}")]
    public static partial void BadValue(this ILogger log, string watch, string topic, string reason);

    [LoggerMessage(302, LogLevel.Information, "Watch {Watch} refuses readings: {Reason}")]
    public static partial void Refused(this ILogger log, string watch, string reason);

    [LoggerMessage(303, LogLevel.Information, "Watch {Watch} accepts readings again.")]
    public static partial void Recovered(this ILogger log, string watch);

    [LoggerMessage(304, LogLevel.Debug, "Watch {Watch} is left out: requests need the model.")]
    public static partial void Skipped(this ILogger log, string watch);

    [LoggerMessage(305, LogLevel.Error, "Watch {Watch}: inference failed.")]
    public static partial void Failed(this ILogger log, string watch, Exception exception);

    [LoggerMessage(306, LogLevel.Information, "The previous value of watch {Watch} was set by message.")]
    public static partial void PreviousSet(this ILogger log, string watch);

    [LoggerMessage(308, LogLevel.Information, "Watch {Watch} goes on from the value that it left at the broker.")]
    public static partial void Restored(this ILogger log, string watch);

    [LoggerMessage(307, LogLevel.Warning, "Ignored a message on {Topic}: {Reason}")]
    public static partial void SetIgnored(this ILogger log, string topic, string reason);

    [LoggerMessage(
        309,
        LogLevel.Warning,
        "Watch {Watch} gave up its value: {Count} readings in a row agree with each other against it."
    )]
    public static partial void Resynchronised(this ILogger log, string watch, int count);

    [LoggerMessage(310, LogLevel.Warning, "The states of the watches cannot be kept in {Path}: {Reason}")]
    public static partial void NotKept(this ILogger log, string path, string reason);

    [LoggerMessage(311, LogLevel.Information, "The states of the watches are kept in {Path} again.")]
    public static partial void Kept(this ILogger log, string path);

    [LoggerMessage(312, LogLevel.Warning, "Watch {Watch}: what was kept in the state folder cannot be used: {Reason}")]
    public static partial void KeptUnusable(this ILogger log, string watch, string reason);

    [LoggerMessage(313, LogLevel.Warning, "Watch {Watch} has nothing to read: {Reason}")]
    public static partial void Silent(this ILogger log, string watch, string reason);

    [LoggerMessage(314, LogLevel.Warning, "Watch {Watch} has something to read again.")]
    public static partial void NoLongerSilent(this ILogger log, string watch);

    [LoggerMessage(
        315,
        LogLevel.Information,
        "Watch {Watch} goes on from the value that was kept in the state folder."
    )]
    public static partial void RestoredFromFolder(this ILogger log, string watch);

    [LoggerMessage(316, LogLevel.Warning, "Watch {Watch}: the value has not stood still for {Hours} hours.")]
    public static partial void Leaks(this ILogger log, string watch, double hours);

    [LoggerMessage(317, LogLevel.Warning, "Watch {Watch} has seen no new picture for {Seconds} seconds.")]
    public static partial void Stale(this ILogger log, string watch, double seconds);

    [LoggerMessage(318, LogLevel.Information, "Watch {Watch} lowers a flag; raised is: {State}.")]
    public static partial void AlarmOver(this ILogger log, string watch, string state);
}
