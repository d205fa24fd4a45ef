using Siskin.Agent.Wire;
using Siskin.Agent.Work;

namespace Siskin.Agent.Tests.Work;

public sealed class ReplyMemoryTests
{
    [Fact]
    public void Work_and_then_its_reply_are_found_under_the_key()
    {
        var memory = new ReplyMemory(4);
        var exchange = Exchange("k");
        Assert.True(memory.Begin(exchange));
        Assert.Same(exchange, memory.Find("k").Running);

        memory.End(exchange, new OutgoingMessage("t", new byte[] { 1 }));

        Assert.Null(memory.Find("k").Running);
        Assert.Equal([1], memory.Find("k").Reply!.Payload.ToArray());
    }

    [Fact]
    public void A_failure_that_may_pass_leaves_nothing_behind()
    {
        var memory = new ReplyMemory(4);
        var exchange = Exchange("k");
        memory.Begin(exchange);

        memory.End(exchange, null);

        Assert.Equal((null, null), memory.Find("k"));
    }

    [Fact]
    public void The_oldest_replies_are_forgotten_first()
    {
        var memory = new ReplyMemory(2);
        foreach (var key in new[] { "a", "b", "c" })
            memory.End(Exchange(key), new OutgoingMessage(key, default));

        Assert.Null(memory.Find("a").Reply);
        Assert.NotNull(memory.Find("b").Reply);
        Assert.NotNull(memory.Find("c").Reply);
    }

    [Fact]
    public void Keys_differ_by_topic_and_by_correlation_data()
    {
        var keys = new[]
        {
            KeyOf("t1", [1]), KeyOf("t2", [1]), KeyOf("t1", [2]), KeyOf("t1", new byte[100]),
                KeyOf("t1", new byte[101]),
            KeyOf("t1", null),
        };

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(KeyOf("t1", [1]), keys[0]);
    }

    private static string KeyOf(string topic, byte[]? correlation) => ReplyMemory.KeyOf(
        new ReplyAddress(topic, correlation),
            new IncomingMessage("r", new byte[3], null, topic, correlation, [], null, false, false));

    private static Exchange Exchange(string key) =>
        new(new InferenceRequest(null, "x"), new ReplyAddress("t", null), key, 0, 0);
}
