using Microsoft.Data.Sqlite;

namespace Siskin.Agent.Ledger;

/// <summary>What can be wrong with the ledger's file: faults of the disk, not of the program.</summary>
internal static class LedgerProblem
{
    public static bool Is(Exception e) =>
        e
            is SqliteException
                or IOException
                or UnauthorizedAccessException
                or DllNotFoundException
                or TypeInitializationException; // SQLite itself is missing

    /// <summary>
    /// Whether the file's content is wrong, which a fresh one mends: SQLITE_CORRUPT, SQLITE_NOTADB, and what comes of
    /// tables that are not ours (SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH).
    /// </summary>
    public static bool IsDamage(Exception e) => e is SqliteException { SqliteErrorCode: 11 or 26 or 1 or 19 or 20 };

    /// <summary>Whether another process uses the file (SQLITE_BUSY, SQLITE_LOCKED).</summary>
    public static bool IsBusy(Exception e) => e is SqliteException { SqliteErrorCode: 5 or 6 };

    /// <summary>The reason in one sentence.</summary>
    public static string Describe(Exception e, string path) =>
        e switch
        {
            _ when IsBusy(e) => $"{path} is in use by another process.",
            SqliteException { SqliteErrorCode: 8 } => $"{path} is read-only.",
            SqliteException { SqliteErrorCode: 13 } =>
                $"no room is left for {path}: the disk or the allowed size is full.",
            SqliteException { SqliteErrorCode: 14 } =>
                $"{path} cannot be opened; the folder must exist and be writable.",
            UnauthorizedAccessException => $"access to {path} is denied.",
            _ => $"{path}: {OneLine((e.InnerException ?? e).Message)}",
        };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd(' ', '.') + ".";
}
