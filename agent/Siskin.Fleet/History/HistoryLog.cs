using Microsoft.Extensions.Logging;

namespace Siskin.Fleet.History;

/// <summary>Log lines of the history, events 520 to 529.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(520, LogLevel.Error, "The history in {Folder} cannot be written: {Reason}")]
    public static partial void HistoryFails(this ILogger log, string folder, string reason);

    [LoggerMessage(521, LogLevel.Information, "The history in {Folder} is written again.")]
    public static partial void HistoryWorks(this ILogger log, string folder);
}
