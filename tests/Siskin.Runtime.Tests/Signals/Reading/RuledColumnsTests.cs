using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Tables whose headings are underlined column by column.</summary>
public sealed class RuledColumnsTests
{
    private const string Rack = """
        Chassis Power:
        Feed: 230 Volts
        Rectifier                        Actual       Rated
        Slot       Model                 Output      Output    State
                                         (Amps )     (Amps )
        ---------  -----------------  ----------  ----------  -----------
        1          RX-48V                 18.5 A      50.0 A  Ok
        2          RX-48V                 21.0 A      50.0 A  Ok


        Blower     Model                   Speed    Power     State
                                           (rpm)   (Watts)
        ---------  -----------------  ----------  --------  -----------
        1          BL-80                    4100      12 W  Running
        left       BL-120                   2600       9 W  Running

        Total Output Available for more shelves           60.5 A
        """;

    [Theory]
    [InlineData("Rectifier Slot 1/Actual Output (Amps)", "18.5 A")]
    [InlineData("Rectifier Slot 2/State", "Ok")]
    [InlineData("Blower 1/Speed (rpm)", "4100 rpm")]
    [InlineData("left/Power (Watts)", "9 W")]
    [InlineData("Total Output Available for more shelves", "60.5 A")]
    public void Rows_are_told_apart_by_their_table(string path, string value) =>
        Assert.Equal(value, SignalReader.Read(Rack).Find(path)?.Value.Shown);

    [Fact]
    public void A_row_is_asked_for_by_its_number() =>
        Ask.Answers(Rack, "what is the actual output of rectifier slot 2?", "21.0 A");

    [Fact]
    public void A_line_that_no_table_stands_under_underlines_none() =>
        Assert.NotEqual("table", SignalReader.Read("inlet  outlet\n-----  ------\n\nlevel: 3 m").Form);
}
