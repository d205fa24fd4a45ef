using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Documents, recordings and records as scripts, terminals and tools print them.</summary>
public sealed class PrintedDocumentsTests
{
    [Theory]
    [InlineData("export const vats = [\n  { name: \"north\", level: 41.5 },\n  { name: \"south\", level: 12 },\n];")]
    [InlineData("let vats = [{'name': 'north', 'level': 41.5}, {'name': 'south', 'level': 12}]")]
    [InlineData("const vats: Vat[] = [\n{name: 'north', level: 41.5},\n{name: 'south', level: 12},\n{name: 'ea")]
    public void What_a_script_assigns_is_a_document(string text)
    {
        var table = SignalReader.Read(text);

        Assert.Equal("json", table.Form);
        Assert.Equal("41.5", table.Find("north/level")?.Value.Shown);
    }

    [Theory]
    [InlineData("Received meter values: {\n  \"flow\": 3.5,\n  \"unit\": \"l\"\n}", "flow")]
    [InlineData("dryer: {\n  \"flow\": 3.5,\n  \"door\": \"open\"\n}", "dryer/flow")]
    [InlineData("{\n “flow”: 3.5,\n \"door\": \"open”\n}", "flow")]
    public void Words_before_a_document_and_curly_quotes_do_not_hide_it(string text, string path)
    {
        var table = SignalReader.Read(text);

        Assert.Equal("json", table.Form);
        Assert.Equal(3.5m, table.Find(path)?.Value.Number);
    }

    [Fact]
    public void Lines_that_were_cut_at_a_width_are_one()
    {
        var whole =
            "{\"serial\":\"K-20031\",\"mode\":\"auto\",\"pump_speed\":1480,\"feed_pressure\":3.25,\"return_temperature\":48.5,\"lid\":\"closed\",\"alarm\":null,\"hours\":12044,\"starts\":977}";
        var cut = string.Join('\n', whole.Chunk(64).Select(part => new string(part)));

        Assert.Equal("48.5", SignalReader.Read(cut).Find("return_temperature")?.Value.Shown);
        Assert.Equal("977", SignalReader.Read(cut).Find("starts")?.Value.Shown);
    }

    [Theory]
    [InlineData(@"{'sign': 'caf\u00e9', 'raw': b'on'}", "sign", "café")]
    [InlineData(@"{'sign': 'caf\xe9', 'raw': b'on'}", "raw", "on")]
    [InlineData("{'span': (3, 8), 'gain': inf}", "gain", "missing")]
    [InlineData("{'gain': -.5, 'x': 1}", "gain", "-.5")]
    public void Escapes_and_tuples_are_read_as_scripts_mean_them(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void The_time_of_a_row_is_no_signal_whatever_it_is_called()
    {
        var table = SignalReader.Read(
            """{"no2":{"rows":[{"Datum":"2031-07-31 15:00:00","Wert":7.1},{"Datum":"2031-07-31 14:00:00","Wert":7.3}]}}"""
        );

        Assert.Equal(["no2/rows/Wert"], table.Signals.Select(one => one.Path));
        Assert.Equal("7.1", table.Signals[0].Value.Shown);
        Assert.Equal("2031-07-31 15:00:00", table.Signals[0].Points[^1].Time);
    }

    [Fact]
    public void A_unit_beside_values_is_theirs()
    {
        var table = SignalReader.Read(
            """{"pulse":{"values":[{"value":81,"timestamp":1938038400},{"value":84,"timestamp":1938038700}],"unit":"BPM"},"air":{"Metric":{"Value":22.6,"Unit":"C","UnitType":17}}}"""
        );

        Assert.Equal("84 BPM", table.Find("pulse")?.Value.Shown);
        Assert.Equal("22.6 C", table.Find("air/Metric")?.Value.Shown);
    }

    [Fact]
    public void Records_that_begin_with_the_same_key_are_named()
    {
        var table = SignalReader.Read(
            "name: saw 1\nload: 82 %\nstate: run\nname: saw 2\nload: 0 %\nstate: idle\nname: saw 3\nload: 7 %\nstate: run\n"
        );

        Assert.Equal("0 %", table.Find("saw 2/load")?.Value.Shown);
        Assert.Equal("idle", table.Find("saw 2/state")?.Value.Shown);
    }

    [Fact]
    public void Records_of_a_receiver_of_sensors_are_named_by_what_was_heard()
    {
        var table = SignalReader.Read(
            "time      : 2031-03-02 10:15:40\nmodel     : Nexo-TH        id        : 133\nChannel   : 2              Battery   : 1            Temperature: 19.40 C       Humidity  : 51 %\n"
                + "_ _ _ _ _ _ _ _ _ _ _ _ _ _\n"
                + "time      : 2031-03-02 10:16:02\nmodel     : Brisa-3C       id        : 77\nChannel   : 1              Battery   : 1            Temperature: 4.10 C        Humidity  : 88 %\n"
        );

        Assert.Equal("4.10 C", table.Find("Brisa-3C/Temperature")?.Value.Shown);
        Assert.Equal("51 %", table.Find("Nexo-TH/Humidity")?.Value.Shown);
    }

    [Fact]
    public void Rows_of_fields_are_of_the_entity_that_they_name()
    {
        var table = SignalReader.Read(
            "ts=2031-03-02T07:00:00Z entity=vat_a flow=12.4\nts=2031-03-02T07:00:00Z entity=vat_b flow=10.9\nts=2031-03-02T07:01:00Z entity=vat_a flow=12.6\nts=2031-03-02T07:01:00Z entity=vat_b flow=10.1\n"
        );

        Assert.Equal("12.6", table.Find("vat_a/flow")?.Value.Shown);
        Assert.Equal(2, table.Find("vat_b/flow")?.Points.Count);
    }

    [Fact]
    public void A_title_of_a_journal_is_no_event_and_a_warning_without_a_time_is()
    {
        var table = SignalReader.Read(
            "INFO: night log of kiln 2\n22:00:10 burner was lit\n22:14:02 ramp has started\n23:01:40 ramp has ended\nWARN: draft is low\n23:58:00 soak was reached\n"
        );

        Assert.Equal("log", table.Form);
        Assert.Equal(5, table.Events.Count);
        Assert.Equal(EventLevel.Warning, table.Events[3].Level);
        Assert.Equal("draft is low", table.Events[3].Message);
    }

    [Fact]
    public void A_column_of_long_dates_is_a_signal_as_well()
    {
        var table = SignalReader.Read(
            "Client,Address,Sent,Connected since\nlathe,10.3.0.4:5001,81220,Tue Feb  3 06:10:44 2031\nmill,10.3.0.9:5002,1933,Tue Feb  3 06:12:01 2031\n"
        );

        Assert.Equal("Tue Feb  3 06:12:01 2031", table.Find("mill/Connected since")?.Value.Shown);
        Assert.Equal("Tue Feb  3 06:10:44 2031", table.Find("lathe/Sent")?.Points[0].Time);
    }

    [Fact]
    public void Tags_that_say_how_something_is_are_no_part_of_its_name()
    {
        var table = SignalReader.Read(
            "> heat,zone=a,status=ok,unit=celsius note=\"door is shut\",value=41.5 1938038400000000000\n> heat,zone=b,status=fault,unit=celsius note=\"open\",value=19 1938038400000000000\n"
        );

        Assert.Equal("41.5 celsius", table.Find("heat/a/value")?.Value.Shown);
        Assert.Equal("fault", table.Find("heat/b/status")?.Value.Shown);
        Assert.Equal("door is shut", table.Find("heat/a/note")?.Value.Shown);
    }

    [Fact]
    public void A_tag_of_one_letter_names_a_unit_of_a_plant() =>
        Assert.Equal("3", SignalReader.Read("soft,unit=A flow=3 1938038400000000000").Find("soft/A/flow")?.Value.Shown);

    [Fact]
    public void Lines_of_an_esphome_log_lose_their_tags_and_the_wires_are_left_out()
    {
        var table = SignalReader.Read(
            "[D][sensor:124]: 'pack voltage': Sending state 15.47 V with 2 decimals of accuracy\n[I][bms:243]:   Date of manufacture: 2031.3.28\n[D][uart_debug:114]: >>> DD:A5:03:00\n"
        );

        Assert.Equal(["pack voltage", "Date of manufacture"], table.Signals.Select(one => one.Path));
    }

    [Fact]
    public void Units_of_a_service_manager_are_rows()
    {
        var table = SignalReader.Read(
            "  UNIT LOAD ACTIVE SUB DESCRIPTION\n  fan.service loaded active running Fan control of the kiln\n● pump.service loaded failed failed Pump control\n\n2 loaded units listed."
        );

        Assert.Equal("running", table.Find("fan.service/SUB")?.Value.Shown);
        Assert.Equal("failed", table.Find("pump.service/ACTIVE")?.Value.Shown);
        Assert.Equal("Fan control of the kiln", table.Find("fan.service/DESCRIPTION")?.Value.Shown);
    }

    [Fact]
    public void People_who_are_logged_in_are_rows_and_who_sits_there_came_from_nowhere()
    {
        var table = SignalReader.Read(
            " 08:12:01 up 3 days,  2:11,  2 users,  load average: 0,12, 0,08, 0,05\nUSER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\nmia      tty1                      Mon07   2days  0.30s  0.30s -bash\nmia      pts/0    10.0.0.4         08:11    1.00s  0.08s  0.00s w\n"
        );

        Assert.Null(table.Find("mia tty1/FROM"));
        Assert.Equal("Mon07", table.Find("mia tty1/LOGIN@")?.Value.Shown);
        Assert.Equal("10.0.0.4", table.Find("mia pts/0/FROM")?.Value.Shown);
        Assert.Equal(0.08m, table.Find("load average/5 minute load")?.Value.Number);
    }

    [Theory]
    [InlineData("Active", "active (running)")]
    [InlineData("Active/since", "2031-02-02 04:56:21 UTC")]
    [InlineData("Loaded/at start", "enabled")]
    public void The_state_of_a_service_says_since_when(string path, string value)
    {
        var table = SignalReader.Known(
            "     Loaded: loaded (/lib/systemd/system/mill.service; enabled; preset: enabled)\n     Active: active (running) since Sun 2031-02-02 04:56:21 UTC; 8h ago\n   Main PID: 1802 (milld)\n             └─1802 /usr/sbin/milld\n"
        );

        Assert.Equal(value, table.Find(path)?.Value.Shown);
        Assert.DoesNotContain(table.Signals, one => one.Path.Contains('└', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mem:   4147888k total,  2493092k used,  1654796k free", "Mem/used", "2493092k")]
    [InlineData("Cpu(s): 12.5%us,  0.1%sy,  0.0%ni, 87.0%id", "Cpu(s)/idle", "87.0%")]
    [InlineData("MiB Mem :    735,4 total,     89,7 free,    524,4 used,    233,0 cache", "MiB Mem/used", "524,4")]
    [InlineData("ups.mfr.date: 2031/04/19", "ups.mfr.date", "2031/04/19")]
    public void Numbers_of_a_line_are_of_what_stands_behind_them(string text, string path, string value) =>
        Assert.Equal(
            value,
            SignalReader.Read(text + "\nTasks: 3 total, 1 running, 2 sleeping").Find(path)?.Value.Shown
        );

    [Fact]
    public void A_row_of_a_page_may_end_early()
    {
        var table = SignalReader.Read(
            "# inverter\n| Signal | serial | lan |\n| --- | --- | --- |\n| dc_voltage | 540.1 | 541.0 |\n| dc_current | 2.1 | 2.2 |\n| apparent_power | 523 |\n| grid_hz | 50.0 | 50.1 |\n"
        );

        Assert.Equal("541.0", table.Find("dc_voltage/lan")?.Value.Shown);
        Assert.Equal("523", table.Find("apparent_power/serial")?.Value.Shown);
        Assert.Null(table.Find("apparent_power/lan"));
    }
}
