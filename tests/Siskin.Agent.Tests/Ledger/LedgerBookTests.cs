using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Ledger;

public sealed class LedgerBookTests
{
    private long _lastId;

    [Fact]
    public void The_oldest_delivered_replies_exceed_the_bound_first()
    {
        var book = new LedgerBook(2, 10_000);
        foreach (var key in new[] { "a", "b", "c" })
            Delivered(book, key);

        Assert.Equal(["a"], book.TakeExcess().Select(request => request.Key));
        Assert.Null(book.Find("a", 0));
        Assert.NotNull(book.Find("b", 0));
    }

    [Fact]
    public void Bytes_are_bounded_too()
    {
        var book = new LedgerBook(10, 2_500);
        foreach (var key in new[] { "a", "b", "c" })
            Delivered(book, key, payloadBytes: 1_000);

        Assert.Equal(["a"], book.TakeExcess().Select(request => request.Key));
        Assert.InRange(book.Bytes, 2_000, 2_500);
    }

    [Fact]
    public void What_is_not_delivered_is_never_given_up()
    {
        var book = new LedgerBook(0, 0);
        var request = Add(book, "a");
        Answer(request, 10);

        Assert.Empty(book.TakeExcess());
        Assert.Empty(book.TakeExpired(1_000));
        Assert.Equal(1, book.Undelivered);

        Deliver(book, request);
        Assert.Same(request, Assert.Single(book.TakeExcess()));
        Assert.Equal((0, 0, 0), (book.Count, book.Undelivered, book.Bytes));
    }

    [Fact]
    public void Delivered_entries_end_with_their_time()
    {
        var book = new LedgerBook(10, 10_000);
        Delivered(book, "a");

        Assert.NotNull(book.Find("a", 99));
        Assert.Null(book.Find("a", 100));
        Assert.Single(book.TakeExpired(100));
    }

    [Fact]
    public void A_new_request_under_the_same_key_replaces_a_delivered_one_only()
    {
        var book = new LedgerBook(10, 10_000);
        var delivered = Delivered(book, "a");
        var second = Entered("a");
        Assert.Same(delivered, book.Add(second));
        Answer(second, 10);

        Assert.Null(book.Add(Entered("a")));

        Assert.Equal((2, 1), (book.Count, book.Undelivered));
        Assert.NotSame(second, book.Find("a", 0));
    }

    private Request Delivered(LedgerBook book, string key, int payloadBytes = 10)
    {
        var request = Add(book, key);
        Answer(request, payloadBytes);
        Deliver(book, request);
        return request;
    }

    private Request Add(LedgerBook book, string key)
    {
        var request = Entered(key);
        book.Add(request);
        return request;
    }

    private Request Entered(string key)
    {
        var request = new Request(new InferenceRequest(null, "x"), OutgoingMessage.Envelope("t", null), key, 0, 100);
        request.Enter(++_lastId, TimeSpan.Zero);
        return request;
    }

    private static void Answer(Request request, int payloadBytes)
    {
        request.Answer(new OutgoingMessage("t", new byte[payloadBytes]));
        request.Send(safe: false);
    }

    private static void Deliver(LedgerBook book, Request request)
    {
        request.Deliver();
        Assert.True(book.Deliver(request));
    }
}
