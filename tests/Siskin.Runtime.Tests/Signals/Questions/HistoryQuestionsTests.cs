using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class HistoryQuestionsTests
{
    private const string Mixer = """
        time,mixer
        2031-05-04 07:00:00,IDLE
        2031-05-04 07:20:00,RUNNING
        2031-05-04 08:05:00,CLEANING
        2031-05-04 08:15:00,RUNNING
        2031-05-04 09:00:00,FAULT
        2031-05-04 09:12:00,IDLE
        """;

    [Theory]
    [InlineData("How long did the mixer run?", "1 h 30 min")]
    [InlineData("How long was the mixer in fault?", "12 min")]
    [InlineData("How long was it cleaning?", "10 min")]
    [InlineData("When did the mixer start running?", "2031-05-04 07:20:00")]
    [InlineData("When did the mixer last start?", "2031-05-04 08:15:00")]
    [InlineData("How often did the mixer run?", "2")]
    [InlineData("What was the mixer doing at 08:10?", "CLEANING")]
    public void States_have_times_and_durations(string prompt, string answer) => Ask.Answers(Mixer, prompt, answer);

    [Theory]
    [InlineData("When was the porch light first on?", "21:04:10")]
    [InlineData("How long was the porch light on?", "2 min 30 s")]
    public void Switches_are_states(string prompt, string answer) =>
        Ask.Answers("21:04:10 porch light ON\n21:06:40 porch light OFF\n22:00:00 porch light ON", prompt, answer);

    [Theory]
    [InlineData("When was the seal last replaced?", "2030-11-02T08:00:00Z")]
    [InlineData("Since when is it calibrated?", "2031-01-15T12:30:00Z")]
    public void A_time_may_be_a_value(string prompt, string answer) =>
        Ask.Answers(
            """{"pressure":3.1,"seal_replaced":"2030-11-02T08:00:00Z","calibrated_since":"2031-01-15T12:30:00Z"}""",
            prompt,
            answer
        );
}
