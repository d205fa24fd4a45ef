using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class BudgetedChannelsTests
{
    [Fact]
    public async Task Reading_waits_while_too_much_is_unhandled()
    {
        var channels = Of(10_000);
        Assert.True(channels.RoomAsync(default).IsCompleted);
        channels.Take(20_000); // one message may exceed it
        channels.Take(0);

        var room = channels.RoomAsync(default);
        channels.Return(0);
        Assert.False(room.IsCompleted);
        channels.Return(20_000);

        await room.PatientlyAsync();
        Assert.True(channels.RoomAsync(default).IsCompleted);
    }

    [Fact]
    public void Messages_without_a_payload_count_too()
    {
        var channels = Of(10_000);
        for (var i = 0; i < 10; i++)
            channels.Take(0);

        Assert.False(channels.RoomAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Waiting_ends_with_the_connection()
    {
        var channels = Of(1);
        channels.Take(1);
        using var end = new CancellationTokenSource();

        var room = channels.RoomAsync(end.Token);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room);
    }

    private static BudgetedChannels Of(long max) => new(max, new KeepAlive(TimeSpan.FromSeconds(60)), _ => { });
}
