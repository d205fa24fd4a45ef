using Siskin.Agent.Ledger;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Requests;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Tests.Ledger;

public sealed class RequestLedgerTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly LedgerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Work_and_then_its_reply_are_found_under_the_key()
    {
        using var ledger = _bench.InMemory();
        var request = _bench.Request("k");
        ledger.Accept(request);
        Assert.Same(request, ledger.Find("k"));
        Assert.Null(request.SentReply);
        ledger.TryBegin(request);
        ledger.Conclude(request, LedgerBench.Reply());
        Assert.Null(ledger.Find("k")!.SentReply); // nobody sees it before it is committed

        Assert.False(ledger.Commit());
        Assert.NotEqual(RequestState.Delivered, ledger.Find("k")!.State);
        ledger.Deliver(request);

        Assert.Equal(RequestState.Delivered, ledger.Find("k")!.State);
        Assert.Equal([1, 2], ledger.Find("k")!.SentReply!.Payload.ToArray());
    }

    [Fact]
    public void An_empty_ledger_has_nothing_to_say()
    {
        using var ledger = _bench.OnDisk();

        Assert.Empty(_bench.Logs.Lines);
        Assert.Empty(_bench.Published);
    }

    [Fact]
    public void Each_delivery_is_on_disk_a_moment_later()
    {
        using var ledger = _bench.OnDisk();
        var requests = new[] { "a", "b" }.Select(key => _bench.Answer(ledger, key, deliver: false).Request).ToArray();
        foreach (var request in requests)
        {
            ledger.Deliver(request);
            _bench.Time.Advance(Moment);
        }

        using var later = new ScratchFolder();
        foreach (var file in Directory.GetFiles(_bench.Folder.Path))
            File.Copy(file, Path.Combine(later.Path, Path.GetFileName(file)));
        using var next = _bench.OnDisk(later.Path);
        Assert.Empty(_bench.Published);
    }

    [Fact]
    public void A_failure_that_may_pass_leaves_nothing_behind()
    {
        using var ledger = _bench.OnDisk();
        for (var i = 0; i < 5; i++) // nor does it count as the end of the process
        {
            var request = _bench.Request("k");
            ledger.Accept(request);
            Assert.True(ledger.TryBegin(request));
            ledger.Conclude(request, LedgerBench.Reply(), keep: false);
        }

        Assert.Null(ledger.Find("k"));
        Assert.Equal(0, ledger.Telemetry.Entries);
    }

    [Fact]
    public void A_reply_is_kept_as_long_as_its_request_was_meant_to_live()
    {
        using var ledger = _bench.OnDisk();
        _bench.Answer(ledger, "short", TimeSpan.FromMinutes(2));
        _bench.Answer(ledger, "long", TimeSpan.FromHours(2));

        _bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Null(ledger.Find("short"));
        Assert.NotNull(ledger.Find("long"));
        _bench.Answer(ledger, "another", TimeSpan.FromHours(2));
        Assert.Equal(2, ledger.Telemetry.Entries);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2066)]
    public void A_wall_clock_that_jumps_expires_nothing(int year)
    {
        using var ledger = _bench.OnDisk();
        _bench.Answer(ledger, "k", TimeSpan.FromMinutes(2));

        _bench.Time.JumpTo(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _bench.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.NotNull(ledger.Find("k"));

        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(ledger.Find("k"));
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2066)]
    public void A_wall_clock_that_is_wrong_after_a_restart_expires_nothing_fresh_and_keeps_nothing_for_ever(int year)
    {
        using (var before = _bench.OnDisk())
        {
            _bench.Answer(before, "delivered", TimeSpan.FromMinutes(20));
            _bench.Answer(before, "waiting", TimeSpan.FromSeconds(5), deliver: false);
        }
        _bench.Time.JumpTo(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));

        using var after = _bench.OnDisk();

        Assert.Single(_bench.Published);
        _bench.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(after.Find("delivered"));
        _bench.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(after.Find("delivered"));
        Assert.NotNull(after.Find("waiting")); // what is not delivered has no end
    }

    [Fact]
    public void An_undelivered_reply_is_published_after_a_restart()
    {
        using (var before = _bench.OnDisk())
            Assert.True(_bench.Answer(before, "k", deliver: false, id: "r7").Committed);

        using var after = _bench.OnDisk();

        var reply = Assert.Single(_bench.Published);
        Assert.Equal(("t", "application/json"), (reply.Topic, reply.ContentType));
        Assert.Equal([1, 2], reply.Payload.ToArray());
        Assert.Equal([9], reply.CorrelationData!);
        Assert.Contains(
            "\"r7\"",
            System.Text.Encoding.UTF8.GetString(reply.WhenTooLarge!(10).Payload.Span),
            StringComparison.Ordinal
        );
        Assert.Equal(1, after.Telemetry.Undelivered);
        reply.Settled!();
        Assert.Equal(0, after.Telemetry.Undelivered);
    }

    [Fact]
    public void A_reply_delivered_after_a_restart_is_not_published_at_the_next_one()
    {
        using (var before = _bench.OnDisk())
            _bench.Answer(before, "k", deliver: false);
        using (_bench.OnDisk())
            _bench.Published[0].Settled!();

        using var after = _bench.OnDisk();

        Assert.Single(_bench.Published);
        Assert.Equal(RequestState.Delivered, after.Find("k")!.State);
    }

    [Fact]
    public void An_error_keeps_its_status()
    {
        using (var before = _bench.OnDisk())
        {
            var request = _bench.Request("k");
            before.TryBegin(request);
            before.Conclude(
                request,
                ReplyWriter.Error(OutgoingMessage.Envelope("t", null), "x", new Rejection(415, "A poem."))
            );
            Assert.True(before.Commit());
        }

        using var after = _bench.OnDisk();

        Assert.Equal([new("status", "415")], Assert.Single(_bench.Published).Properties);
        Assert.Null(_bench.Published[0].CorrelationData);
    }

    [Fact]
    public void What_was_committed_survives_the_end_of_the_process()
    {
        using var before = _bench.OnDisk();
        _bench.Answer(before, "k", deliver: false);
        using var left = _bench.Folder.AsLeftByACrash();

        using var after = _bench.OnDisk(left.Path);

        Assert.Single(_bench.Published);
    }

    [Fact]
    public void A_delivery_is_on_disk_a_moment_later()
    {
        using var before = _bench.OnDisk();
        _bench.Answer(before, "k");
        _bench.Time.Advance(Moment);
        using var left = _bench.Folder.AsLeftByACrash();

        using var after = _bench.OnDisk(left.Path);

        Assert.Empty(_bench.Published);
        Assert.Equal(RequestState.Delivered, after.Find("k")!.State);
    }

    [Fact]
    public void Work_that_ended_the_process_twice_is_not_begun_again()
    {
        var folders = new List<ScratchFolder> { _bench.Folder };
        for (var i = 0; i < RequestLedger.MaxAttempts; i++)
        {
            using var ledger = _bench.OnDisk(folders[^1].Path);
            Assert.True(ledger.TryBegin(_bench.Request("deadly")));
            Assert.True(ledger.Commit());
            folders.Add(folders[^1].AsLeftByACrash());
        }

        using var last = _bench.OnDisk(folders[^1].Path);
        var request = _bench.Request("deadly");
        Assert.False(last.TryBegin(request));
        last.Conclude(request, LedgerBench.Reply());
        Assert.True(last.Commit());
        Assert.True(last.TryBegin(_bench.Request("harmless")));
        Assert.NotNull(last.Find("deadly"));
        last.Dispose();
        folders.Skip(1).ToList().ForEach(folder => folder.Dispose());
    }

    [Fact]
    public void A_request_that_only_looks_like_a_deadly_one_is_begun()
    {
        using var ledger = _bench.OnDisk();
        for (var i = 0; i < 5; i++)
            Assert.True(ledger.TryBegin(_bench.Request("k", recognisable: false)));
    }

    [Fact]
    public void A_request_that_is_handed_back_did_not_end_the_process()
    {
        for (var i = 0; i < 5; i++)
        {
            using var ledger = _bench.OnDisk();
            var request = _bench.Request("k");
            ledger.Accept(request);
            Assert.True(ledger.TryBegin(request));
            ledger.Commit();
            ledger.Withdraw(request);
            Assert.Null(ledger.Find("k"));
        }
    }

    [Fact]
    public void A_reply_under_way_is_not_lost_to_another_request_that_looks_the_same()
    {
        using (var before = _bench.OnDisk())
        {
            _bench.Answer(before, "k", deliver: false, recognisable: false);
            _bench.Answer(before, "k", deliver: false, recognisable: false);
        }

        using var after = _bench.OnDisk();

        Assert.Equal(2, _bench.Published.Count);
    }

    [Fact]
    public async Task A_reply_that_the_outbox_set_aside_does_not_come_again_after_a_restart()
    {
        using (var ledger = _bench.OnDisk())
        {
            var (request, _) = _bench.Answer(ledger, "poison", deliver: false);
            _bench.Answer(ledger, "waiting", deliver: false);
            var outbox = new Outbox(10);
            outbox.Add(LedgerBench.Reply() with { Settled = () => ledger.Deliver(request) });
            for (var breaks = 0; breaks < Outbox.MaxBreaks; breaks++)
            {
                await outbox.TakeAsync(CancellationToken.None);
                outbox.ReturnAll();
            }
        }

        _bench.Published.Clear();
        using var next = _bench.OnDisk();

        Assert.Single(_bench.Published);
        Assert.Equal(RequestState.Delivered, next.Find("poison")!.State);
        Assert.NotEqual(RequestState.Delivered, next.Find("waiting")!.State);
    }
}
