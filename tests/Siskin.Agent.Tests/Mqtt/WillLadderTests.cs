using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class WillLadderTests
{
    private readonly WillLadder _ladder = new();

    [Fact]
    public void What_the_broker_names_is_given_up_and_tried_at_once()
    {
        Assert.True(_ladder.Refused(0x9A));
        Assert.Equal(new WillForm(true, Retain: false, AtLeastOnce: true), _ladder.Form);
        Assert.True(_ladder.Refused(0x9B));
        Assert.Equal(new WillForm(true, false, false), _ladder.Form);
        Assert.False(_ladder.Refused(0x9B));
        Assert.False(_ladder.Refused(0x87));
        Assert.False(_ladder.Refused(null));
    }

    [Fact]
    public void A_broker_that_closes_without_a_word_gets_less_and_less_and_then_all_again()
    {
        var forms = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            forms.Add(_ladder.Form.ToString());
            _ladder.Unanswered();
        }

        Assert.Equal(
            [
                "the whole will",
                "the whole will",
                "a will that is not retained",
                "a will with QoS 0 that is not retained",
                "no will",
                "the whole will",
                "the whole will",
            ],
            forms
        );
    }

    [Fact]
    public void One_close_is_forgotten_at_the_next_answer()
    {
        _ladder.Unanswered();
        _ladder.Accepted(BrokerAbilities.All);
        _ladder.Unanswered();

        Assert.Equal(WillForm.Whole, _ladder.Form);
    }

    [Fact]
    public void A_broker_that_can_again_gets_the_whole_will_again()
    {
        _ladder.Refused(0x9A);
        _ladder.Accepted(BrokerAbilities.All with { Retain = false });
        Assert.False(_ladder.Form.Retain);

        _ladder.Accepted(BrokerAbilities.All);

        Assert.Equal(WillForm.Whole, _ladder.Form);
    }
}
