using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class ReceiveBudgetTests
{
    [Fact]
    public async Task Reading_waits_while_too_much_is_unhandled()
    {
        var budget = new ReceiveBudget(10_000);
        Assert.True(budget.RoomAsync(default).IsCompleted);
        budget.Take(20_000); // one message may exceed it
        budget.Take(0);

        var room = budget.RoomAsync(default);
        budget.Return(0);
        Assert.False(room.IsCompleted);
        budget.Return(20_000);

        await room.PatientlyAsync();
        Assert.True(budget.RoomAsync(default).IsCompleted);
    }

    [Fact]
    public void Messages_without_a_payload_count_too()
    {
        var budget = new ReceiveBudget(10_000);
        for (var i = 0; i < 10; i++)
            budget.Take(0);

        Assert.False(budget.RoomAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Waiting_ends_with_the_connection()
    {
        var budget = new ReceiveBudget(1);
        budget.Take(1);
        using var end = new CancellationTokenSource();

        var room = budget.RoomAsync(end.Token);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room);
    }
}
