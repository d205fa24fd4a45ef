using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class LevelledLogTests
{
    [Theory]
    [InlineData("12:01 ERROR pump2 stalled\n12:04 INFO pump1 started")]
    [InlineData("[12:01:33] [error] pump2: stalled\n[12:04:00] [info] pump1: started")]
    [InlineData("E pump2: stalled\nI pump1: started")]
    [InlineData("12:01,pump2,error,stalled\n12:04,pump1,info,started")]
    [InlineData("pump2 error: stalled\npump1 info: started")]
    [InlineData("<error> pump2 stalled\n<info> pump1 started")]
    [InlineData("12:01 pump2 stalled (error)\n12:04 pump1 started (info)")]
    [InlineData("error/pump2/stalled\ninfo/pump1/started")]
    [InlineData("error; 12:01; pump2; stalled\ninfo; 12:04; pump1; started")]
    [InlineData("pump2 - stalled - error\npump1 - started - info")]
    [InlineData("pump2 | error | stalled\npump1 | info | started")]
    public void Every_layout_says_level_source_and_message(string text)
    {
        var table = SignalReader.Read(text);

        Assert.Equal("log", table.Form);
        Assert.Equal(
            [(EventLevel.Error, "pump2 stalled"), (EventLevel.Info, "pump1 started")],
            table.Events.Select(one => (one.Level, one.Message))
        );
        Assert.Empty(table.Signals);
    }

    [Fact]
    public void The_source_comes_first_where_the_lines_end_with_it()
    {
        var table = SignalReader.Read(
            "disk almost full ... k1 warning\nretry 69 ... k1 warning\nbelt saved ... k1 notice"
        );

        Assert.Equal("k1 disk almost full", table.Events[0].Message);
    }

    [Theory]
    [InlineData("error: 3\nwarning: 5")]
    [InlineData("front alarm: off\nback alarm: on")]
    [InlineData("temperature: 21.5 C\nstate: error in zone 2")]
    [InlineData("N/c06/system/0/Dc/Power {\"value\": -532}\nN/c06/system/0/Dc/Voltage {\"value\": 49.8}")]
    public void Counts_and_states_are_signals_and_no_log(string text) => Assert.Empty(SignalReader.Read(text).Events);

    [Theory]
    [InlineData("Summarize the events.")]
    [InlineData("What does the log say?")]
    [InlineData("How bad is it?")]
    [InlineData("Is there anything to look at?")]
    public void A_short_log_is_summed_up_by_counting(string question)
    {
        Ask.Answers(
            "12:01 ERROR pump2 stalled\n12:04 INFO pump1 started\n12:09 WARN ups battery low\n12:11 ERROR pump2 hot",
            question,
            "2 errors, 1 warning; last error: pump2 hot"
        );
    }
}
