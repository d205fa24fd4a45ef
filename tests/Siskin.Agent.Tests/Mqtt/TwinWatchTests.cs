using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class TwinWatchTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly TwinWatch _twins = new(new Random(5));

    [Fact]
    public void The_fight_ends_in_rare_attempts()
    {
        var waits = Enumerable
            .Range(0, 12)
            .Select(_ => _twins.After(Moment, takenOver: true, unexplained: false)!.Value)
            .ToArray();

        Assert.InRange(waits[0], TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
        Assert.All(waits.Skip(7), wait => Assert.InRange(wait, TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(300)));
        // Half a minute sees few of them.
        Assert.True(waits.Take(4).Aggregate((sum, wait) => sum + wait) > TimeSpan.FromSeconds(26));
    }

    [Fact]
    public void Where_brokers_say_nothing_three_short_connections_in_a_row_are_suspicious()
    {
        Assert.Null(_twins.After(Moment, takenOver: false, unexplained: true));
        Assert.Null(_twins.After(Moment, takenOver: false, unexplained: true));
        Assert.NotNull(_twins.After(Moment, takenOver: false, unexplained: true));
        Assert.True(_twins.Suspected);
    }

    [Fact]
    public void Long_connections_and_explained_ends_are_not()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(_twins.After(Moment, takenOver: false, unexplained: false));
            Assert.Null(_twins.After(TimeSpan.FromMinutes(1), takenOver: false, unexplained: true));
        }
        Assert.False(_twins.Suspected);
    }

    [Fact]
    public void After_a_long_peace_the_next_takeover_is_the_first_one()
    {
        for (var i = 0; i < 10; i++)
            _twins.After(Moment, takenOver: true, unexplained: false);

        var wait = _twins.After(TimeSpan.FromMinutes(20), takenOver: true, unexplained: false);

        Assert.True(wait <= TimeSpan.FromSeconds(5));
    }
}
