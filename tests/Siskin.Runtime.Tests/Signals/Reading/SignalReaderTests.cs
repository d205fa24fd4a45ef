using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class SignalReaderTests
{
    [Theory]
    [InlineData("""{"ENERGY":{"Power":41,"Voltage":229},"Time":"2025-01-04T10:11:12"}""", "ENERGY/Power", "41")]
    [InlineData(
        """{"messages":[{"type":"Soil","measurementValue":7.5},{"type":"Rain","measurementValue":2}]}""",
        "Soil",
        "7.5"
    )]
    [InlineData("home/attic/th {\"battery\":55,\"temperature\":3.5}", "home/attic/th/temperature", "3.5")]
    [InlineData("probe_celsius{room=\"attic\"} 12.25", "probe_celsius/attic", "12.25")]
    [InlineData("press,site=b bar=3.5,count=4i 1700000000000000000", "press/b/count", "4")]
    [InlineData("level=info pump=on flow=3.4", "flow", "3.4")]
    [InlineData("Inlet: 3.4 bar", "Inlet", "3.4 bar")]
    [InlineData("battery.charge: 77\nups.load: 9", "ups.load", "9")]
    [InlineData("tank:\n  level: 44 %\n  valve: open", "tank/level", "44 %")]
    [InlineData("[tank]\nlevel = 44", "tank/level", "44")]
    [InlineData(
        "acme-isa-0010\nAdapter: ISA adapter\nCore 0:  +41.0°C  (high = +90.0°C)",
        "acme-isa-0010/Core 0",
        "+41.0°C"
    )]
    [InlineData(
        "[10:00:01][D][sensor:094]: 'Attic': Sending state 4.50000 °C with 1 decimals of accuracy",
        "Attic",
        "4.50000 °C"
    )]
    [InlineData("time;Flow;Level\n2025-01-01 10:00:00;1,5;7\n2025-01-01 10:01:00;2,5;8", "Flow", "2,5")]
    [InlineData("sensor,value,unit\nattic,5.5,°C\ncellar,9,°C", "attic", "5.5 °C")]
    [InlineData("name    power\nfridge  80\noven    1200", "oven/power", "1200")]
    [InlineData("AHU OK; intake 12.5 °C; filter 90 Pa (max 80)", "filter", "90 Pa")]
    [InlineData("10:00 4.5\n10:05 4.7", "value", "4.7")]
    [InlineData("boiler: flow=4.7", "boiler/flow", "4.7")]
    [InlineData("10:00:07 boiler: flow=4.7 heat=unavailable", "boiler/flow", "4.7")]
    public void Every_form_becomes_signals(string text, string path, string shown)
    {
        var signal = SignalReader.Read(text).Find(path);

        Assert.NotNull(signal);
        Assert.Equal(shown, signal.Value.Shown);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("N/A")]
    [InlineData("NaN")]
    [InlineData("None")]
    [InlineData("--")]
    [InlineData("unavailable")]
    [InlineData("offline")]
    [InlineData("")]
    public void Every_spelling_of_missing_is_missing(string printed) =>
        Assert.Equal(SignalKind.Missing, ValueReader.Read(printed).Kind);

    [Theory]
    [InlineData("-12,5", -12.5)]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1,234", 1234)]
    [InlineData("0,125", 0.125)]
    [InlineData("1.5e3", 1500)]
    [InlineData("0x1F", 31)]
    [InlineData("12.5kW", 12.5)]
    [InlineData("−4 °C", -4)]
    public void Every_spelling_of_a_number_is_read(string printed, double number) =>
        Assert.Equal((decimal)number, ValueReader.Read(printed).Number);

    [Fact]
    public void Log_lines_keep_their_level()
    {
        var table = SignalReader.Read(
            "2025-02-03 04:05:06,700 - WARN  [Worker:1] - slow disk\n2025-02-03 04:05:07,100 - ERROR [Worker:1] "
                + "- disk gone"
        );

        Assert.Equal([EventLevel.Warning, EventLevel.Error], table.Events.Select(one => one.Level));
    }

    [Fact]
    public void A_field_of_a_device_may_be_missing() =>
        Assert.Equal(
            SignalKind.Missing,
            SignalReader.Read("10:00:07 boiler: flow=unavailable").Find("boiler/flow")?.Value.Kind
        );

    [Fact]
    public void Limits_stand_with_their_signal() =>
        Assert.Equal(80, SignalReader.Read("filter 90 Pa (max 80)").Find("filter")?.High);

    [Theory]
    [InlineData("$pump$ 3.5")]
    [InlineData("$big$ 26.12")]
    public void Text_that_may_be_cut_in_the_wrong_places_is_doubtful(string text) =>
        Assert.True(SignalReader.Read(text).IsDoubtful);

    [Theory]
    [InlineData(
        "{\"metrics\":[{\"name\":\"Press/Speed\",\"alias\":1,\"timestamp\":1700000000000,\"dataType\":\"Double\",\"value\":12.5}]}",
        "Press/Speed",
        "12.5"
    )]
    [InlineData(
        "{\"Messages\":[{\"Payload\":{\"Flow\":{\"Value\":3.25,\"SourceTimestamp\":\"2025-01-01T10:00:00Z\"},\"Level\":{\"Value\":7}}}]}",
        "Messages/Payload/Flow",
        "3.25"
    )]
    [InlineData("{\"switch:0\":{\"id\":0,\"output\":true,\"apower\":41.5,\"voltage\":229}}", "switch:0/apower", "41.5")]
    [InlineData(
        "[{\"entity_id\":\"sensor.loft\",\"state\":\"19.5\",\"attributes\":{\"unit_of_measurement\":\"°C\"}},{\"entity_id\":\"sensor.den\",\"state\":\"21\",\"attributes\":{}}]",
        "sensor.loft",
        "19.5 °C"
    )]
    [InlineData(
        "{\"uplink_message\":{\"decoded_payload\":{\"soil\":31.5}}}",
        "uplink_message/decoded_payload/soil",
        "31.5"
    )]
    public void Payloads_of_protocols_become_signals(string text, string path, string shown) =>
        Assert.Equal(shown, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Theory]
    [InlineData("2025-01-01T10:00:00+02:00 4.5\n2025-01-01T10:30:00+02:00 4.7", "2025-01-01T10:30:00+02:00")]
    [InlineData("time,Flow\n1700000000,1.5\n1700000060,2.5", "1700000060")]
    [InlineData("press,site=b Flow=3.5 1700000000000000000", "1700000000000000000")]
    public void Epochs_and_offsets_are_times(string text, string time) =>
        Assert.Equal(time, Assert.Single(SignalReader.Read(text).Signals).Points[^1].Time);

    [Theory]
    [InlineData("Jan  4 10:00:01 gate kernel: [ERROR] bus lost", EventLevel.Error)]
    [InlineData("01-04 10:00:01.250  812  900 W Battery: cell low", EventLevel.Warning)]
    [InlineData("2025-01-04 10:00:01,250 INFO main started", EventLevel.Info)]
    public void Lines_of_syslog_logcat_and_log4j_are_events(string line, EventLevel level) =>
        Assert.Equal(level, Assert.Single(SignalReader.Read(line).Events).Level);
}
