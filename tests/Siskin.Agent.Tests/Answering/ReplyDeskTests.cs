using System.Text;
using Siskin.Agent.Answering;
using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Tests.Ledger;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Answering;

public sealed class ReplyDeskTests : IDisposable
{
    private readonly LedgerBench _bench = new();
    private readonly RequestQueue _queue = new(10, 1_000);
    private readonly RequestLedger _ledger;
    private readonly List<OutgoingMessage> _published = [];

    public ReplyDeskTests() => _ledger = _bench.InMemory();

    public void Dispose()
    {
        _ledger.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public void A_reply_for_which_nobody_waits_goes_out_and_gives_its_place_back_when_it_is_delivered()
    {
        var desk = new ReplyDesk(_queue, _ledger, _published.Add);
        var request = Begun("a");

        desk.Finish(request, LedgerBench.Reply(), keep: true);

        var reply = Assert.Single(_published);
        Assert.Equal((1, RequestState.Sending), (_queue.Count, request.State));
        reply.Settled!();
        Assert.Equal((0, RequestState.Delivered), (_queue.Count, request.State));
    }

    [Fact]
    public void Where_another_request_waits_its_beginning_and_the_reply_are_committed_together()
    {
        var desk = new ReplyDesk(_queue, _ledger, _published.Add);
        var request = Begun("a");
        var next = Waiting("b");

        desk.Finish(request, LedgerBench.Reply(), keep: true);
        Assert.Empty(_published);
        Assert.Same(next, _queue.Take(CancellationToken.None));
        desk.Commit();

        Assert.Single(_published);
    }

    // A second commit would find nothing to write and publish what the first one has not yet marked as safe. The first
    // one holds no other lock while it acknowledges what it wrote.
    [Fact]
    public void One_thread_commits_at_a_time()
    {
        using var inside = new ManualResetEventSlim();
        using var free = new ManualResetEventSlim();
        using var ledger = _bench.OnDisk();
        var desk = new ReplyDesk(_queue, ledger, _published.Add);
        var request = _bench.Request("a");
        ledger.Accept(request);
        Assert.True(_queue.TryAdd(request, out _));
        Assert.Same(request, _queue.Take(CancellationToken.None));
        Assert.True(ledger.TryBegin(request));
        request.Attach(() =>
        {
            inside.Set();
            free.Wait(Wait.Patience);
        });
        var first = new Thread(() => desk.Finish(request, LedgerBench.Reply(), keep: true));
        var second = new Thread(desk.Commit);
        first.Start();
        Assert.True(inside.Wait(Wait.Patience));

        second.Start();

        Assert.True(
            SpinWait.SpinUntil(() => !second.IsAlive || second.ThreadState == ThreadState.WaitSleepJoin, Wait.Patience)
        );
        Assert.True(second.IsAlive);
        free.Set();
        Assert.True(first.Join(Wait.Patience) && second.Join(Wait.Patience));
    }

    [Fact]
    public void A_reply_waits_for_the_earlier_ones()
    {
        var (desk, requests) = Taken(3);
        desk.Finish(requests[2], Message("third"), keep: false);
        desk.Finish(requests[1], Message("second"), keep: false);
        Assert.Empty(_published);

        desk.Finish(requests[0], Message("first"), keep: false);

        Assert.Equal(["first", "second", "third"], Texts);
    }

    [Fact]
    public void Pieces_go_out_at_once_where_it_is_their_turn()
    {
        var (desk, requests) = Taken(2);
        desk.Say(requests[1], Message("b1"));
        desk.Say(requests[0], Message("a1"));
        Assert.Equal(["a1"], Texts);

        desk.Finish(requests[0], Message("a2"), keep: false);
        Assert.Equal(["a1", "a2", "b1"], Texts);

        desk.Say(requests[1], Message("b2"));
        desk.Finish(requests[1], Message("b3"), keep: false);
        Assert.Equal(["a1", "a2", "b1", "b2", "b3"], Texts);
    }

    [Fact]
    public void One_that_is_handed_back_holds_up_nobody()
    {
        var (desk, requests) = Taken(2);
        desk.Say(requests[1], Message("b1"));

        desk.GiveUp(requests[0]);
        desk.Finish(requests[1], Message("b2"), keep: false);

        Assert.Equal(["b1", "b2"], Texts);
    }

    private IEnumerable<string> Texts => _published.Select(message => Encoding.UTF8.GetString(message.Payload.Span));

    private static OutgoingMessage Message(string text) => new("t", Encoding.UTF8.GetBytes(text));

    // A desk that begins where others were taken already, and the requests that follow.
    private (ReplyDesk Desk, Request[] Requests) Taken(int count)
    {
        for (var i = 0; i < 5; i++)
            Begun($"earlier {i}");
        var desk = new ReplyDesk(_queue, _ledger, _published.Add);
        return (desk, [.. Enumerable.Range(0, count).Select(i => Begun($"{i}"))]);
    }

    private Request Begun(string key)
    {
        var request = Waiting(key);
        Assert.Same(request, _queue.Take(CancellationToken.None));
        Assert.True(_ledger.TryBegin(request));
        return request;
    }

    private Request Waiting(string key)
    {
        var request = _bench.Request(key);
        _ledger.Accept(request);
        Assert.True(_queue.TryAdd(request, out _));
        return request;
    }
}
