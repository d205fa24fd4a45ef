using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Ledger;

/// <summary>Log lines of the ledger, events 220 to 223 of the request path.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(
        220,
        LogLevel.Error,
        "The ledger is kept in memory only: {Reason} Requests stay with the broker until their replies are delivered."
    )]
    public static partial void LedgerDegraded(this ILogger log, string reason);

    [LoggerMessage(221, LogLevel.Information, "The ledger is on disk again: {Path}.")]
    public static partial void LedgerDurableAgain(this ILogger log, string path);

    [LoggerMessage(
        222,
        LogLevel.Error,
        "The ledger {Path} was damaged ({Reason}); it is kept as {KeptAs} and a fresh one begun with {Saved} entries."
    )]
    public static partial void LedgerDamaged(this ILogger log, string path, string reason, string keptAs, int saved);

    [LoggerMessage(223, LogLevel.Information, "{Count} replies of an earlier run are delivered now.")]
    public static partial void LedgerResumed(this ILogger log, int count);
}
