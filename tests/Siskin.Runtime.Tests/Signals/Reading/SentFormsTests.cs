using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>What logs quote of what was sent, and what pages and reports list.</summary>
public sealed class SentFormsTests
{
    private const string Serial = """
        [08:14:02][D][uart_debug:114]: <<< "PID\t0xA053\r\n"
        [08:14:02][D][uart_debug:114]: <<< "V\t26410\r\n"
        [08:14:02][D][uart_debug:114]: <<< "VPV\t61280\r\n"
        [08:14:02][D][uart_debug:114]: <<< "PPV\t188\r\n"
        [08:14:02][D][uart_debug:114]: >>> ":154\n"
        [08:14:02][D][uart_debug:114]: <<< "LOAD\tOFF\r\n"
        [08:14:03][D][uart_debug:114]: <<< "Checksum\t\x1b"
        """;

    [Theory]
    [InlineData("what is the panel power?", "188 W")]
    [InlineData("is the panel voltage above the battery voltage?", "yes")]
    [InlineData("is the load output on?", "no")]
    public void A_log_of_a_serial_line_says_what_came_in(string prompt, string answer) =>
        Ask.Answers(Serial, prompt, answer);

    [Fact]
    public void Escapes_are_undone_and_bytes_that_print_nothing_are_points() =>
        Assert.Equal(
            "a\tb\r\nc\"d\\.A",
            SerialTraffic.Payload(
                """
                >>> "a\tb\r\n"
                >>> "c\"d"
                >>> "\\"
                >>> "\x03\x41"
                """
            )
        );

    private const string Bridge = """
        info  2031-05-04 06:10:11: MQTT publish: topic 'zigbee2mqtt/Wine cellar', payload '{"battery":81,"humidity":66.2,"temperature":12.4}'
        info  2031-05-04 06:10:12: MQTT publish: topic 'zigbee2mqtt/hall_pir', payload '{"battery":37,"occupancy":true}'
        info  2031-05-04 06:12:11: MQTT publish: topic 'zigbee2mqtt/Wine cellar', payload '{"battery":81,"humidity":66.9,"temperature":12.9}'
        """;

    [Theory]
    [InlineData("what is the humidity in the wine cellar?", "66.9")]
    [InlineData("which battery is lowest?", "zigbee2mqtt/hall_pir 37")]
    [InlineData("what was the wine cellar temperature at 06:10:11?", "12.4")]
    public void A_bridge_tells_what_it_published_and_when(string prompt, string answer)
    {
        var (got, _) = Ask.Of(Bridge, prompt);
        Assert.Contains(answer.Split('/')[^1], got);
    }

    private const string Page = """
        - pack1 cell voltage 1
        3,281 V
        - pack1 cell voltage 2
        3,276 V
        - pack1 cell voltage 3
        3,290 V
        - pack1 charging
        On
        - pack1 cycles
        41
        """;

    [Theory]
    [InlineData("which cell voltage is lowest?", "pack1 cell voltage 2 3,276 V")]
    [InlineData("is pack1 charging?", "yes")]
    [InlineData("how many cycles?", "41")]
    public void Names_and_values_stand_by_turns(string prompt, string answer) => Ask.Answers(Page, prompt, answer);

    [Fact]
    public void Prose_of_short_lines_has_no_values_by_turns() =>
        Assert.False(
            AlternateLines.TryRead(
                ["Hello", "all", "is well", "here", "see you", "at noon", "best", "Ana"],
                new TableBuilder()
            )
        );

    private const string Disk = """
        0x01  =====  =               =  ===  == General Statistics (rev 1) ==
        0x01  0x008  4              71  ---  Lifetime Power-On Resets
        0x01  0x010  4           12044  ---  Power-on Hours
        0x05  =====  =               =  ===  == Temperature Statistics (rev 1) ==
        0x05  0x008  1              34  ---  Current Temperature
        0x05  0x020  1              52  ---  Highest Temperature
        0x05  0x028  1               -  ---  Lowest Temperature
        """;

    [Theory]
    [InlineData("what is the current temperature?", "34 °C")]
    [InlineData("how many power-on hours?", "12044")]
    [InlineData("which values are missing?", "Lowest Temperature")]
    public void Statistics_of_a_disk_are_named_behind_their_values(string prompt, string answer) =>
        Ask.Answers(Disk, prompt, answer);

    private const string Codes = """
        | Code | What | Example |
        |:-----|:-----|:--------|
        |1.8.1 | Cheap rate, <br /> drawn | 000412.250*kWh |
        |1.8.2 | Day rate | 001200.750*kWh |
        |1.6.0 | Highest demand | 310203101500W)(07.412*kW |
        |32.7.0 | Voltage of phase 1 | 229.4*V |
        |52.7.0 | Voltage of phase 2 | 231.2*V |
        """;

    [Theory]
    [InlineData("what is 1.8.1?", "412.250 kWh")]
    [InlineData("what is the voltage of phase 2?", "231.2 V")]
    public void Codes_of_a_meter_stand_in_a_table_with_breaks(string prompt, string answer) =>
        Ask.Answers(Codes, prompt, answer);

    private const string Topics = """
        | Topic | Name          | Value | Description |
        |-------|---------------|-------|-------------|
        | TOP0  | Brine_Pump    | 1     | On          |
        | TOP1  | Brine_In_Temp | 4.25  | °C          |
        | TOP2  | Tank_Temp     | 46    | °C          |
        """;

    [Theory]
    [InlineData("what is the tank temp?", "46 °C")]
    [InlineData("is the brine pump on?", "yes")]
    public void Names_are_better_than_topics_and_notes_say_units(string prompt, string answer) =>
        Ask.Answers(Topics, prompt, answer);

    private const string Slots =
        """{"cards":[{"address":4,"model":"RLY8","ok":true,"volts":23.9},{"address":7,"model":"RLY8","ok":false,"volts":24.2}]}""";

    [Theory]
    [InlineData("volts of RLY8 7?", "24.2")]
    [InlineData("which card has the highest volts?", "RLY8 7 24.2")]
    public void Things_of_a_list_are_told_apart_by_their_address(string prompt, string answer)
    {
        var (got, _) = Ask.Of(Slots, prompt);
        Assert.Contains(answer, got);
    }

    [Theory]
    [InlineData("{\"site\":{\"p_grid\":412.16000000000003,\"p_pv\":0.1}}", "p_grid", "412.16")]
    [InlineData("{\"air\":{\"temp\":8.399999618530273,\"hum\":5}}", "temp", "8.4")]
    [InlineData("{\"gps\":{\"lat\":44.688495356,\"sats\":5}}", "lat", "44.688495356")]
    public void Digits_of_a_conversion_are_no_measurement(string text, string name, string answer) =>
        Ask.Answers(text, $"what is the {name}?", answer);
}
