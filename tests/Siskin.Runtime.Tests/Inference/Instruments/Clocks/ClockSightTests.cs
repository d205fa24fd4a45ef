using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Inference.Instruments.Dials;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

public sealed class ClockSightTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(151)]
    [InlineData(439.5)]
    [InlineData(719)]
    public void The_likeliest_time_is_what_both_hands_show(double minutes)
    {
        var sight = Sights.Of(minutes, 0);

        Assert.Equal(minutes, sight.Best / 4.0, 0.5);
        Assert.Equal(sight.Score, sight.Of(sight.Best / 4.0), 1e-9);
    }

    [Fact]
    public void Of_two_hands_that_may_be_the_minute_hand_the_one_that_fits_counts()
    {
        // Twenty past four, the hour hand rather taken for the minute hand than not.
        var hour = Sights.Place(260 / 720.0);
        var minute = Sights.Place(20 / 60.0);
        var hands = Sights.Hands(minute, hour, 0);
        for (var i = 0; i < hands[(int)DialHand.Minute].Shares.Length; i++)
            hands[(int)DialHand.Minute].Shares[i] =
                (0.35f * hands[(int)DialHand.Minute].Shares[i]) + (0.65f * Sights.Peak(hour - 12).Shares[i]);

        Assert.Equal(260, new ClockSight(hands, 0).Best / 4.0, 1.0);
    }

    [Fact]
    public void A_clock_that_is_turned_is_read_from_its_own_twelve()
    {
        // Half past three, and a quarter of a turn more.
        var turned = Sights.Hands(Sights.Place(0.75), Sights.Place((210 / 720.0) + 0.25), 0);

        Assert.Equal(210, new ClockSight(turned, Math.PI / 2).Best / 4.0, 0.5);
        Assert.True(new ClockSight(turned, 0).Score < new ClockSight(turned, Math.PI / 2).Score - 2);
    }

    [Fact]
    public void Seconds_are_told_with_how_sure_they_are()
    {
        var (second, share) = Sights.Of(100, 41).Second();

        Assert.Equal(41, second);
        Assert.InRange(share, 0.85, 1);
    }
}
