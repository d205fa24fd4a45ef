using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class TextBlocksTests
{
    [Theory]
    [InlineData("mixer_2/speed", "31")]
    [InlineData("mixer_1/speed", "44")]
    public void Tables_under_headings_are_told_apart(string path, string value) =>
        Assert.Equal(
            value,
            SignalReader
                .Read(
                    "Device: mixer_1\n| Name  | Value |\n|-------|-------|\n| speed | 44    |\n| load  | 7     |\n"
                        + "Device: mixer_2\n| Name  | Value |\n|-------|-------|\n| speed | 31    |\n| load  | 9     |"
                )
                .Find(path)
                ?.Value.Text
        );

    [Theory]
    [InlineData("Which slot has the most media errors?", "Slot 1/Media Errors 118")]
    [InlineData("How many drives are online?", "1")]
    public void Records_that_repeat_their_keys_are_things(string prompt, string answer) =>
        Ask.Answers(
            "Slot: 0\nMedia Errors: 0\nState: Online\n\nSlot: 1\nMedia Errors: 118\nState: Failed",
            prompt,
            answer
        );

    [Fact]
    public void Columns_begin_where_their_headings_do() =>
        Assert.Equal(
            "disabled",
            SignalReader
                .Read(
                    "Port      Name          Status     Vlan\nG1        AP lobby      connected  20\nG2                      disabled   1"
                )
                .Find("G2/Status")
                ?.Value.Text
        );

    [Fact]
    public void Items_of_a_list_go_by_their_names() =>
        Assert.Equal(
            "5.2",
            SignalReader
                .Read("points:\n  - id: DE\n    value: 2.8\n  - id: NDE\n    value: 5.2")
                .Find("points/NDE/value")
                ?.Value.Text
        );

    [Theory]
    [InlineData(
        "Outlet  Name    State  Amps\n1       camera  on     0.4\n2       spare   off    0.0",
        "How many outlets are off?",
        "1"
    )]
    [InlineData(
        "mill | wind m/s | power kW | state\nM1 | 9.4 | 1612 | on\nM2 | 9.1 | 1540 | on",
        "Which mill makes the most power?",
        "M1 1612 kW"
    )]
    public void Rows_of_a_table_have_states_and_units(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);
}
