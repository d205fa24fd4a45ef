using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class UnreadTests
{
    private const string Hall = "east/temperature: 21.5 °C\nwest/temperature: 18.0 °C\neast/power: 400 W";

    [Theory]
    [InlineData("Are all temperatures the same as each other?")]
    [InlineData("What is the second highest temperature?")]
    [InlineData("What is the east temperature at 09:30?")]
    [InlineData("Which temperature is highest, not counting the east one?")]
    [InlineData("What is half of the east power?")]
    [InlineData("What is the east temperature in kelvins per hour?")]
    [InlineData("Are exactly one or more than one temperatures above 17?")]
    [InlineData("What is the east power 30 minutes ago?")]
    [InlineData("What is the other temperature?")]
    [InlineData("Was the east temperature below 20 in the last hour?")]
    [InlineData("How much has the east power dropped?")]
    [InlineData("What is the east power in degrees, not the temperature?")]
    public void What_a_reading_leaves_out_makes_it_unsure(string prompt) => Ask.IsUnsure(Hall, prompt);

    private const string Log = """
        2026-11-28 08:00:00 INFO pump1: started
        2026-11-28 08:05:00 WARN pump2: vibration high
        2026-11-28 08:07:00 ERROR pump2: overload
        flow/rate: 3.5
        """;

    [Theory]
    [InlineData("How many lines mention an overheated bearing?")]
    [InlineData("How many rows are about bearings?")]
    public void A_count_of_some_lines_is_no_count_of_all(string prompt) => Ask.IsUnsure(Log, prompt);

    [Fact]
    public void Lines_that_mention_something_are_counted() => Ask.Answers(Log, "How many lines mention overload?", "1");

    [Theory]
    [InlineData("Are all temperatures between 0 and 90?", "yes")]
    [InlineData("Are all temperatures between 20 and 90?", "no: west/temperature 18.0 °C")]
    [InlineData("Are all temperatures outside 19 to 20?", "yes")]
    public void All_of_a_kind_are_compared_with_two_numbers(string prompt, string answer) =>
        Ask.Answers(Hall, prompt, answer);

    [Theory]
    [InlineData("How many mixers are running?", "1")]
    [InlineData("Which mixers are not running?", "small/on 0")]
    public void A_thing_with_several_values_is_one_thing(string prompt, string answer) =>
        Ask.Answers(
            "big/rpm: 120\nbig/on: 1\nbig/watts: 40\nsmall/rpm: 0\nsmall/on: 0\nsmall/watts: 0",
            prompt,
            answer
        );

    [Fact]
    public void The_last_part_of_a_name_says_what_is_measured() =>
        Ask.Answers(
            "power/oven/watts: 800\npower/oven/volts: 231\npower/hall/watts: 40\npower/hall/volts: 230",
            "What is the sum of all watts?",
            "840"
        );

    [Theory]
    [InlineData("How many flow values are missing?", "2")]
    [InlineData("How many values are missing?", "2")]
    [InlineData("How many sensors are missing values?", "1")]
    public void Missing_values_of_a_kind_are_counted(string prompt, string answer) =>
        Ask.Answers("time,flow,level\n08:00,1.5,2\n08:10,,2\n08:20,,3\n08:30,1.7,3", prompt, answer);

    [Theory]
    [InlineData("What is the east temperature?", "21.5 °C")]
    [InlineData("Are all temperatures above 17?", "yes")]
    [InlineData("What is the avarage temprature?", "19.75 °C")]
    public void What_is_read_whole_is_sure(string prompt, string answer)
    {
        var (got, confidence) = Ask.Of(Hall, prompt);

        Assert.Equal(answer, got);
        Assert.True(confidence >= 0.85, $"{confidence}");
    }

    [Fact]
    public void What_is_reached_is_met_by_the_value_itself() =>
        Ask.Answers("time,temp\n08:00,55\n08:10,60\n08:20,64", "When did the temp first reach 60?", "08:10");

    [Fact]
    public void Which_of_a_kind_are_those_that_are_called_so() =>
        Ask.Answers(
            "cores/Package: 61 C\ncores/Core 0: 55 C\ncores/Core 1: 58 C",
            "Which core is hottest?",
            "cores/Core 1 58 C"
        );

    [Theory]
    [InlineData("Is the swap below 2 GB?")]
    [InlineData("What is the worst swap?")]
    public void A_number_in_a_unit_that_nothing_has_is_unsure(string prompt) =>
        Ask.IsUnsure("swap: 1900\ncache: 4000", prompt);

    [Theory]
    [InlineData("What is the oil temperature of transformer 1?", "58.5")]
    [InlineData("What is the oil temperature of transformer 2?", "61")]
    public void A_thing_may_go_by_its_initials_and_number(string prompt, string answer) =>
        Ask.Answers("TR1.OIL=58.5;TR1.TAP=7;TR2.OIL=61;TR2.TAP=9", prompt, answer);

    [Theory]
    [InlineData("""{" pump 1 ":{"speed":3},"x":{"speed":4}}""")]
    [InlineData("""{"speed 1 ":{"speed":3},"x":{"speed":4}}""")]
    public void A_name_with_blanks_around_it_is_read(string text) =>
        Assert.NotEmpty(Ask.Of(text, "pump 1 speed 1").Answer);
}
