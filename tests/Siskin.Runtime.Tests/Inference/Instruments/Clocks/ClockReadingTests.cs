using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

public sealed class ClockReadingTests
{
    [Fact]
    public void A_time_that_both_hands_show_takes_the_place_of_the_models_and_is_never_sure()
    {
        var answer = Reading(200, 0).Weigh(Direct("7:15"));

        Assert.Equal("3:20", answer.Text);
        Assert.Equal(Looks.MaxDisputed, answer.Confidence);
    }

    [Fact]
    public void The_less_clearly_hands_are_seen_the_less_likely_the_reading_is()
    {
        var hands = Sights.Hands(Sights.Place(200 / 60.0), Sights.Place(200 / 720.0), 0);
        foreach (var hand in hands.Skip(1))
        {
            for (var place = 0; place < hand.Shares.Length; place++)
                hand.Shares[place] = (0.3f * hand.Shares[place]) + (0.7f / hand.Shares.Length);
        }

        var answer = ClockReading.Of(new ClockSight([hands], ClockBlur.Fine))!.Weigh(Direct("7:15"));

        Assert.Equal("3:20", answer.Text);
        Assert.InRange(answer.Confidence, 0.1, Answer.MaxInDoubt);
    }

    [Fact]
    public void Hands_that_may_be_anywhere_are_no_reading() =>
        Assert.Null(ClockReading.Of(new ClockSight([Sights.None()], ClockBlur.Fine)));

    [Fact]
    public void Seconds_are_told_where_the_model_tells_them_and_the_minute_is_the_last_full_one()
    {
        // 3:20:48, the minute hand nearly at 21.
        var reading = Reading(200.8, 48);

        Assert.Equal("3:20:48", reading.Weigh(Direct("1:02:03")).Text);
        Assert.Equal("3:21", reading.Weigh(Direct("1:02")).Text);
    }

    [Fact]
    public void Of_choices_the_one_that_both_hands_fit_is_taken()
    {
        ChoiceShare[] choices = [new("4:17", 0.7), new("3:20", 0.1), new("3:25", 0.1), new("4:20", 0.1)];

        var answer = Reading(200, 0).Weigh(Direct("4:17") with { Choices = choices });

        Assert.Equal("3:20", answer.Text);
        Assert.Equal(1, answer.Choices!.Sum(choice => choice.Probability), 1e-9);
        Assert.Equal(["4:17", "3:20", "3:25", "4:20"], answer.Choices!.Select(choice => choice.Text));
        Assert.InRange(answer.Confidence, 0.6, Looks.MaxDisputed);
    }

    [Fact]
    public void Where_none_of_the_choices_fits_the_nearest_one_is_not_likely()
    {
        ChoiceShare[] choices = [new("3:50", 0.97), new("9:07", 0.01), new("7:40", 0.01), new("11:13", 0.01)];

        var answer = Reading(200, 0).Weigh(Direct("3:50") with { Choices = choices });

        Assert.Equal("3:50", answer.Text);
        Assert.InRange(answer.Confidence, 0, 0.1);
        Assert.Equal(1, answer.Choices!.Sum(choice => choice.Probability), 1e-9);
    }

    [Fact]
    public void Of_choices_that_differ_in_seconds_the_second_hand_tells_which()
    {
        ChoiceShare[] choices = [new("3:20:25", 0.5), new("3:20:50", 0.5)];

        Assert.Equal("3:20:50", Reading(200.8, 49).Weigh(Direct("3:20:25") with { Choices = choices }).Text);
    }

    [Fact]
    public void A_doubtful_frame_makes_no_time_likely() =>
        Assert.Equal(Answer.MaxInDoubt, Reading(200, 0).Weigh(Direct("7:15") with { FrameDoubtful = true }).Confidence);

    private static ClockReading Reading(double minutes, double seconds) =>
        ClockReading.Of(Sights.Of(minutes, seconds))!;

    private static Answer Direct(string text) => new(text, FinishReason.Stop, 0.3, default, default);
}
