using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Texts that say beside a value what it is, in which unit, or by what it is to be multiplied.</summary>
public sealed class ExplainedFormsTests
{
    [Fact]
    public void Codes_of_meters_with_their_meaning_are_read_and_repeated_ones_are_series()
    {
        var table = SignalReader.Read(
            """
            1-0:1.8.0*255: Counter 1 import + (Total) = 8841.5 kWh
            1-0:77.7.0*255: Current in the neutral = 0.4 A
            1-0:1.8.0*255: Counter 1 import + (Total) = 8841.7 kWh
            1-0:77.7.0*255: Current in the neutral = 0.6 A
            """
        );
        Assert.Equal("obis", table.Form);
        Assert.Equal(["8841.5 kWh", "8841.7 kWh"], Shown(table.Find("energy import total")!));
        Assert.Equal(["0.4 A", "0.6 A"], Shown(table.Find("Current in the neutral")!));
    }

    [Theory]
    [InlineData("boiler/flow", "41.5 °C")]
    [InlineData("boiler/stage", "3")]
    public void A_number_with_a_factor_is_multiplied_by_it(string path, string shown)
    {
        var table = SignalReader.Read(
            """
            {"boiler": {"flow": {"val": 415, "unit": "°C", "factor": 0.1, "min": -32768, "max": 32767, "text": "Vorlauf"},
             "stage": {"val": 3, "factor": 1, "max": 5}, "drive": {"factor": 0.5, "speed": 40}}}
            """
        );
        Assert.Equal(shown, table.Find(path)?.Value.Shown);
        Assert.Equal("40", table.Find("boiler/drive/speed")?.Value.Shown);
        Assert.Null(table.Find("boiler/flow")!.High);
        Assert.Equal(5, table.Find("boiler/stage")!.High);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.95")]
    [InlineData("\"ten\"")]
    [InlineData("1e300")]
    public void A_factor_that_is_no_power_of_ten_multiplies_nothing(string factor)
    {
        var table = SignalReader.Read($$$"""{"pump": {"factor": {{{factor}}}, "val": 230}, "fan": {"val": 4}}""");
        Assert.Equal("230", table.Find("pump/val")?.Value.Shown);
    }

    [Fact]
    public void A_number_beyond_all_steps_is_left_as_it_is() =>
        Assert.StartsWith(
            "79228162514264337593543950335",
            SignalReader
                .Read("""{"a": {"val": 79228162514264337593543950335, "factor": 1000}, "b": 1}""")
                .Find("a")
                ?.Value.Shown,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("# cm", "61 cm")]
    [InlineData("// V", "61 V")]
    [InlineData("# the old one", "61")]
    public void A_comment_behind_a_number_may_be_its_unit(string comment, string shown) =>
        Assert.Equal(
            shown,
            SignalReader
                .Read(
                    $$"""
                    {
                      "tank": {
                        "level": 61,  {{comment}}
                        "pump": true
                      }
                    }
                    """
                )
                .Find("tank/level")
                ?.Value.Shown
        );

    [Fact]
    public void Paths_with_values_units_and_times_between_tabs_are_rows()
    {
        var table = SignalReader.Read(
            "yard.tank.level \t0.62\tm\t03.04.2031 10:00\tgate\n\t\t\t\t\nyard.tank.name \t\"Rain butt\"\t\t03.04.2031 10:00\tgate\n"
                + "yard.pump.power \t41.5\tW\t03.04.2031 10:00\tgate"
        );
        Assert.Equal("0.62 m", table.Find("yard.tank.level")?.Value.Shown);
        Assert.Equal("Rain butt", table.Find("yard.tank.name")?.Value.Shown);
        Assert.Equal("41.5 W", table.Find("yard.pump.power")?.Value.Shown);
    }

    [Theory]
    [InlineData("a.b\t1\tm\na.c\t2\tm")] // too few
    [InlineData("a.b\tx\tm\na.c\ty\tm\na.d\tz\tm")] // no numbers
    [InlineData("a.b\t1\tm\na.b\t2\tm\na.c\t3\tm")] // a path twice
    [InlineData("a.b\t1\tGood\na.c\t2\tGood\na.d\t3\tGood")] // a word that is no unit
    [InlineData("a.b\t1\tm\t0\t9\na.c\t2\tm\t0\t9\na.d\t3\tm\t0\t9")] // limits
    [InlineData("a0:b1\t-61\tguest\na0:b2\t-70\toffice\na0:b3\t-55\tyard")] // no units
    public void Other_rows_between_tabs_are_read_otherwise(string text) =>
        Assert.False(TabbedRows.TryRead(text.Split('\n'), new TableBuilder()));

    [Fact]
    public void The_only_column_without_a_heading_that_changes_is_the_value()
    {
        var table = SignalReader.Read("1960000000,nan,14.5,0\n1960000060,nan,14.7,0\n1960000120,nan,15.2,0");
        Assert.Equal("15.2", table.Find("value")?.Value.Shown);
        Assert.Equal("0", table.Find("column 4")?.Value.Shown);
    }

    [Fact]
    public void Of_several_columns_that_change_none_is()
    {
        var table = SignalReader.Read("1960000000,3,14.5,0\n1960000060,4,14.7,0\n1960000120,5,15.2,0");
        Assert.Null(table.Find("value"));
        Assert.Equal("15.2", table.Find("column 3")?.Value.Shown);
    }

    [Fact]
    public void Objects_cut_out_of_the_middle_of_a_list_are_read()
    {
        var table = SignalReader.Read(""",{"name":"mixer","on":true},{"name":"doser","on":false}""");
        Assert.Equal("true", table.Find("mixer/on")?.Value.Shown);
        Assert.Equal("false", table.Find("doser/on")?.Value.Shown);
    }

    [Fact]
    public void Members_of_a_script_without_outer_brackets_are_read()
    {
        var table = SignalReader.Read(
            """
            tank: {
              level: 44.8,
              state: 'FILLING'
            },
            pumps: { count: 2, alarms: [Object] }
            """
        );
        Assert.Equal("44.8", table.Find("tank/level")?.Value.Shown);
        Assert.Equal("FILLING", table.Find("tank/state")?.Value.Shown);
        Assert.Equal("2", table.Find("pumps/count")?.Value.Shown);
    }

    [Fact]
    public void Three_fields_of_a_line_with_a_short_stamp_are_series()
    {
        var table = SignalReader.Read(
            """
            May 03 10:27:40 barn station[412] INFO rain: collected event=6.4 rate=4.8 day=6.4
            May 03 10:31:01 barn station[412] INFO rain: collected event=6.5 rate=3.0 day=6.5
            """
        );
        Assert.Equal(["4.8", "3.0"], Shown(table.Find("rate")!));
    }

    [Fact]
    public void Fields_of_one_line_leave_the_others_events_and_are_read_once()
    {
        var table = SignalReader.Read("WARN pump flow=1 temp=2 press=3\nERROR motor stalled\nERROR door open");
        Assert.Equal(3, table.Events.Count);
        Assert.Equal(["1"], Shown(table.Find("flow")!));
        var tick = SignalReader.Read("I (2950) env: t1=21.5 t2=22.0 t3=19.8\nI (3950) env: t1=21.6 t2=22.0 t3=19.9");
        Assert.Equal(["21.5", "21.6"], Shown(tick.Find("t1")!));
    }

    [Fact]
    public void What_counts_rows_is_not_their_value() =>
        Assert.Null(SignalReader.Read("1960000000,1,20.0\n1960000060,2,20.0\n1960000120,3,20.0").Find("value"));

    private static string[] Shown(Signal signal) => [.. signal.Points.Select(point => point.Value.Shown)];
}
