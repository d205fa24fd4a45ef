using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class ReasonQuestionsTests
{
    [Theory]
    [InlineData("""{"mower": {"state": "halted", "battery": 81, "stop_reason": "blade jammed"}}""", "blade jammed")]
    [InlineData("press: down\npressure: 0.4 bar\nlast fault: oil level low", "oil level low")]
    public void A_reason_that_the_text_prints_is_told_and_never_for_sure(string text, string reason)
    {
        var (answer, confidence) = Ask("Why did it stop?", text);

        Assert.Equal(reason, answer);
        Assert.InRange(confidence, 0.5, 0.85);
    }

    [Fact]
    public void Of_several_the_one_is_told_that_the_question_names()
    {
        var (answer, _) = Ask(
            "Why did the north pump trip?",
            """{"north_pump": {"trip": "thermal overload"}, "south_pump": {"trip": "dry running"}}"""
        );

        Assert.Equal("thermal overload", answer);
    }

    [Fact]
    public void Where_the_text_holds_numbers_and_states_alone_there_surely_is_none()
    {
        var (answer, confidence) = Ask("Why is it so warm?", """{"temperature": 31.2, "fan": false, "fault": 0}""");

        Assert.Equal("unknown", answer);
        Assert.True(confidence >= 0.9, $"{confidence}");
    }

    [Theory]
    [InlineData("2026-01-05 09:14:02 WARN door opened during cycle\n2026-01-05 09:14:03 INFO drum halted\n")]
    [InlineData("""{"drum": "halted", "status": "waiting for the door"}""")]
    public void Where_words_of_the_text_may_tell_it_nothing_is_sure(string text)
    {
        var (answer, confidence) = Ask("Why did the drum stop turning?", text);

        Assert.Equal("unknown", answer);
        Assert.True(confidence < 0.9, $"{confidence}");
    }

    [Theory]
    [InlineData("uptime in days?", """{"uptime": 1728000, "load": 0.4}""")]
    public void A_bare_count_of_time_is_not_surely_in_the_unit_that_is_asked_for(string prompt, string text) =>
        Assert.True(Ask(prompt, text).Confidence < 0.9);

    [Fact]
    public void Minutes_of_something_are_told_in_minutes() =>
        Assert.Equal(
            "19 min",
            Ask("Minutes of runtime remaining?", "battery.runtime: 1140 s\nbattery.charge: 88 %").Answer
        );

    private static (string Answer, double Confidence) Ask(string prompt, string text)
    {
        var table = SignalReader.Read(text);
        var reading = RuleQuestionReader.Read(prompt, table);
        return (QueryEvaluator.Evaluate(reading.Query, table).Text, reading.Confidence);
    }
}
