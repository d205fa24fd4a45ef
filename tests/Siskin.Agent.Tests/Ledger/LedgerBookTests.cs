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

        Assert.Equal(["a"], book.TakeExcess().Select(entry => entry.Key));
        Assert.Null(book.Find("a", 0));
        Assert.NotNull(book.Find("b", 0));
    }

    [Fact]
    public void Bytes_are_bounded_too()
    {
        var book = new LedgerBook(10, 2_500);
        foreach (var key in new[] { "a", "b", "c" })
            Delivered(book, key, payloadBytes: 1_000);

        Assert.Equal(["a"], book.TakeExcess().Select(entry => entry.Key));
        Assert.InRange(book.Bytes, 2_000, 2_500);
    }

    [Fact]
    public void What_is_not_delivered_is_never_given_up()
    {
        var book = new LedgerBook(0, 0);
        var entry = Add(book, "a");
        book.Reply(entry, new OutgoingMessage("t", new byte[10]));

        Assert.Empty(book.TakeExcess());
        Assert.Empty(book.TakeExpired(1_000));
        Assert.Equal(1, book.Undelivered);

        book.Deliver(entry);
        Assert.Same(entry, Assert.Single(book.TakeExcess()));
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
        var second = new LedgerEntry(++_lastId, "a", TimeSpan.Zero, 100);
        Assert.Same(delivered, book.Add(second));
        book.Reply(second, new OutgoingMessage("t", new byte[10]));

        Assert.Null(book.Add(new LedgerEntry(++_lastId, "a", TimeSpan.Zero, 100)));

        Assert.Equal((2, 1), (book.Count, book.Undelivered));
        Assert.NotSame(second, book.Find("a", 0));
    }

    private LedgerEntry Delivered(LedgerBook book, string key, int payloadBytes = 10)
    {
        var entry = Add(book, key);
        book.Reply(entry, new OutgoingMessage("t", new byte[payloadBytes]));
        book.Deliver(entry);
        return entry;
    }

    private LedgerEntry Add(LedgerBook book, string key)
    {
        var entry = new LedgerEntry(++_lastId, key, TimeSpan.Zero, 100);
        book.Add(entry);
        return entry;
    }
}
