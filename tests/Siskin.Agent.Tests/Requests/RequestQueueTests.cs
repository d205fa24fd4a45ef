using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Requests;

public sealed class RequestQueueTests
{
    [Fact]
    public void Requests_come_out_in_order()
    {
        var queue = new RequestQueue(4, 1_000);
        var (first, second) = (Request(1), Request(1));

        Assert.True(queue.TryAdd(first, out _));
        Assert.True(queue.TryAdd(second, out _));

        Assert.Same(first, queue.Take(CancellationToken.None));
        Assert.Same(second, queue.Take(CancellationToken.None));
    }

    [Fact]
    public void A_place_is_free_again_only_when_it_is_released()
    {
        var queue = new RequestQueue(1, 1_000);
        var first = Request(1);
        queue.TryAdd(first, out _);
        queue.Take(CancellationToken.None);

        Assert.False(queue.TryAdd(Request(1), out var busy));
        Assert.Contains("1 requests of 1", busy.Message, StringComparison.Ordinal);

        queue.Release(first);
        Assert.True(queue.TryAdd(Request(1), out _));
    }

    [Fact]
    public void Bytes_are_bounded_too()
    {
        var queue = new RequestQueue(10, 100);
        queue.TryAdd(Request(60), out _);

        Assert.False(queue.TryAdd(Request(60), out var busy));
        Assert.Contains("would exceed 100", busy.Message, StringComparison.Ordinal);
        Assert.True(queue.TryAdd(Request(10), out _));
    }

    [Fact]
    public void A_large_request_is_taken_when_it_is_alone() =>
        Assert.True(new RequestQueue(10, 100).TryAdd(Request(500), out _));

    [Fact]
    public void Counts_return_to_zero()
    {
        var queue = new RequestQueue(10, 1_000);
        var requests = Enumerable.Range(0, 5).Select(_ => Request(20)).ToList();
        foreach (var request in requests)
            Assert.True(queue.TryAdd(request, out _));

        foreach (var request in requests)
            queue.Release(request);

        Assert.Equal((0, 0, 5), (queue.Count, queue.Bytes, queue.Peak));
    }

    [Fact]
    public async Task Taking_ends_when_it_is_cancelled()
    {
        using var closing = new CancellationTokenSource();
        var taking = Task.Run(() => new RequestQueue(1, 1).Take(closing.Token));

        await closing.CancelAsync();

        Assert.Null(await taking.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_closed_queue_returns_what_waits_and_takes_nothing_more()
    {
        var queue = new RequestQueue(4, 1_000);
        var waiting = Request(1);
        queue.TryAdd(waiting, out _);

        Assert.Same(waiting, Assert.Single(queue.Close()));
        Assert.False(queue.TryAdd(Request(1), out var busy));
        Assert.Equal(503, busy.Code);
    }

    private static Request Request(int imageBytes) =>
        new(
            new InferenceRequest(null, "", image: new byte[imageBytes]),
            OutgoingMessage.Envelope("t", null),
            null,
            0,
            0
        );
}
