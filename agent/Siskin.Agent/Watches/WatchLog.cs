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
}
