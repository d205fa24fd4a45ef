using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Agent.Work;
using Siskin.Runtime;

namespace Siskin.Agent.Tests.Work;

public sealed class LedgerTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ScratchFolder _folder = new();
    private readonly RecordingLogs _logs = new();
    private readonly JumpyTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
    private readonly List<OutgoingMessage> _published = [];
    private int _changes;

    public void Dispose()
    {
        _logs.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Work_and_then_its_reply_are_found_under_the_key()
    {
        using var ledger = InMemory();
        var exchange = Exchange("k");
        ledger.Accept(exchange);
        Assert.Equal(new LedgerMatch(exchange, null, false), ledger.Find("k"));
        ledger.TryBegin(exchange);
        ledger.Conclude(exchange, Reply());
        Assert.Null(ledger.Find("k").Reply); // nobody sees it before it is committed

        Assert.False(ledger.Commit());
        Assert.False(ledger.Find("k").Delivered);
        ledger.Deliver(exchange);

        Assert.True(ledger.Find("k").Delivered);
        Assert.Equal([1, 2], ledger.Find("k").Reply!.Payload.ToArray());
    }

    [Fact]
    public void A_failure_that_may_pass_leaves_nothing_behind()
    {
        using var ledger = OnDisk();
        for (var i = 0; i < 5; i++) // nor does it count as the end of the process
        {
            var exchange = Exchange("k");
            ledger.Accept(exchange);
            Assert.True(ledger.TryBegin(exchange));
            ledger.Conclude(exchange, null);
        }

        Assert.False(ledger.Find("k").Found);
        Assert.Equal(0, ledger.Telemetry.Entries);
    }

    [Fact]
    public void A_reply_is_kept_as_long_as_its_request_was_meant_to_live()
    {
        using var ledger = OnDisk();
        Answer(ledger, "short", TimeSpan.FromMinutes(2));
        Answer(ledger, "long", TimeSpan.FromHours(2));

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.False(ledger.Find("short").Found);
        Assert.True(ledger.Find("long").Found);
        Answer(ledger, "another", TimeSpan.FromHours(2));
        Assert.Equal(2, ledger.Telemetry.Entries);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2066)]
    public void A_wall_clock_that_jumps_expires_nothing(int year)
    {
        using var ledger = OnDisk();
        Answer(ledger, "k", TimeSpan.FromMinutes(2));

        _time.JumpTo(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.True(ledger.Find("k").Found);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(ledger.Find("k").Found);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2066)]
    public void A_wall_clock_that_is_wrong_after_a_restart_expires_nothing_fresh_and_keeps_nothing_for_ever(int year)
    {
        using (var before = OnDisk())
        {
            Answer(before, "delivered", TimeSpan.FromMinutes(20));
            Answer(before, "waiting", TimeSpan.FromSeconds(5), deliver: false);
        }
        _time.JumpTo(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));

        using var after = OnDisk();

        Assert.Single(_published);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.True(after.Find("delivered").Found);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.False(after.Find("delivered").Found);
        Assert.True(after.Find("waiting").Found); // what is not delivered has no end
    }

    [Fact]
    public void An_undelivered_reply_is_published_after_a_restart()
    {
        using (var before = OnDisk())
            Assert.True(Answer(before, "k", deliver: false, id: "r7").Committed);

        using var after = OnDisk();

        var reply = Assert.Single(_published);
        Assert.Equal(("t", "application/json"), (reply.Topic, reply.ContentType));
        Assert.Equal([1, 2], reply.Payload.ToArray());
        Assert.Equal([9], reply.CorrelationData!);
        Assert.Contains("\"r7\"", System.Text.Encoding.UTF8.GetString(reply.WhenTooLarge!(10).Payload.Span),
            StringComparison.Ordinal);
        Assert.Equal(1, after.Telemetry.Undelivered);
        reply.Settled!();
        Assert.Equal(0, after.Telemetry.Undelivered);
    }

    [Fact]
    public void A_reply_delivered_after_a_restart_is_not_published_at_the_next_one()
    {
        using (var before = OnDisk())
            Answer(before, "k", deliver: false);
        using (OnDisk())
            _published[0].Settled!();

        using var after = OnDisk();

        Assert.Single(_published);
        Assert.True(after.Find("k").Delivered);
    }

    [Fact]
    public void An_error_keeps_its_status()
    {
        using (var before = OnDisk())
        {
            var exchange = Exchange("k");
            before.TryBegin(exchange);
            before.Conclude(exchange,
                ReplyWriter.Error(new ReplyAddress("t", null), "x", new Rejection(415, "A poem.")));
            Assert.True(before.Commit());
        }

        using var after = OnDisk();

        Assert.Equal([new("status", "415")], Assert.Single(_published).Properties);
        Assert.Null(_published[0].CorrelationData);
    }

    [Fact]
    public void What_was_committed_survives_the_end_of_the_process()
    {
        using var before = OnDisk();
        Answer(before, "k", deliver: false);
        using var left = _folder.AsLeftByACrash();

        using var after = OnDisk(left.Path);

        Assert.Single(_published);
    }

    [Fact]
    public void A_delivery_is_on_disk_a_moment_later()
    {
        using var before = OnDisk();
        Answer(before, "k");
        _time.Advance(Moment);
        using var left = _folder.AsLeftByACrash();

        using var after = OnDisk(left.Path);

        Assert.Empty(_published);
        Assert.True(after.Find("k").Delivered);
    }

    [Fact]
    public void Work_that_ended_the_process_twice_is_not_begun_again()
    {
        var folders = new List<ScratchFolder> { _folder };
        for (var i = 0; i < Ledger.MostAttempts; i++)
        {
            using var ledger = OnDisk(folders[^1].Path);
            Assert.True(ledger.TryBegin(Exchange("deadly")));
            Assert.True(ledger.Commit());
            folders.Add(folders[^1].AsLeftByACrash());
        }

        using var last = OnDisk(folders[^1].Path);
        var exchange = Exchange("deadly");
        Assert.False(last.TryBegin(exchange));
        last.Conclude(exchange, Reply());
        Assert.True(last.Commit());
        Assert.True(last.TryBegin(Exchange("harmless")));
        Assert.True(last.Find("deadly").Found);
        last.Dispose();
        folders.Skip(1).ToList().ForEach(folder => folder.Dispose());
    }

    [Fact]
    public void A_request_that_only_looks_like_a_deadly_one_is_begun()
    {
        using var ledger = OnDisk();
        for (var i = 0; i < 5; i++)
            Assert.True(ledger.TryBegin(Exchange("k", recognisable: false)));
    }

    [Fact]
    public void A_request_that_is_handed_back_did_not_end_the_process()
    {
        for (var i = 0; i < 5; i++)
        {
            using var ledger = OnDisk();
            var exchange = Exchange("k");
            ledger.Accept(exchange);
            Assert.True(ledger.TryBegin(exchange));
            ledger.Commit();
            ledger.Withdraw(exchange);
            Assert.False(ledger.Find("k").Found);
        }
    }

    [Fact]
    public void A_reply_under_way_is_not_lost_to_another_request_that_looks_the_same()
    {
        using (var before = OnDisk())
        {
            Answer(before, "k", deliver: false, recognisable: false);
            Answer(before, "k", deliver: false, recognisable: false);
        }

        using var after = OnDisk();

        Assert.Equal(2, _published.Count);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_means_memory_and_one_line()
    {
        File.WriteAllText(_folder.File("file"), "");
        using var ledger = OnDisk(_folder.File("file/state"));

        Assert.False(Answer(ledger, "k").Committed);
        Assert.True(ledger.Find("k").Delivered);
        Assert.Equal("memory", ledger.Durability);
        Assert.Contains("file/state", ledger.Problem, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromHours(5));
        Assert.Single(_logs.Lines, line => line.StartsWith("Error 220 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_appears_later_is_used_then()
    {
        var state = _folder.File("state");
        File.WriteAllText(state, "in the way");
        using var ledger = OnDisk(state);
        Answer(ledger, "k", deliver: false);

        File.Delete(state);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(("disk", null, 1), (ledger.Durability, ledger.Problem, _changes));
        Assert.Contains(_logs.Lines, line => line.StartsWith("Information 221 ", StringComparison.Ordinal));
        Assert.True(Answer(ledger, "l", deliver: false).Committed);
        ledger.Dispose();
        using var after = OnDisk(state);
        Assert.Equal(2, _published.Count);
    }

    [Fact]
    public void A_read_only_file_is_read_and_the_ledger_goes_on_in_memory()
    {
        using (var before = OnDisk())
            Answer(before, "k", deliver: false);
        MakeReadOnly();

        using var ledger = OnDisk();

        Assert.Single(_published);
        Assert.False(Answer(ledger, "l").Committed);
        Assert.Contains("read-only", ledger.Problem, StringComparison.Ordinal);
        Assert.Single(_logs.Lines, line => line.StartsWith("Error 220 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_another_process_is_left_alone_and_taken_over_when_it_is_free()
    {
        var first = OnDisk();
        Answer(first, "k", deliver: false);

        using var second = OnDisk();
        Answer(second, "l", deliver: false);
        Assert.Contains("in use", second.Problem, StringComparison.Ordinal);
        Assert.Empty(_published);

        first.Dispose();
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(_published);
        Assert.Equal(("disk", 2), (second.Durability, second.Telemetry.Undelivered));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_096)]
    public void A_damaged_file_is_kept_aside_and_a_fresh_one_begun(int from)
    {
        using (var before = OnDisk())
        {
            for (var i = 0; i < 50; i++)
                Answer(before, $"key {i}", deliver: false);
        }
        var damaged = File.ReadAllBytes(_folder.File("ledger.db"));
        new Random(7).NextBytes(damaged.AsSpan(from, 4_096));
        File.WriteAllBytes(_folder.File("ledger.db"), damaged);
        _published.Clear();

        using (var ledger = OnDisk())
        {
            Assert.Equal(("disk", null), (ledger.Durability, ledger.Problem));
            Assert.True(Answer(ledger, "k", deliver: false).Committed);
        }

        Assert.Single(_logs.Lines, line => line.StartsWith("Error 222 ", StringComparison.Ordinal));
        Assert.Equal(damaged, File.ReadAllBytes(
            Assert.Single(Directory.GetFiles(_folder.Path, "ledger.db.damaged-20260504-030201*"))));
        using var after = OnDisk();
        Assert.Single(_published);
    }

    [Fact]
    public void Damaged_files_do_not_pile_up()
    {
        for (var i = 0; i < 8; i++)
        {
            File.WriteAllText(_folder.File("ledger.db"), new string('x', 5_000));
            OnDisk().Dispose();
            _time.Advance(TimeSpan.FromSeconds(i % 2));
        }

        Assert.Equal(3, Directory.GetFiles(_folder.Path, "*.damaged-*").Length);
    }

    [Fact]
    public void A_file_of_an_unknown_format_is_kept_aside()
    {
        OnDisk().Dispose();
        Execute("PRAGMA user_version = 99");

        using var ledger = OnDisk();

        Assert.Equal("disk", ledger.Durability);
        Assert.Single(_logs.Lines, line => line.Contains("format 99", StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_disk_loses_nothing_and_comes_back()
    {
        using var ledger = OnDisk(mostBytes: 130_000);
        Assert.True(Answer(ledger, "before", deliver: false).Committed);

        var (exchange, committed) = Answer(ledger, "large", deliver: false, payload: new byte[100_000]);
        Assert.False(committed);
        Assert.Contains("no room", ledger.Problem, StringComparison.Ordinal);
        Assert.NotNull(ledger.Find("large").Reply);
        Assert.Equal(("memory", 1), (ledger.Durability, _changes));
        Assert.False(Answer(ledger, "after", deliver: false).Committed);
        using var left = _folder.AsLeftByACrash();

        ledger.Deliver(exchange);
        Answer(ledger, "push", payload: new byte[100_000]); // the other large one is forgotten for it
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("memory", ledger.Durability); // there is still no room

        Answer(ledger, "small", payload: new byte[40_000]);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(("disk", null, 2), (ledger.Durability, ledger.Problem, _changes));
        Assert.Single(_logs.Lines, line => line.StartsWith("Error 220 ", StringComparison.Ordinal));
        using var crashed = OnDisk(left.Path);
        Assert.Equal("t", Assert.Single(_published).Topic);
    }

    [Fact]
    public void A_new_state_folder_is_closed_to_others()
    {
        OnDisk(_folder.File("new")).Dispose();

        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(_folder.File("new")));
    }

    private Ledger InMemory() => Open(new StateSection(
        _folder.Path, Durability.Memory, TimeSpan.FromDays(1), 65_536));

    private Ledger OnDisk(string? folder = null, long mostBytes = 1_000_000) => Open(
        new StateSection(folder ?? _folder.Path, Durability.Disk, TimeSpan.FromDays(1), 65_536), mostBytes);

    private Ledger Open(StateSection state, long mostBytes = 1_000_000)
    {
        var ledger = new Ledger(
            state, 100, mostBytes, _published.Add, () => _changes++, _time, _logs.CreateLogger<Ledger>());
        ledger.Open();
        return ledger;
    }

    private Exchange Exchange(string key, TimeSpan? life = null, string? id = null, bool recognisable = true)
    {
        var now = _time.GetTimestamp();
        var expires = now + ((life ?? TimeSpan.FromHours(1)).Ticks * _time.TimestampFrequency / TimeSpan.TicksPerSecond);
        return new Exchange(new InferenceRequest(id, "x"), new ReplyAddress("t", [9]), key, now, expires)
        {
            Recognisable = recognisable,
        };
    }

    /// <summary>A request's whole way through the ledger.</summary>
    private (Exchange Exchange, bool Committed) Answer(
        Ledger ledger, string key, TimeSpan? life = null, bool deliver = true, string? id = null,
        byte[]? payload = null, bool recognisable = true)
    {
        var exchange = Exchange(key, life, id, recognisable);
        ledger.Accept(exchange);
        Assert.True(ledger.TryBegin(exchange));
        ledger.Commit();
        ledger.Conclude(exchange, Reply(payload));
        var committed = ledger.Commit();
        if (deliver)
            ledger.Deliver(exchange);
        return (exchange, committed);
    }

    private static OutgoingMessage Reply(byte[]? payload = null) =>
        ReplyWriter.Restore(new ReplyAddress("t", [9]), payload ?? [1, 2], null, null);

    /// <summary>
    /// Says in the file's header that only newer versions of SQLite may write it: root, who may run this test, is
    /// stopped by no file mode.
    /// </summary>
    private void MakeReadOnly()
    {
        using var file = File.OpenWrite(_folder.File("ledger.db"));
        file.Position = 18;
        file.WriteByte(3);
    }

    private void Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={_folder.File("ledger.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own text
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
