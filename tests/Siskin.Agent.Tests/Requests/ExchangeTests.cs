using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Requests;

public sealed class ExchangeTests
{
    [Fact]
    public void Every_delivery_is_acknowledged_once()
    {
        var exchange = new Exchange(new InferenceRequest(null, "x"), new ReplyAddress("t", null), null, 0, 0);
        var acknowledged = new List<int>();
        exchange.Attach(() => acknowledged.Add(1));
        exchange.Attach(() => acknowledged.Add(2));
        Assert.Empty(acknowledged);

        exchange.Acknowledge();
        exchange.Attach(() => acknowledged.Add(3)); // one that comes late
        exchange.Acknowledge();

        Assert.Equal([1, 2, 3], acknowledged);
    }
}
