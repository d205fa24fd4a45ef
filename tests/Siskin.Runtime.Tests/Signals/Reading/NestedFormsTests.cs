using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Documents, lists and trees: what a value is of stands around it.</summary>
public sealed class NestedFormsTests
{
    private const string Barns = """
        <?xml version="1.0"?>
        <estate name="Ashcombe" time="2031-03-04T05:00:00Z">
          <stable id="foals"><climate temp="14.9" rh="70"/><fan n="1" rpm="620" mode="eco"/><fan n="2" rpm="0"/></stable>
          <stable id="mares"><climate temp="16.2" rh=""/><fan n="1" rpm="880"/></stable>
          <vat id="milk" litres="3,120" stirrer='on'/>
          <collar id="C7" pet="Juno"><charge pct="23"/></collar>
          <rack><feed side="left" bar="41"/><feed side="right" bar="77"/></rack>
        </estate>
        """;

    [Theory]
    [InlineData("stable foals/climate/temp", "14.9")]
    [InlineData("stable mares/climate/temp", "16.2")]
    [InlineData("stable foals/fan 2/rpm", "0 rpm")]
    [InlineData("stable mares/fan 1/rpm", "880 rpm")]
    [InlineData("stable mares/climate/rh", "missing")]
    [InlineData("vat milk/litres", "3,120 litres")]
    [InlineData("vat milk/stirrer", "on")]
    [InlineData("rack/feed right/bar", "77 bar")]
    public void Attributes_of_elements_are_signals_of_their_element(string path, string value) =>
        Assert.Equal(value, SignalReader.Read(Barns).Find(path)?.Value.Shown);

    [Fact]
    public void Another_text_of_an_element_is_another_name_of_what_it_holds() =>
        Assert.Equal("Juno", SignalReader.Read(Barns).Find("collar C7/charge/pct")?.Alias);

    [Fact]
    public void Items_of_a_flow_list_go_by_the_text_that_tells_them_apart()
    {
        var table = SignalReader.Read(
            """
            detectors:
              - {room: landing, type: smoke, battery: ok, tested: "2030-03-14"}
              - {room: workshop, type: smoke, battery: low, tested: "2029-06-02", ppm: 64}
            """
        );

        Assert.Equal("low", table.Find("workshop/battery")?.Value.Text);
        Assert.Equal(64, table.Find("workshop/ppm")?.Value.Number);
        Assert.Equal("ok", table.Find("landing/battery")?.Value.Text);
    }

    [Fact]
    public void Objects_without_a_name_go_by_the_longer_of_their_texts() =>
        Assert.Equal(
            "0",
            SignalReader
                .Read("""{"shelf":[{"slot":"A1","item":"Oat bar","stock":0},{"slot":"A2","item":"Cider","stock":9}]}""")
                .Find("Oat bar/stock")
                ?.Value.Text
        );

    [Fact]
    public void Records_of_senml_take_name_time_and_unit_from_their_base()
    {
        var table = SignalReader.Read(
            """
            [{"bn":"urn:dev:cave:","bt":1930382400,"bu":"Cel","n":"t1","v":12.2},{"n":"t2"},{"n":"rh","u":"%RH","v":72},
             {"n":"leak","vb":true},{"n":"t1","t":60,"v":12.4}]
            """
        );

        Assert.Equal(["12.2 °C", "12.4 °C"], table.Find("cave/t1")!.Points.Select(one => one.Value.Shown));
        Assert.Equal("1930382460", table.Find("cave/t1")!.Points[1].Time);
        Assert.Equal(SignalKind.Missing, table.Find("cave/t2")!.Value.Kind);
        Assert.Equal("72 %", table.Find("cave/rh")!.Value.Shown);
        Assert.Equal(SignalKind.Boolean, table.Find("cave/leak")!.Value.Kind);
    }

    [Fact]
    public void Times_before_documents_make_a_series()
    {
        var table = SignalReader.Read(
            """[["2031-08-08T00:00:00Z",{"pond":21.3}],["2031-08-08T01:00:00Z",{"pond":null}]]"""
        );

        Assert.Equal("2031-08-08T01:00:00Z", table.Find("pond")!.Points[1].Time);
        Assert.Equal(SignalKind.Missing, table.Find("pond")!.Value.Kind);
    }

    [Fact]
    public void Values_beside_one_unit_have_it() =>
        Assert.Equal(
            "2890 W",
            SignalReader.Read("""{"PAC":{"Unit":"W","Values":{"1":3120,"2":2890}}}""").Find("PAC/2")?.Value.Shown
        );

    [Fact]
    public void Drawn_branches_say_what_lines_are_of()
    {
        var table = SignalReader.Read(
            """
            Strip R7
            ├─ Inlet A
            │  ├─ voltage: 231.4 V
            │  └─ current: 9.82 A
            └─ Inlet B
               ├─ voltage: 229.9 V
               └─ current: 0.40 A
            """
        );

        Assert.Equal("0.40 A", table.Find("Strip R7/Inlet B/current")?.Value.Shown);
        Assert.Equal("231.4 V", table.Find("Strip R7/Inlet A/voltage")?.Value.Shown);
    }

    [Fact]
    public void A_drawn_box_is_a_table() =>
        Ask.Answers(
            "┌───────┬───────┬────────┐\n│ Tank  │ Level │ Temp   │\n├───────┼───────┼────────┤\n"
                + "│ North │ 74 %  │ 18.2 C │\n│ South │ 31 %  │ 19.0 C │\n└───────┴───────┴────────┘",
            "What is the level of the south tank?",
            "31 %"
        );

    [Theory]
    [InlineData("ENGINE\n  Speed      1502 RPM\n  Fuel       37 %\nBUS\n  Freq       50.1 Hz", "ENGINE/Fuel", "37 %")]
    [InlineData(
        "Peer a4:cf:12:00:11:22 (on mesh0)\n\ttx failed:\t4\nPeer dc:a6:32:00:44:55 (on mesh0)\n\ttx failed:\t0",
        "Peer a4:cf:12:00:11:22 (on mesh0)/tx failed",
        "4"
    )]
    [InlineData(
        "COMPRESSOR A\nOil temp: 84 C\nState: LOADED\n\nCOMPRESSOR B\nOil temp: 41 C\nState: STANDBY",
        "COMPRESSOR B/Oil temp",
        "41 C"
    )]
    public void Words_above_what_is_indented_are_a_heading(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    private const string Aire = """
        {"ozono": {"Datos": [
          {"Hora": "2031-06-11 16:00:00", "Medida": 71.5, "Valido": true},
          {"Hora": "2031-06-11 15:00:00", "Medida": null, "Valido": false},
          {"Hora": "2031-06-11 14:00:00", "Medida": 55.25, "Valido": true}]},
         "polvo": {"Datos": [{"dt": 1939042800, "main": {"pm": 12}}, {"dt": 1939046400, "main": {"pm": 14}}]}}
        """;

    [Fact]
    public void Rows_that_hold_a_time_are_a_series_whatever_its_name()
    {
        var table = SignalReader.Read(Aire);

        Assert.Equal(
            [("2031-06-11 14:00:00", "55.25"), ("2031-06-11 15:00:00", "missing"), ("2031-06-11 16:00:00", "71.5")],
            table.Find("ozono/Datos/Medida")!.Points.Select(one => (one.Time, one.Value.Shown))
        );
        Assert.Equal(
            [("1939042800", "12"), ("1939046400", "14")],
            table.Find("polvo/Datos/main/pm")!.Points.Select(one => (one.Time, one.Value.Shown))
        );
    }

    [Fact]
    public void Things_with_a_time_each_stay_things()
    {
        var table = SignalReader.Read(
            """
            {"valves": [{"valve": "N1", "moved": "2031-06-11 16:00:00", "open": 40},
             {"valve": "S4", "moved": "2031-06-11 16:05:00", "open": 65}]}
            """
        );

        Assert.Equal(40, table.Find("N1/open")?.Value.Number);
        Assert.Equal(65, table.Find("S4/open")?.Value.Number);
    }

    [Fact]
    public void Members_that_are_called_by_times_are_a_series()
    {
        var table = SignalReader.Read(
            """{"yield": {"2031-06-11 07:00": 0, "2031-06-11 08:00": 340}, "by_day": {"2031-06-11": 9.1, "2031-06-12": 11.4}}"""
        );

        Assert.Equal(
            [("2031-06-11 07:00", "0"), ("2031-06-11 08:00", "340")],
            table.Find("yield")!.Points.Select(one => (one.Time, one.Value.Shown))
        );
        Assert.Equal("2031-06-12", table.Find("by_day")!.Points[1].Time);
    }

    [Fact]
    public void A_list_of_times_says_when_the_values_beside_it_were_measured()
    {
        var table = SignalReader.Read(
            """{"hourly": {"hour": ["07:00", "08:00", "09:00"], "flow": [3.5, 4, null]}, "hosts": ["a1", "b2"]}"""
        );

        Assert.Equal(
            [("07:00", "3.5"), ("08:00", "4"), ("09:00", "missing")],
            table.Find("hourly/flow")!.Points.Select(one => (one.Time, one.Value.Shown))
        );
    }

    [Fact]
    public void Lists_of_values_go_by_the_list_of_names_that_is_as_long()
    {
        var table = SignalReader.Read(
            """
            {"access": ["tls", "basic"], "drum-kinds": ["drum", "drum", "drum"], "drum-colors": ["#0A0", "#A00", "#00A"],
             "drum-names": ["Lime", "Rust", "Slate"], "drum-levels": [61, 9, 88]}
            """
        );

        Assert.Equal(9, table.Find("Rust/drum-levels")?.Value.Number);
        Assert.Equal(88, table.Find("Slate/drum-levels")?.Value.Number);
        Assert.Equal(["tls", "basic"], table.Find("access")!.Points.Select(one => one.Value.Text));
    }

    [Fact]
    public void Two_lists_of_the_same_names_stay_apart()
    {
        var table = SignalReader.Read(
            """
            {"probes": [{"kind": "dust", "value": 14.5}, {"kind": "gas", "value": 366}],
             "grades": [{"kind": "dust", "value": 1}, {"kind": "gas", "value": 4}]}
            """
        );

        Assert.Equal("14.5", table.Find("probes/dust/value")?.Value.Shown);
        Assert.Equal("4", table.Find("grades/gas/value")?.Value.Shown);
    }

    [Fact]
    public void What_a_server_could_not_read_has_no_value()
    {
        var table = SignalReader.Read(
            """
            {"Payload": {"Feed": {"Value": 3.5, "SourceTimestamp": "2031-06-11T16:00:00Z"},
             "Stack": {"StatusCode": {"Symbol": "BadDeviceFailure", "Code": 2156593152}, "SourceTimestamp": "2031-06-11T16:00:00Z"}}}
            """
        );

        Assert.Equal(SignalKind.Missing, table.Find("Payload/Stack")?.Value.Kind);
        Assert.Equal("BadDeviceFailure", table.Find("Payload/Stack/quality")?.Value.Text);
    }

    [Theory]
    [InlineData("""{"units": {"flow": "l/min", "lid": "-"}, "flow": 3.5, "lid": "shut"}""", "flow", "3.5 l/min")]
    [InlineData("""{"hall_units": {"co2": "ppm"}, "hall": {"co2": 655}, "co2": 1}""", "hall/co2", "655 ppm")]
    [InlineData("""{"hall_units": {"co2": "ppm"}, "hall": {"co2": 655}, "co2": 1}""", "co2", "1")]
    public void Units_may_stand_apart_from_what_is_measured_in_them(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);
}
