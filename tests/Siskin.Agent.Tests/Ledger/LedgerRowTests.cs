using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;

namespace Siskin.Agent.Tests.Ledger;

public sealed class LedgerRowTests : IDisposable
{
    private readonly LedgerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_reply_is_written_from_the_bytes_that_are_sent()
    {
        var payload = new byte[] { 1, 2, 3 };

        Assert.Same(payload, LedgerRow.Of(Answered(payload), _bench.Time).Payload);
    }

    [Fact]
    public void Of_bytes_that_are_a_part_of_others_only_that_part_is_written()
    {
        var request = _bench.Request("k");
        request.Answer(LedgerBench.Reply() with { Payload = new byte[] { 1, 2, 3 }.AsMemory(1) });

        Assert.Equal([2, 3], LedgerRow.Of(request, _bench.Time).Payload);
    }

    [Fact]
    public void A_delivery_leaves_the_rest_of_an_entry_as_it_is()
    {
        var request = Answered([1]);
        var entry = LedgerRow.Of(request, _bench.Time);
        request.Send(safe: true);
        request.Deliver();

        var delivery = LedgerRow.Delivery(request, _bench.Time);

        Assert.True(delivery.IsDelivery);
        Assert.False(entry.IsDelivery);
        Assert.Equal(LedgerRow.Of(request, _bench.Time), entry.DeliveredBy(delivery));
    }

    private Request Answered(byte[] payload)
    {
        var request = _bench.Request("k");
        request.Enter(1, TimeSpan.FromHours(1));
        request.Answer(LedgerBench.Reply(payload));
        return request;
    }
}
