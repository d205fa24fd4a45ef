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

        var second = await TakeAsync(outbox);
        Assert.Equal("b", second.Value.Topic);
        outbox.Settle(second);
        Assert.Equal("c", (await TakeAsync(outbox)).Value.Topic);
    }

    [Fact]
    public async Task Taking_waits_for_a_message()
    {
        var outbox = new Outbox(10);
        var taking = TakeAsync(outbox);
        Assert.False(taking.IsCompleted);

        outbox.Add(Message("a"));

        Assert.Equal("a", (await taking).Value.Topic);
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
            left.Add((await TakeAsync(outbox)).Value.Topic);

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

    [Fact]
    public async Task What_was_under_way_at_three_disconnects_in_a_row_is_set_aside_and_the_rest_goes_on()
    {
        var settled = 0;
        var outbox = new Outbox(10);
        outbox.Add(Message("good"));
        outbox.Add(Message("poison") with { Settled = () => settled++ });
        outbox.Add(Message("later"));
        await TakeAsync(outbox);
        await TakeAsync(outbox);
        Assert.Empty(outbox.ReturnAll());

        for (var disconnects = 2; disconnects <= Outbox.MaxBreaks; disconnects++)
        {
            // One at a time, so that only the cause is under way when the connection breaks.
            var first = await TakeAsync(outbox);
            var next = TakeAsync(outbox);
            if (disconnects == 2)
            {
                Assert.Equal("good", first.Value.Topic);
                Assert.False(next.IsCompleted);
                outbox.Settle(first);
                first = await next;
            }
            Assert.Equal("poison", first.Value.Topic);
            string[] expected = disconnects == Outbox.MaxBreaks ? ["poison"] : [];
            Assert.Equal(expected, outbox.ReturnAll().Select(message => message.Topic));
            if (disconnects == Outbox.MaxBreaks)
                Assert.Equal("later", (await next).Value.Topic);
        }

        Assert.Equal((1, 1L, 1), (settled, outbox.SetAside, outbox.Count));
    }

    [Fact]
    public async Task A_stop_blames_no_message()
    {
        var outbox = new Outbox(10);
        outbox.Add(Message("a"));
        for (var i = 0; i < 5; i++)
        {
            await TakeAsync(outbox);
            Assert.Empty(outbox.ReturnAll(blame: false));
        }

        Assert.Equal(1, outbox.Count);
    }

    private static Task<LinkedListNode<OutgoingMessage>> TakeAsync(Outbox outbox) =>
        outbox.TakeAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

    private static OutgoingMessage Message(string topic) => new(topic, default);
}
