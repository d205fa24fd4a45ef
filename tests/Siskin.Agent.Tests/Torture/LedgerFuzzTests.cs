using Microsoft.Data.Sqlite;
using Siskin.Agent.Tests.Ledger;
using Xunit.Abstractions;

namespace Siskin.Agent.Tests.Torture;

/// <summary>A ledger whose file took damage anywhere: the agent starts, serves, and is durable again.</summary>
public sealed class LedgerFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void A_damaged_ledger_never_keeps_the_agent_from_starting()
    {
        var (file, log) = Files();
        var (resumed, replaced) = (0, 0);
        new FuzzRun(output).Each(
            "ledgers",
            mutator =>
            {
                using var bench = new LedgerBench();
                File.WriteAllBytes(
                    bench.Folder.File("ledger.db"),
                    mutator.Chance(0.8) ? mutator.Damage(file, log) : file
                );
                File.WriteAllBytes(
                    bench.Folder.File("ledger.db-wal"),
                    mutator.Chance(0.5) ? mutator.Damage(log, file) : log
                );

                using (var ledger = bench.OnDisk())
                {
                    Assert.Equal((null, "disk"), (ledger.Problem, ledger.Durability));
                    resumed += bench.Published.Count;
                    replaced += bench.Logs.Lines.Count(line => line.StartsWith("Error 222 ", StringComparison.Ordinal));
                    Assert.True(bench.Answer(ledger, "new").Committed);
                    Assert.NotNull(ledger.Find("new")!.SentReply);
                    foreach (var message in bench.Published)
                        message.Settled!();
                }

                bench.Published.Clear();
                using var after = bench.OnDisk();
                Assert.NotNull(after.Find("new")!.SentReply);
                Assert.Empty(bench.Published);
            },
            costly: true
        );
        output.WriteLine($"  {resumed} replies of the earlier run were delivered, {replaced} ledgers were replaced");
        Assert.True(resumed > 0);
        Assert.True(replaced > 0);
    }

    [Fact]
    public void Rows_that_make_no_sense_never_keep_the_agent_from_starting()
    {
        var (file, _) = Files();
        new FuzzRun(output).Each(
            "ledger rows",
            mutator =>
            {
                using var bench = new LedgerBench();
                var path = bench.Folder.File("ledger.db");
                File.WriteAllBytes(path, file);
                Disturb(path, mutator);

                using var ledger = bench.OnDisk(fileBytes: 16 << 20);

                Assert.Equal((null, "disk"), (ledger.Problem, ledger.Durability));
                Assert.True(bench.Answer(ledger, "new").Committed);
                bench.Time.Advance(TimeSpan.FromDays(2));
                Assert.True(bench.Answer(ledger, "newer").Committed);
                Assert.InRange(ledger.Telemetry.Entries, 1, 100);
            },
            costly: true
        );
    }

    private static void Disturb(string path, Mutator mutator)
    {
        string[] numbers = ["attempts", "life_ms", "expires_ms", "delivered", "id"];
        string[] texts = ["key", "topic", "status", "request"];
        long[] values = [long.MinValue, -1, 0, 1, 2, int.MaxValue, 1L << 40, long.MaxValue];
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        for (var times = 1 + mutator.Next(4); times > 0; times--)
        {
            using var command = connection.CreateCommand();
            var column = mutator.Chance(0.6) ? mutator.Pick(numbers) : mutator.Pick(texts);
#pragma warning disable CA2100 // the names of columns, out of the lists above
            command.CommandText = $"UPDATE OR IGNORE entry SET {column} = $value WHERE id % 7 = {mutator.Next(7)}";
#pragma warning restore CA2100
            command.Parameters.AddWithValue(
                "$value",
                numbers.Contains(column) ? mutator.Pick(values)
                    : mutator.Chance(0.3) ? DBNull.Value
                    : mutator.Damage("siskin/reply/x")
            );
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The database and its write-ahead log as a killed process leaves them.</summary>
    private static (byte[] File, byte[] Log) Files()
    {
        using var bench = new LedgerBench();
        using (var first = bench.OnDisk())
        {
            for (var i = 0; i < 40; i++)
                bench.Answer(first, $"old {i}", deliver: i % 3 != 0, id: i % 2 == 0 ? $"r{i}" : null);
        }
        using var second = bench.OnDisk();
        for (var i = 0; i < 20; i++)
            bench.Answer(second, $"key {i}", deliver: i % 2 == 0, payload: new byte[50 * i]);
        using var crashed = bench.Folder.AsLeftByACrash();
        return (File.ReadAllBytes(crashed.File("ledger.db")), File.ReadAllBytes(crashed.File("ledger.db-wal")));
    }
}
