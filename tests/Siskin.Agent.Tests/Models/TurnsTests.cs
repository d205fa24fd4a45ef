using Siskin.Agent.Models;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Models;

public sealed class TurnsTests
{
    [Fact]
    public void So_many_work_at_once()
    {
        var most = 2;
        var turns = new Turns(() => most);
        turns.Enter();
        turns.Enter();
        Assert.False(turns.TryEnter());

        turns.Exit();
        Assert.True(turns.TryEnter());
        turns.Exit();
        most = 1;
        Assert.False(turns.TryEnter());
    }

    [Fact]
    public async Task Who_works_alone_waits_for_the_others_and_goes_before_those_who_wait()
    {
        var turns = new Turns(() => 2);
        var order = new List<string>();
        turns.Enter();
        var alone = Task.Run(() =>
        {
            turns.EnterAlone();
            lock (order)
                order.Add("alone");
            turns.ExitAlone();
        });
        await Wait.UntilAsync(() => !Tried(turns), "somebody waits to be alone");
        var next = Task.Run(() =>
        {
            turns.Enter();
            lock (order)
                order.Add("next");
            turns.Exit();
        });

        turns.Exit();
        await Task.WhenAll(alone, next).PatientlyAsync();

        Assert.Equal(["alone", "next"], order);
    }

    private static bool Tried(Turns turns)
    {
        if (!turns.TryEnter())
            return false;
        turns.Exit();
        return true;
    }
}
