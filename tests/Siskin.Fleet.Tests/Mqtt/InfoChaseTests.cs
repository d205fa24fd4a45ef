using Siskin.Fleet.Mqtt;

namespace Siskin.Fleet.Tests.Mqtt;

public sealed class InfoChaseTests
{
    [Fact]
    public void A_device_is_asked_for_three_times_and_again_after_a_new_connection()
    {
        var chase = new InfoChase();
        for (var i = 0; i < 3; i++)
            Assert.Equal(["a"], chase.Next(["a"], 10));
        Assert.Empty(chase.Next(["a"], 10));

        chase.Reset();

        Assert.Equal(["a"], chase.Next(["a"], 10));
    }

    [Fact]
    public void So_many_are_asked_for_at_once_and_the_others_follow()
    {
        var chase = new InfoChase();
        var devices = Enumerable.Range(0, 5).Select(i => $"{i}").ToArray();

        Assert.Equal(["0", "1"], chase.Next(devices, 2));
        chase.Next(devices, 2);
        chase.Next(devices, 2);
        Assert.Equal(["2", "3"], chase.Next(devices, 2));
    }
}
