using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class OutboxTests
{
    [Fact]
    public async Task What_was_under_way_when_the_connection_broke_comes_again_in_order()
    {
        var outbox = new Outbox(10);
        outbox.Add(Message("a"));
        outbox.Add(Message("b"));
        outbox.Add(Message("c"));
        var first = await TakeAsync(outbox);
        await TakeAsync(outbox);
        outbox.Settle(first);

        outbox.ReturnAll();

        Assert.Equal("b", (await TakeAsync(outbox)).Message.Topic);
        Assert.Equal("c", (await TakeAsync(outbox)).Message.Topic);
    }

    [Fact]
    public async Task Taking_waits_for_a_message()
    {
        var outbox = new Outbox(10);
        var taking = TakeAsync(outbox);
        Assert.False(taking.IsCompleted);

        outbox.Add(Message("a"));

        Assert.Equal("a", (await taking).Message.Topic);
    }

    [Fact]
    public async Task A_message_is_settled_once()
    {
        var settled = 0;
        var outbox = new Outbox(10);
        outbox.Add(Message("a") with { Settled = () => settled++ });
        var entry = await TakeAsync(outbox);

        outbox.Settle(entry);
        outbox.Settle(entry);

        Assert.Equal((1, 0), (settled, outbox.Count));
    }

    [Fact]
    public async Task The_oldest_droppable_messages_give_way_and_replies_never_do()
    {
        var outbox = new Outbox(2);
        outbox.Add(Message("reply 1"));
        for (var i = 0; i < 5; i++)
            outbox.Add(Message($"telemetry {i}") with { Droppable = true });
        outbox.Add(Message("reply 2"));

        var left = new List<string>();
        while (outbox.Count > left.Count)
            left.Add((await TakeAsync(outbox)).Message.Topic);

        Assert.Equal(["reply 1", "telemetry 3", "telemetry 4", "reply 2"], left);
        Assert.Equal(3, outbox.Dropped);
    }

    [Fact]
    public async Task Emptiness_can_be_waited_for()
    {
        var outbox = new Outbox(2);
        Assert.True(outbox.WhenEmpty().IsCompleted);
        outbox.Add(Message("a"));
        var empty = outbox.WhenEmpty();
        Assert.False(empty.IsCompleted);

        outbox.Settle(await TakeAsync(outbox));

        await empty.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static Task<Outbox.Entry> TakeAsync(Outbox outbox) =>
        outbox.TakeAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

    private static OutgoingMessage Message(string topic) => new(topic, default);
}
