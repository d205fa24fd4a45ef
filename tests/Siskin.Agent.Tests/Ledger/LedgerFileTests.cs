using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Ledger;

public sealed class LedgerFileTests : IDisposable
{
    private readonly LedgerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(4_096)]
    public void A_damaged_file_is_kept_aside_and_a_fresh_one_begun(int from)
    {
        using (var before = _bench.OnDisk())
        {
            for (var i = 0; i < 50; i++)
                _bench.Answer(before, $"key {i}", deliver: false);
        }
        var damaged = File.ReadAllBytes(_bench.Folder.File("ledger.db"));
        new Random(7).NextBytes(damaged.AsSpan(from, 4_096));
        File.WriteAllBytes(_bench.Folder.File("ledger.db"), damaged);
        _bench.Published.Clear();

        using (var ledger = _bench.OnDisk())
        {
            Assert.Equal(("disk", null), (ledger.Durability, ledger.Problem));
            Assert.True(_bench.Answer(ledger, "k", deliver: false).Committed);
        }

        Assert.Single(_bench.Logs.Lines, line => line.StartsWith("Error 222 ", StringComparison.Ordinal));
        Assert.Equal(
            damaged,
            File.ReadAllBytes(
                Assert.Single(Directory.GetFiles(_bench.Folder.Path, "ledger.db.damaged-20260504-030201*"))
            )
        );
        using var after = _bench.OnDisk();
        Assert.Single(_bench.Published);
    }

    [Theory]
    [InlineData("ledger.db")]
    [InlineData("ledger.db-wal")]
    public void A_named_pipe_in_place_of_the_file_is_not_waited_for(string name)
    {
        NamedPipe.Make(_bench.Folder.File(name));

        using var ledger = _bench.OnDisk();

        Assert.Equal("memory", ledger.Durability);
        Assert.Contains("is a named pipe (FIFO), not a regular file.", ledger.Problem, StringComparison.Ordinal);
        Assert.False(_bench.Answer(ledger, "k").Committed); // it goes on in memory
    }

    [Fact]
    public void Damaged_files_do_not_pile_up()
    {
        for (var i = 0; i < 8; i++)
        {
            File.WriteAllText(_bench.Folder.File("ledger.db"), new string('x', 5_000));
            _bench.OnDisk().Dispose();
            _bench.Time.Advance(TimeSpan.FromSeconds(i % 2));
        }

        Assert.Equal(3, Directory.GetFiles(_bench.Folder.Path, "*.damaged-*").Length);
    }

    [Fact]
    public void A_file_of_an_unknown_format_is_kept_aside()
    {
        _bench.OnDisk().Dispose();
        Execute("PRAGMA user_version = 99");

        using var ledger = _bench.OnDisk();

        Assert.Equal("disk", ledger.Durability);
        Assert.Single(_bench.Logs.Lines, line => line.Contains("format 99", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_state_folder_is_closed_to_others()
    {
        _bench.OnDisk(_bench.Folder.File("new")).Dispose();

        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(_bench.Folder.File("new"))
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(_bench.Folder.File("new/ledger.db"))
        );
    }

    private void Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={_bench.Folder.File("ledger.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own text
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
