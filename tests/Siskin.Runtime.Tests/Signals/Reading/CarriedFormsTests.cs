using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Values inside what other programs print around them: logs, checks, panes, comments and cut lines.</summary>
public sealed class CarriedFormsTests
{
    [Theory]
    [InlineData("shed/pump/level", "64")]
    [InlineData("shed/pump/flow", "2.5")]
    public void What_a_bridge_logs_of_a_topic_is_a_series(string path, string newest)
    {
        var signal = SignalReader
            .Read(
                """
                [mqtt  ] TRACE 2031/04/02 08:00:05 recv shed/pump/level: '61'
                [mqtt  ] TRACE 2031/04/02 08:00:05 recv shed/pump/flow: '2.5'
                [mqtt  ] TRACE 2031/04/02 08:01:05 recv shed/pump/level: '64'
                [mqtt  ] TRACE 2031/04/02 08:01:05 recv shed/pump/flow: '2.5'
                """
            )
            .Find(path);
        Assert.Equal((2, newest), (signal?.Points.Count, signal?.Value.Shown));
    }

    [Theory]
    [InlineData("frames", "812")]
    [InlineData("dropped", "3")]
    public void Numbers_at_the_end_of_a_message_go_by_the_names_before_them(string path, string value) =>
        Assert.Equal(
            value,
            SignalReader
                .Read("2031-04-02 08:00:05 [INFO] camera.Grabber: [CAM2] CAM2 - frames: 812, dropped: 3, queue: 0")
                .Find(path)
                ?.Value.Shown
        );

    [Fact]
    public void A_document_with_single_quotes_behind_a_level_is_read()
    {
        var table = SignalReader.Read(
            "2031-04-02T08:00:05+0200 [mash] [app] DEBUG {'setpoint': 65.5, 'last': [61.0, 62.5, 63.75]}"
        );
        Assert.Equal("65.5", table.Find("app/setpoint")?.Value.Shown);
        Assert.Equal(3, table.Find("app/last")?.Points.Count);
    }

    [Fact]
    public void A_query_string_in_a_log_is_read()
    {
        var table = SignalReader.Read(
            "[2031-04-02 08:00:05,120] DEBUG in relay: Body: b'key=AB12&atticf=71.5&atticrh=40&vaneangle=210'"
        );
        Assert.Equal("71.5", table.Find("atticf")?.Value.Shown);
    }

    [Fact]
    public void Components_between_bars_print_what_they_read()
    {
        var table = SignalReader.Read(
            """
            07:10:01 | [D] | [gate:88] | 'Yard Gate' - Publishing:
            07:10:01 | [D] | [gate:91] | Travel: 40%
            07:10:02 | [D] | [gate:91] | Travel: 55%
            07:10:02 | [D] | [gate:95] | Motor state: OPENING
            """
        );
        Assert.Equal(["40%", "55%"], table.Find("Travel")?.Points.Select(point => point.Value.Shown));
        Assert.Equal("OPENING", table.Find("Motor state")?.Value.Shown);
    }

    [Fact]
    public void Sentences_of_instruments_may_stand_behind_what_a_program_writes() =>
        Assert.Equal(
            ["18.2 °C", "18.4 °C"],
            SignalReader
                .Read(
                    """
                    Apr 02 08:00:05 bridge: serial0 writing:$YXMTW,18.2,C*19
                    Apr 02 08:00:06 bridge: serial0 writing:$YXMTW,18.4,C*1F
                    """
                )
                .Find("water temperature")
                ?.Points.Select(point => point.Value.Shown)
        );

    private const string Check = """
        ops@mon:~> ./check_air -H 192.0.2.10 -w 30 -c 35
        AIR OK - inlet: 24C, outlet: 31C | 'inlet'=24C;30;35;0;60 'outlet'=31C;40;48;0;60
        """;

    [Theory]
    [InlineData("outlet", "31C")]
    [InlineData("outlet/warning", "40")]
    [InlineData("inlet/critical", "35")]
    public void A_check_says_its_limits_behind_a_bar(string path, string value) =>
        Assert.Equal(value, SignalReader.Read(Check).Find(path)?.Value.Shown);

    [Fact]
    public void Messages_of_a_flow_are_topics_with_times()
    {
        var table = SignalReader.Read(
            """
            3/14/2031, 6:02:11 PMnode: 4f2a.91 barn/fan/rpm : msg.payload : string[3] "840"
            3/14/2031, 6:03:11 PMnode: 4f2a.91 barn/fan/rpm : msg.payload : number
            855
            """
        );
        var fan = table.Find("barn/fan/rpm");
        Assert.Equal(["840", "855"], fan?.Points.Select(point => point.Value.Shown));
        Assert.Equal("2031-03-14 18:02:11", fan?.Points[0].Time);
    }

    [Fact]
    public void A_heading_may_be_a_comment()
    {
        var table = SignalReader.Read(
            """
            #   index,            time, counts
            #  MAKER,                 , some maker
            501, 2031-01-02 17:56:02,    180
            502, 2031-01-02 17:56:03,      0
            503, 2031-01-02 17:56:04,     60
            """
        );
        Assert.Equal(["counts"], table.Signals.Select(one => one.Path));
        Assert.Equal("2031-01-02 17:56:03", table.Signals[0].Points[1].Time);
    }

    [Fact]
    public void Rows_without_a_heading_go_by_the_numbers_of_their_columns()
    {
        var table = SignalReader.Read("1893456000,nan,12.5,0\n1893456060,nan,12.75,0\n1893456120,nan,13,1");
        Assert.Equal(["column 2", "column 3", "column 4"], table.Signals.Select(one => one.Path));
        Assert.Equal("13", table.Find("column 3")?.Value.Shown);
    }

    [Fact]
    public void Objects_of_a_list_may_lack_its_brackets()
    {
        var table = SignalReader.Read(
            """{"name":"north","tilt":4.5,"at":"2031-01-02"},{"name":"south","tilt":-2,"at":"2031-01-02"}"""
        );
        Assert.Equal("-2", table.Find("south/tilt")?.Value.Shown);
    }

    [Fact]
    public void Things_go_by_their_serial_numbers_where_they_have_no_name() =>
        Assert.Equal(
            "41",
            SignalReader
                .Read("""[{"serialNumber":"70012345","peak":41},{"serialNumber":"70012399","peak":38}]""")
                .Find("70012345/peak")
                ?.Value.Shown
        );

    [Theory]
    [InlineData("""08:15:02 weather {"gust":{"kph":20.5,"knots":11.1},"rain":0.4,"hum":94""", "weather/rain", "0.4")]
    [InlineData(
        """meter - Get - Body = {"l1_volts":231.5,"l2_volts":233.0,"l3_vol""",
        "meter - Get - Body/l2_volts",
        "233.0"
    )]
    public void What_was_cut_still_says_the_rest(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void A_description_that_is_a_unit_is_one() =>
        Assert.Equal(
            "21.5 °C",
            SignalReader
                .Read(
                    """{"pump":[{"Name":"Inlet_Temp","Value":21.5,"Description":"&deg;C"},{"Name":"Mode","Value":3,"Description":"Quiet"}]}"""
                )
                .Find("Inlet_Temp")
                ?.Value.Shown
        );

    [Fact]
    public void Documents_behind_one_word_are_values_of_one_series() =>
        Assert.Equal(
            3,
            SignalReader
                .Read(
                    """
                    getTank:{"data":{"level":56,"id":"T1"}}

                    getTank:{"data":{"level":58,"id":"T1"}}

                    getTank:{"data":{"level":60,"id":"T1"}}
                    """
                )
                .Find("getTank/data/level")
                ?.Points.Count
        );

    [Theory]
    [InlineData("Since service 2d 6h 54m 03s", "Since service", "2d 6h 54m 03s")]
    [InlineData("Operating time: 47 days 8 hours 22 minutes", "Operating time", "47 days 8 hours 22 minutes")]
    public void A_span_of_several_units_is_one_value(string line, string path, string value) =>
        Assert.Equal(value, SignalReader.Read($"Load 12 A\n{line}\nPower 5 W").Find(path)?.Value.Shown);

    [Fact]
    public void What_is_not_present_beside_others_that_are_has_a_state()
    {
        var table = SignalReader.Read("Slot     Fitted\n-------  -----------\nSlot1    Present\nSlot2    Not present");
        Assert.Equal(SignalKind.Text, table.Find("Slot2/Fitted")?.Value.Kind);
    }

    [Fact]
    public void Months_of_a_log_may_be_written_small()
    {
        var table = SignalReader.Read(
            """
            feb 27 00:35:09 gate sshd[18545]: User admin from 192.0.2.7 not allowed
            feb 27 01:29:27 gate sshd[19651]: User admin from 192.0.2.7 not allowed
            feb 27 02:23:11 gate sshd[20801]: User guest from 192.0.2.9 not allowed
            """
        );
        Assert.Equal(3, table.Events.Count);
    }

    [Fact]
    public void A_printer_reports_its_heaters_among_what_was_sent_to_it()
    {
        var table = SignalReader.Read(
            """
            Send: G28 X0
            Recv: ok
            Send: M105
            Recv: ok T:201.5 /205.0 B:58.1 /60.0 @:0 B@:0
            Send: N1 G90*17
            Recv: ok
            Send: N2 M83*26
            Recv: ok
            """
        );
        Assert.Equal("60.0 °C", table.Find("bed/target")?.Value.Shown);
    }

    [Theory]
    [InlineData("25.399993896484375", "25.4")]
    [InlineData("25.399999618530273", "25.4")]
    [InlineData("25.38712501525879", "25.387125")]
    public void What_single_precision_made_of_a_decimal_is_shown_as_that(string printed, string shown) =>
        Assert.Equal(shown, SignalReader.Read($$"""{"t":{{printed}}}""").Signals[0].Value.Shown);
}
