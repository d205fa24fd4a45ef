using Siskin.Agent.Requests;

namespace Siskin.Agent.Tests.Ledger;

public sealed class LedgerJournalTests : IDisposable
{
    private readonly LedgerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_folder_that_cannot_be_made_means_memory_and_one_line()
    {
        File.WriteAllText(_bench.Folder.File("file"), "");
        using var ledger = _bench.OnDisk(_bench.Folder.File("file/state"));

        Assert.False(_bench.Answer(ledger, "k").Committed);
        Assert.Equal(RequestState.Delivered, ledger.Find("k")!.State);
        Assert.Equal("memory", ledger.Durability);
        Assert.Contains("file/state", ledger.Problem, StringComparison.Ordinal);
        _bench.Time.Advance(TimeSpan.FromHours(5));
        Assert.Single(_bench.Logs.Lines, line => line.StartsWith("Error 220 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_appears_later_is_used_then()
    {
        var state = _bench.Folder.File("state");
        File.WriteAllText(state, "in the way");
        using var ledger = _bench.OnDisk(state);
        _bench.Answer(ledger, "k", deliver: false);

        File.Delete(state);
        _bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(("disk", null, 1), (ledger.Durability, ledger.Problem, _bench.Changes));
        Assert.Contains(_bench.Logs.Lines, line => line.StartsWith("Information 221 ", StringComparison.Ordinal));
        Assert.True(_bench.Answer(ledger, "l", deliver: false).Committed);
        ledger.Dispose();
        using var after = _bench.OnDisk(state);
        Assert.Equal(2, _bench.Published.Count);
    }

    [Fact]
    public void A_read_only_file_is_read_and_the_ledger_goes_on_in_memory()
    {
        using (var before = _bench.OnDisk())
            _bench.Answer(before, "k", deliver: false);
        MakeReadOnly();

        using var ledger = _bench.OnDisk();

        Assert.Single(_bench.Published);
        Assert.False(_bench.Answer(ledger, "l").Committed);
        Assert.Contains("read-only", ledger.Problem, StringComparison.Ordinal);
        Assert.Single(_bench.Logs.Lines, line => line.StartsWith("Error 220 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_another_process_is_left_alone_and_taken_over_when_it_is_free()
    {
        var first = _bench.OnDisk();
        _bench.Answer(first, "k", deliver: false);

        using var second = _bench.OnDisk();
        _bench.Answer(second, "l", deliver: false);
        Assert.Contains("in use", second.Problem, StringComparison.Ordinal);
        Assert.Empty(_bench.Published);

        first.Dispose();
        _bench.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(_bench.Published);
        Assert.Equal(("disk", 2), (second.Durability, second.Telemetry.Undelivered));
    }

    [Fact]
    public void A_full_disk_loses_nothing_and_comes_back()
    {
        using var ledger = _bench.OnDisk(maxBytes: 130_000);
        Assert.True(_bench.Answer(ledger, "before", deliver: false).Committed);

        var (request, committed) = _bench.Answer(ledger, "large", deliver: false, payload: new byte[100_000]);
        Assert.False(committed);
        Assert.Contains("no room", ledger.Problem, StringComparison.Ordinal);
        Assert.NotNull(ledger.Find("large")!.SentReply);
        Assert.Equal(("memory", 1), (ledger.Durability, _bench.Changes));
        Assert.False(_bench.Answer(ledger, "after", deliver: false).Committed);
        using var left = _bench.Folder.AsLeftByACrash();

        ledger.Deliver(request);
        _bench.Answer(ledger, "push", payload: new byte[100_000]); // the other large one is forgotten for it
        _bench.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("memory", ledger.Durability); // there is still no room

        _bench.Answer(ledger, "small", payload: new byte[40_000]);
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(("disk", null, 2), (ledger.Durability, ledger.Problem, _bench.Changes));
        Assert.Single(_bench.Logs.Lines, line => line.StartsWith("Error 220 ", StringComparison.Ordinal));
        using var crashed = _bench.OnDisk(left.Path);
        Assert.Equal("t", Assert.Single(_bench.Published).Topic);
    }

    [Fact]
    public void A_file_that_is_damaged_while_in_use_is_replaced_by_what_is_known()
    {
        using var ledger = _bench.OnDisk(maxBytes: 20_000_000, fileBytes: 20_000_000);
        for (var i = 0; i < 80; i++) // more than SQLite keeps in memory
            _bench.Answer(ledger, $"{i}", TimeSpan.FromMinutes(2), payload: new byte[100_000]);
        _bench.Answer(ledger, "waiting", deliver: false);
        using (var file = File.OpenWrite(_bench.Folder.File("ledger.db")))
        {
            file.Position = 4_096;
            file.Write(new byte[file.Length - 4_096]);
        }
        _bench.Time.Advance(TimeSpan.FromMinutes(2)); // which ends the large ones

        Assert.True(_bench.Answer(ledger, "after", deliver: false).Committed);

        Assert.Equal(("disk", null), (ledger.Durability, ledger.Problem));
        Assert.Single(_bench.Logs.Lines, line => line.StartsWith("Error 222 ", StringComparison.Ordinal));
        using var left = _bench.Folder.AsLeftByACrash();
        using var after = _bench.OnDisk(left.Path);
        Assert.Equal(2, _bench.Published.Count);
    }

    /// <summary>
    /// Says in the file's header that only newer versions of SQLite may write it: root, who may run this test, is
    /// stopped by no file mode.
    /// </summary>
    private void MakeReadOnly()
    {
        using var file = File.OpenWrite(_bench.Folder.File("ledger.db"));
        file.Position = 18;
        file.WriteByte(3);
    }
}
