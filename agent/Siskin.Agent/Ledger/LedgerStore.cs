using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Siskin.Agent.Ledger;

/// <summary>
/// The ledger's SQLite file, for one process at a time. Every failure is a <see cref="SqliteException"/>, after which
/// the store must be disposed.
/// </summary>
internal sealed class LedgerStore : IDisposable
{
    private const int Format = 1;
    private const int PageBytes = 4_096;
    private const int Corrupt = 11; // SQLITE_CORRUPT
    private const int MaxSalvaged = 100_000;
    private const string Columns =
        "id, key, attempts, life_ms, expires_ms, delivered, topic, correlation, payload, status, request";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _deliver;
    private readonly SqliteCommand _remove;
    private bool? _full;

    private LedgerStore(SqliteConnection connection)
    {
        _connection = connection;
        _put = Command(
            $"INSERT OR REPLACE INTO entry ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            11
        );
        _deliver = Command("UPDATE entry SET delivered = 1, expires_ms = $1 WHERE id = $0", 2);
        _remove = Command("DELETE FROM entry WHERE id = $0", 1);
    }

    /// <summary>Opens the file, or a new one, without writing to it.</summary>
    /// <exception cref="SqliteException">It cannot be read; code 11 or 26: it is damaged.</exception>
    public static LedgerStore Connect(string path)
    {
        var store = new LedgerStore(Connection(path));
        try
        {
            store._connection.Open();
            store.Execute("PRAGMA locking_mode = EXCLUSIVE");
            if (store.Scalar("PRAGMA quick_check(1)") is not "ok")
                throw new SqliteException("its pages contradict each other", Corrupt);
            if (store.Scalar("PRAGMA user_version") is not (0L or (long)Format) and var format)
                throw new SqliteException($"it has format {format}, which this version does not know", Corrupt);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Every entry, oldest first.</summary>
    public List<LedgerRow> Load()
    {
        var rows = new List<LedgerRow>();
        if (Scalar("SELECT 1 FROM sqlite_master WHERE name = 'entry'") is null)
            return rows;
        using var command = Command($"SELECT {Columns} FROM entry ORDER BY id", 0);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = Row(reader);
            if (!row.IsSound)
                throw new SqliteException($"entry {row.Id} makes no sense", Corrupt);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>
    /// The entries of a damaged file that can still be read, oldest first: those before the damage, and those behind
    /// it.
    /// </summary>
    public static IReadOnlyList<LedgerRow> Salvage(string path)
    {
        var rows = new SortedDictionary<long, LedgerRow>();
        foreach (var order in new[] { "ASC", "DESC" })
        {
            try
            {
                using var store = new LedgerStore(Connection(path));
                store._connection.Open();
                using var command = store.Command($"SELECT {Columns} FROM entry ORDER BY id {order}", 0);
                using var reader = command.ExecuteReader();
                for (var i = 0; i < MaxSalvaged && reader.Read(); i++)
                {
                    var row = Row(reader);
                    if (row.IsSound)
                        rows[row.Id] = row;
                }
            }
            catch (SqliteException)
            {
                // So far and no farther.
            }
        }
        return [.. rows.Values];
    }

    /// <summary>Makes the file ready for writing, and shows thereby that it can be written.</summary>
    /// <param name="maxBytes">Largest size of the file.</param>
    public void Prepare(long maxBytes)
    {
        // A write-ahead log costs one flush for a transaction and survives a power cut at any point.
        Scalar("PRAGMA journal_mode = WAL");
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {maxBytes / PageBytes}"));
        Execute(
            """
            CREATE TABLE IF NOT EXISTS entry (
                id INTEGER PRIMARY KEY, key TEXT, attempts INTEGER NOT NULL,
                life_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, delivered INTEGER NOT NULL,
                topic TEXT, correlation BLOB, payload BLOB, status TEXT, request TEXT) STRICT
            """
        );
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Format}"));
    }

    /// <summary>Applies changes in one transaction.</summary>
    /// <param name="writes">What each changed entry is now; null where it is gone.</param>
    /// <param name="promise">
    /// Whether they must survive a power cut when this returns. Otherwise they survive the end of the process, and a
    /// power cut once something else was promised.
    /// </param>
    public void Write(IReadOnlyDictionary<long, LedgerRow?> writes, bool promise)
    {
        Synchronize(promise);
        Execute("BEGIN IMMEDIATE");
        foreach (var (id, row) in writes)
        {
            if (row is null)
                Run(_remove, id);
            else if (row.IsDelivery)
                Run(_deliver, id, row.ExpiresMs);
            else
                Put(row);
        }
        Execute("COMMIT");
    }

    /// <summary>Replaces everything, so that it survives a power cut when this returns.</summary>
    public void Replace(IReadOnlyList<LedgerRow> rows)
    {
        Synchronize(full: true);
        Execute("BEGIN IMMEDIATE");
        Execute("DELETE FROM entry");
        foreach (var row in rows)
            Put(row);
        Execute("COMMIT");
    }

    public void Dispose()
    {
        _put.Dispose();
        _deliver.Dispose();
        _remove.Dispose();
        _connection.Dispose();
    }

    private static SqliteConnection Connection(string path) =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false, // closing has to close
                DefaultTimeout = 1,
            }.ToString()
        );

    private void Synchronize(bool full)
    {
        if (_full == full)
            return;
        Execute(full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _full = full;
    }

    private void Put(LedgerRow row) =>
        Run(
            _put,
            row.Id,
            row.Key,
            row.Attempts,
            row.LifeMs,
            row.ExpiresMs,
            row.Delivered ? 1 : 0,
            row.Topic,
            row.Correlation,
            row.Payload,
            row.Status,
            row.RequestId
        );

    private static LedgerRow Row(SqliteDataReader reader) =>
        new(
            Number(reader, 0),
            Text(reader, 1),
            (int)Math.Clamp(Number(reader, 2), -1, int.MaxValue),
            Number(reader, 3),
            Number(reader, 4),
            Number(reader, 5) != 0,
            Text(reader, 6),
            Bytes(reader, 7),
            Bytes(reader, 8),
            Text(reader, 9),
            Text(reader, 10)
        );

    // Only damage makes it null.
    private static long Number(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? long.MinValue : reader.GetInt64(column);

    private static string? Text(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static byte[]? Bytes(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), DBNull.Value);
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = Command(sql, 0);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql, 0);
        return command.ExecuteScalar();
    }
}
