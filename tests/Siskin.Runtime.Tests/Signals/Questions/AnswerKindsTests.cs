using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>A sure answer is of the kind that was asked for, and rests on every word of the question.</summary>
public sealed class AnswerKindsTests
{
    private const string Beds = "Station,Minutes,Flow_L\nRoses,6,37\nHedge,40,96\nLawn,18,231";

    private const string Plugs =
        "{\"plug:0\":{\"energy\":{\"total\":918.4},\"on\":true},\"plug:1\":{\"energy\":{\"total\":33.9},\"on\":false}}";

    [Theory]
    [InlineData(Beds, "which station ran longest")]
    [InlineData("mcu: temp=41.5 load=0.2 bed: temp=69.8 pwm=0.4", "max rpi temp")]
    [InlineData("tank/level: 35.5\ntank/volume: 40", "salinity above 35?")]
    [InlineData("boiler/temperature: 61.5\npump/temperature: 40", "what is the boiler oil temperature on the roof?")]
    public void A_word_that_was_not_understood_makes_it_unsure(string text, string prompt) =>
        Ask.IsUnsure(text, prompt);

    [Theory]
    [InlineData("which plug has used more energy in total?", "plug:0/energy 918.4")]
    public void Which_wants_a_name_and_no_sum(string prompt, string answer) => Ask.Answers(Plugs, prompt, answer);

    [Theory]
    [InlineData("mira home?", "no")]
    [InlineData("otto home?", "yes")]
    public void Somebody_is_at_home_or_not(string prompt, string answer) =>
        Ask.Answers("person.mira: not_home\nperson.otto: home", prompt, answer);

    [Theory]
    [InlineData("how many are on load?", "2")]
    [InlineData("which ones are at rest?", "GEN-C/State At rest")]
    public void A_state_of_several_words_is_asked_as_it_is_printed(string prompt, string answer)
    {
        var (got, _) = Ask.Of(
            "Module;Mode;State;RPM\nGEN-A;AUTO;On load;1500\nGEN-B;AUTO;On load;1499\nGEN-C;STOP;At rest;0",
            prompt
        );
        Assert.Contains(answer.Split('/')[0], got);
    }

    [Fact]
    public void What_has_no_value_is_in_no_state() =>
        Ask.Answers(
            "FAN1 | 5400 | RPM | ok | 300 | 500\nFAN2 | 400 | RPM | cr | 300 | 500\nFAN3 | na | | na | na | na",
            "how many fans are critical?",
            "1"
        );

    [Theory]
    [InlineData("is there a fan speed reading?", "no")]
    [InlineData("is there a temperature reading?", "yes")]
    public void Whether_there_is_a_value_is_answered_by_yes_or_no(string prompt, string answer) =>
        Ask.Answers("card/fan_speed: N/A\ncard/temperature: 61 °C", prompt, answer);

    [Theory]
    [InlineData("is the ups running on battery right now?", "yes")]
    [InlineData("are we on mains or on battery?", "on battery")]
    public void A_code_says_where_the_power_comes_from(string prompt, string answer) =>
        Ask.Answers(
            "battery.charge: 84\nbattery.runtime: 2310\nups.beeper.status: enabled\nups.status: OB DISCHRG",
            prompt,
            answer
        );

    [Fact]
    public void Seconds_are_answered_in_minutes_where_minutes_are_asked_for() =>
        Ask.Answers("battery.charge: 84\nbattery.runtime: 2310", "how many minutes of runtime are left?", "38.5 min");

    [Fact]
    public void Of_words_for_how_bad_it_is_each_is_its_own() =>
        Ask.Answers(
            "disk/status: WARNING\nraid/status: CRITICAL\nram/status: CLEAR",
            "which one is critical?",
            "raid/status CRITICAL"
        );
}
