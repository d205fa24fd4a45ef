using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>Flags of several things by their own names, and everyday phrases for what is named otherwise.</summary>
public sealed class FlagQuestionsTests
{
    private const string Receivers =
        """{"beacons":[{"prn":3,"snr":41,"locked":true,"healthy":true,"tracked":true},{"prn":9,"snr":22,"locked":false,"healthy":true,"tracked":false},{"prn":14,"snr":37,"locked":true,"healthy":true,"tracked":true}]}""";

    [Theory]
    [InlineData("how many beacons are tracked?", "2")]
    [InlineData("how many of the beacons are not tracked?", "1")]
    [InlineData("which beacon comes in strongest?", "prn 3 41")]
    public void Flags_are_counted_by_their_own_name(string prompt, string answer)
    {
        var (got, _) = Ask.Of(Receivers, prompt);
        Assert.Equal(answer, got.Replace("/snr", ""));
    }

    [Theory]
    [InlineData("which sensor needs a new battery?", "Barn")]
    [InlineData("how many batteries are low?", "1")]
    public void A_battery_that_is_low_needs_a_new_one(string prompt, string answer)
    {
        var (got, _) = Ask.Of(
            "{\"model\":\"Barn\",\"battery\":\"Low\",\"temp\":4.5}\n{\"model\":\"Attic\",\"battery\":\"OK\",\"temp\":19.5}",
            prompt
        );
        Assert.StartsWith(answer, got);
    }

    private const string Clamps = """{"clamps":[{"power":118.5,"pf":0.9},{"power":0.0,"pf":0.0}]}""";

    [Theory]
    [InlineData("what is the power of the first channel?", "118.5")]
    [InlineData("what is the power of the second clamp?", "0.0")]
    public void The_first_of_a_list_without_names_is_numbered_0(string prompt, string answer) =>
        Ask.Answers(Clamps, prompt, answer);

    private const string Radio = """
        2031-02-01T10:00:00Z node {"rssi":-71,"temp":3.5}
        2031-02-01T10:05:00Z node {"rssi":-69,"temp":3.5}
        2031-02-01T10:10:00Z node {"rssi":-74,"temp":3.5}
        """;

    [Theory]
    [InlineData("how many messages were sent?", "3")]
    [InlineData("when did the last reading come in?", "2031-02-01T10:10:00Z")]
    [InlineData("has the temp moved at all over these few minutes?", "no")]
    public void What_was_sent_is_counted_and_dated_as_a_whole(string prompt, string answer) =>
        Ask.Answers(Radio, prompt, answer);

    [Theory]
    [InlineData("meter/manufacturer: Elmo\nmeter/total: 81.5", "who made the meter?", "Elmo")]
    [InlineData("rx/alt: 512.5\nrx/speed: 0.2", "how high up is the receiver?", "512.5")]
    [InlineData(
        "ups/input.voltage: 231.5\nups/output.voltage: 229.0\nups/battery.voltage: 54.5",
        "what is the difference between the voltage coming in and the one going out?",
        "2.5"
    )]
    [InlineData(
        "name, memory.total [MiB], memory.used [MiB]\nCard 2070, 8000 MiB, 7100 MiB\nCard 1650, 4000 MiB, 900 MiB",
        "how much memory is free on the 2070?",
        "900 MiB"
    )]
    [InlineData("tank 1: 0\ntank 2: 14\ntank 3: 9", "which of them is zero?", "yes: tank 1 0")]
    public void Everyday_phrases_stand_for_names(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Fact]
    public void A_count_of_readings_that_is_not_taken_makes_it_unsure() =>
        Ask.IsUnsure(
            "08:00 level 12.0\n08:10 level 12.0\n08:20 level 12.0\n08:30 level 12.4\n08:40 level 12.9",
            "over the last three readings, is the level rising?"
        );

    [Fact]
    public void Names_within_a_document_are_no_errors_of_its_line() =>
        Ask.Answers(
            "2031-04-01 08:00:00 INFO robot: {\"state\":8,\"error_code\":0}\n2031-04-01 08:00:09 INFO robot: idle",
            "any errors?",
            "no"
        );

    [Theory]
    [InlineData("are all the fans on?", "no: fans/f3 off ; new belt")]
    [InlineData("how many fans are on?", "2")]
    public void A_state_with_a_remark_counts_as_well(string prompt, string answer) =>
        Ask.Answers("[fans]\nf1 = on\nf2 = on\nf3 = off ; new belt", prompt, answer);
}
