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

        Assert.Equal(260, new ClockSight([hands], ClockBlur.Fine).Best / 4.0, 1.5);
    }

    [Fact]
    public void What_one_view_alone_sees_is_less_likely_than_what_all_see()
    {
        // Half past three, and from one place ten to six.
        var here = Sights.Hands(Sights.Place(0.5), Sights.Place(210 / 720.0), 0);
        var there = Sights.Hands(Sights.Place(50 / 60.0), Sights.Place(350 / 720.0), 0);

        var both = new ClockSight([here, here, there], ClockBlur.Fine);

        Assert.Equal(210, both.Best / 4.0, 0.5);
        Assert.True(both.Score < new ClockSight([here, here, here], ClockBlur.Fine).Score - 2);
        Assert.True(both.Of(210, view: 0) > both.Of(210, view: 2) + 2);
    }

    [Fact]
    public void Seconds_are_told_with_how_sure_they_are()
    {
        var (second, share) = Sights.Of(100, 41).Second();

        Assert.Equal(41, second);
        Assert.InRange(share, 0.85, 1);
    }
}
