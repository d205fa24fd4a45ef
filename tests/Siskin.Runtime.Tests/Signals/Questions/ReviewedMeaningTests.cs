using Siskin.Runtime.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>Questions that a rule for something else must not answer.</summary>
public sealed class ReviewedMeaningTests
{
    [Theory]
    [InlineData("Tank volume: 150 L\nBattery level: 70 %", "How full is the tank?", "70 %")]
    [InlineData("""{"battery_v":3.8,"humidity_pct":52,"temp_c":19}""", "How full is the battery?", "52")]
    [InlineData("Battery voltage: 12.4 V\nTank level: 30 %", "How full is the battery?", "30 %")]
    public void The_share_of_another_thing_is_no_charge(string text, string prompt, string wrong) =>
        Assert.NotEqual(wrong, Ask.Of(text, prompt).Answer);

    [Theory]
    [InlineData("""{"relay_open":true,"level":3}""", "Is the relay open?", "yes")]
    [InlineData("Gate relay: ON\nLevel: 3", "Is the gate open?", "yes")]
    [InlineData("Gate relay: ON\nLevel: 3", "Is the gate relay open?", "no")]
    [InlineData("Breaker 2: ON\nLevel: 3", "Is breaker 2 open?", "no")]
    [InlineData("Relay: open\nLevel: 3", "Is the relay closed?", "no")]
    public void A_relay_is_open_when_off_where_it_is_asked_for_itself(string text, string prompt, string answer) =>
        Assert.Equal(answer, Ask.Of(text, prompt).Answer);

    [Theory]
    [InlineData("Return loss: 24 dB\nHeat: 3", "Is the return loss better than 20 dB?")]
    [InlineData("Signal to noise: 24 dB\nHeat: 3", "Is the signal to noise better than 20 dB?")]
    [InlineData("Wind noise: 24 dB\nSignal: -60 dBm", "Is the signal better than -70 dBm despite the noise?")]
    public void Some_losses_and_noises_are_the_better_the_more_there_is(string text, string prompt) =>
        Assert.Equal("yes", Ask.Of(text, prompt).Answer);

    [Theory]
    [InlineData("Phase.A.V: 233\nPhase.B.V: 229", "What is the voltage of phase A?", "233")]
    [InlineData("P.V.=22.5 S.P.=24.0 gain=3", "What is the set point?", "24.0")]
    public void Letters_of_a_path_stand_alone(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData("Warning level: n/a\nFlow: 3", "Is there a value for the warning level?", "no")]
    [InlineData("Fault temperature: 41\nFlow: 3", "Is there a value for the fault temperature?", "yes")]
    public void A_value_may_be_one_of_a_warning(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData("megaWattHoursTotal", "mwh")]
    [InlineData("kiloWattHoursTotal", "kwh")]
    [InlineData("wattHoursTotal", "wh")]
    public void Multiples_of_watt_hours_are_told_apart(string name, string unit) =>
        Assert.Equal(unit, NamedUnit.Of(name));

    [Fact]
    public void An_error_among_the_sentences_of_an_instrument_is_counted() =>
        Ask.Answers(
            """
            08:00:01 INFO hull: started
            08:00:02 ERROR hull: checksum failed for $YXMTW,88.8,C*1B
            08:00:03 INFO hull: running
            """,
            "How many errors are there?",
            "1"
        );
}
