using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class PlantFormsTests
{
    private const string Alarms = """
        2031-08-01 02:10:00 | PRIO 2 | VAT-9 | FOAM HIGH | ACT
        2031-08-01 02:12:30 | PRIO 1 | PMP-4 | DRY RUN | ACT
        2031-08-01 02:13:15 | PRIO 1 | PMP-4 | DRY RUN | RTN
        """;

    [Theory]
    [InlineData("How long was the dry run active?", "45 s")]
    [InlineData("What was the first alarm?", "2031-08-01 02:10:00 VAT-9 FOAM HIGH ACT")]
    public void Alarms_between_bars_come_and_go(string prompt, string answer) => Ask.Answers(Alarms, prompt, answer);

    [Fact]
    public void A_process_variable_has_its_time_before_its_value()
    {
        var table = SignalReader.Read(
            "RIG:COIL1 2031-04-02 11:20:31.104233 3.2e-07 mbar\nRIG:COIL2 2031-04-02 11:20:30.981002 1.1e-06 mbar HIHI MAJOR\nRIG:COIL3 *** disconnected"
        );

        Assert.Equal(" mbar", table.Find("RIG:COIL1")!.Value.Unit);
        Assert.Equal("2031-04-02 11:20:31.104233", table.Find("RIG:COIL1")!.Points[0].Time);
        Assert.Equal("HIHI MAJOR", table.Find("RIG:COIL2/status")!.Value.Text);
        Assert.Equal(SignalKind.Missing, table.Find("RIG:COIL3")!.Value.Kind);
    }

    [Fact]
    public void A_name_may_stand_before_the_time() =>
        Ask.Answers(
            "coop2 2031-05-20 06:00 weight=3.4kg temp=34.8C\ncoop2 2031-05-20 09:00 weight=3.9kg temp=35.1C",
            "What was the weight at 06:00?",
            "3.4kg"
        );

    [Theory]
    [InlineData("Rotor supply   :  46 %    1820 rpm", "Rotor supply/rpm", "1820")]
    [InlineData("U: 231.2V I:3.52A", "U/I", "3.52")]
    [InlineData("Status ........ ON LOAD\nDew point ........ -38.5 °C", "Status", "ON LOAD")]
    [InlineData(
        "IF-MIB::ifInErrors.2 = Counter32: 12\nIF-MIB::ifInErrors.3 = Counter32: 0",
        "IF-MIB::ifInErrors.2",
        "12"
    )]
    [InlineData("TRIKE|spd:24.6km/h|mode:TURBO|bat:38%", "mode", "TURBO")]
    [InlineData(
        "<Bench><Axis name=\"x\" unit=\"mm\">-12.4</Axis><Axis name=\"y\" unit=\"mm\">3</Axis></Bench>",
        "Axis x",
        "-12.4"
    )]
    [InlineData("<probe id=\"t1\" value=\"21.5\"/>\n<probe id=\"t2\" value=\"19\"/>", "probe t2", "19")]
    public void Forms_of_the_field_are_read(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Text);

    [Fact]
    public void What_a_server_does_not_trust_is_of_bad_quality() =>
        Ask.Answers(
            """{"Payload":{"Flow":{"Value":0.5,"StatusCode":{"Code":2156658688,"Symbol":"BadSensorFailure"}},"Level":{"Value":63.7}}}""",
            "Which tag has bad quality?",
            "Flow/quality BadSensorFailure"
        );

    [Fact]
    public void Units_below_a_header_are_no_values_but_say_their_unit() =>
        Ask.Answers(
            "\"TIMESTAMP\",\"RECORD\",\"Flow\"\n\"TS\",\"RN\",\"L/min\"\n\"\",\"\",\"Avg\"\n\"2031-05-20 13:00:00\",41,3.4\n\"2031-05-20 13:05:00\",42,3.6",
            "What is the average flow?",
            "3.5 L/min"
        );

    [Fact]
    public void What_a_list_is_called_names_its_items() =>
        Ask.Answers(
            """{"mixers":[{"name":"big","rpm":120,"on":1},{"name":"small","rpm":0,"on":0}]}""",
            "How many mixers are on?",
            "1"
        );
}
