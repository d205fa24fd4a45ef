using Microsoft.Data.Sqlite;
using Siskin.Fleet.Devices;

namespace Siskin.Fleet.History;

/// <summary>The database of the history. One thread at a time.</summary>
internal sealed class HistoryStore : IDisposable
{
    private const int PageBytes = 16_384; // seven blocks of samples, of which one of 4,096 would hold only one
    private const int Full = 13; // SQLITE_FULL

    private readonly SqliteConnection _connection;

    private HistoryStore(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens or begins it.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="maxBytes">Largest size; what comes then is answered as a full disk would.</param>
    /// <exception cref="SqliteException">It cannot be opened or is none.</exception>
    public static HistoryStore Open(string path, long maxBytes)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = 2,
            }.ToString()
        );
        try
        {
            connection.Open();
            var store = new HistoryStore(connection);
            store.Prepare(maxBytes);
            return store;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes a batch in one transaction.</summary>
    public void Write(IReadOnlyList<HistoryBlock> blocks, IReadOnlyList<(string Device, DeviceEvent Event)> events)
    {
        using var transaction = _connection.BeginTransaction();
        using var block = Command(
            "INSERT OR REPLACE INTO block (level, device, start, data, fields) VALUES ($1, $2, $3, $4, $5)",
            5
        );
        foreach (var one in blocks)
            Run(block, one.Level, IdOf(one.Device), one.Start, one.Data, Sample.Fields);
        using var note = Command("INSERT INTO event (device, time, kind, text) VALUES ($1, $2, $3, $4)", 4);
        foreach (var (device, one) in events)
            Run(note, IdOf(device), one.Time.ToUnixTimeSeconds(), one.Kind, one.Text);
        transaction.Commit();
    }

    /// <summary>The samples of a device from a time on, oldest first.</summary>
    public IReadOnlyList<Sample> Read(string device, HistoryLevel level, long from)
    {
        // A block that begins before may reach into the time.
        using var command = Command(
            "SELECT start, data, fields FROM block JOIN device ON device.id = block.device "
                + "WHERE name = $1 AND level = $2 AND start >= $3 ORDER BY start",
            3
        );
        Bind(command, device, level.Number, from - 3_600);
        var samples = new List<Sample>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            samples.AddRange(
                SampleCoding
                    .Read(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), Math.Max(1, reader.GetInt32(2)))
                    .Where(sample => sample.Time >= from)
            );
        }
        return samples;
    }

    /// <summary>The last changes of a device, newest first.</summary>
    public IReadOnlyList<DeviceEvent> ReadEvents(string device, int most)
    {
        using var command = Command(
            "SELECT time, kind, text FROM event JOIN device ON device.id = event.device "
                + "WHERE name = $1 ORDER BY time DESC LIMIT $2",
            2
        );
        Bind(command, device, most);
        var events = new List<DeviceEvent>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            events.Add(
                new(DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2))
            );
        return events;
    }

    /// <summary>Removes what is older than its level keeps. What it frees is used again.</summary>
    public void Prune(DateTimeOffset now)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var level in HistoryLevel.All)
            Remove(level, now - level.Kept);
        using var old = Command("DELETE FROM event WHERE time < $1", 1);
        Run(old, (now - HistoryLevel.Hours.Kept).ToUnixTimeSeconds());
        transaction.Commit();
    }

    /// <summary>
    /// Makes room where there is none: the oldest quarter of the finest samples that there are goes.
    /// </summary>
    public void MakeRoom(DateTimeOffset now)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var level in HistoryLevel.All)
        {
            using var select = Command("SELECT min(start) FROM block WHERE level = $1", 1);
            Bind(select, level.Number);
            if (select.ExecuteScalar() is not long oldest)
                continue;
            var from = DateTimeOffset.FromUnixTimeSeconds(oldest);
            // Never less than a block, however young the oldest one is.
            Remove(level, from + TimeSpan.FromSeconds(Math.Max(1, (now - from).TotalSeconds / 4)));
            break;
        }
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    // By device, so that the key finds what is old instead of all being looked at.
    private void Remove(HistoryLevel level, DateTimeOffset before)
    {
        using var command = Command(
            "DELETE FROM block WHERE level = $1 AND device IN (SELECT id FROM device) AND start < $2",
            2
        );
        Run(command, level.Number, before.ToUnixTimeSeconds());
    }

    private void Prepare(long maxBytes)
    {
        // A power cut may lose the last batch, not the file.
        Execute($"PRAGMA page_size = {PageBytes}");
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = NORMAL");
        Execute("PRAGMA cache_size = -4000");
        Execute($"PRAGMA max_page_count = {Math.Max(1, maxBytes / PageBytes)}");
        Execute("CREATE TABLE IF NOT EXISTS device (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
        Execute(
            "CREATE TABLE IF NOT EXISTS block (level INTEGER NOT NULL, device INTEGER NOT NULL, start INTEGER NOT NULL, "
                + "data BLOB NOT NULL)"
        );
        using (var columns = Command("SELECT count(*) FROM pragma_table_info('block') WHERE name = 'fields'", 0))
            if (columns.ExecuteScalar() is 0L)
                Execute($"ALTER TABLE block ADD COLUMN fields INTEGER NOT NULL DEFAULT {Sample.FieldsAtFirst}");
        Execute("CREATE UNIQUE INDEX IF NOT EXISTS block_of ON block (level, device, start)");
        Execute(
            "CREATE TABLE IF NOT EXISTS event (device INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, "
                + "text TEXT NOT NULL)"
        );
        Execute("CREATE INDEX IF NOT EXISTS event_of ON event (device, time)");
    }

    private long IdOf(string device)
    {
        using var insert = Command("INSERT OR IGNORE INTO device (name) VALUES ($1)", 1);
        Run(insert, device);
        using var select = Command("SELECT id FROM device WHERE name = $1", 1);
        Bind(select, device);
        return (long)select.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql, 0);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    /// <summary>Whether the disk, or what the file may have of it, is used up.</summary>
    public static bool IsFull(SqliteException e) => e.SqliteErrorCode == Full;
}
