using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>What tools, stations and brokers publish line by line, some of it behind a time.</summary>
public sealed class PublishedFormsTests
{
    private const string Records = """
        PSU A            | 11h | ok  | 10.1 | 240 Watts, Presence detected
        PSU B            | 12h | cr  | 10.2 | 0 Watts, Presence detected, Failure detected
        Inlet            | 13h | ok  | 64.1 | 24 degrees C
        Spare Probe      | 14h | ns  | 64.2 | Disabled
        Chassis          | 15h | ok  | 23.1 |
        Backplane        | 16h | ok  |  7.1 | Device Present
        """;

    [Theory]
    [InlineData("PSU A", "240 Watts")]
    [InlineData("PSU B/state", "Presence detected, Failure detected")]
    [InlineData("PSU B/status", "cr")]
    [InlineData("Inlet", "24°C")]
    [InlineData("Spare Probe", "Disabled")]
    [InlineData("Spare Probe/status", "ns")]
    [InlineData("Backplane", "Device Present")]
    [InlineData("Chassis", null)]
    public void Records_of_a_server_have_a_value_a_state_or_both(string path, string? value) =>
        Assert.Equal(value, SignalReader.Read(Records).Find(path)?.Value.Shown);

    [Theory]
    [InlineData("press/NET I/O in", "3.1MB")]
    [InlineData("press/BLOCK I/O out", "12kB")]
    [InlineData("lathe/NET I/O out", "71kB")]
    public void What_came_in_and_went_out_are_two_values(string path, string value) =>
        Assert.Equal(
            value,
            SignalReader
                .Read(
                    """
                    NAME      CPU %     MEM USAGE / LIMIT     NET I/O           BLOCK I/O
                    press     0.50%     20.5MiB / 1.944GiB    3.1MB / 44kB      1.2MB / 12kB
                    lathe     1.75%     11.0MiB / 1.944GiB    80kB / 71kB       0B / 4kB
                    """
                )
                .Find(path)
                ?.Value.Shown
        );

    [Theory]
    [InlineData(
        "cooling,plant=north\\ mill,unit=a\\,b flow=3.5 1930382400000000000",
        "cooling/north mill/a,b/flow",
        "3.5"
    )]
    public void A_backslash_before_a_mark_of_a_line_is_none(string line, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(line).Find(path)?.Value.Shown);

    [Fact]
    public void Sentences_of_instruments_may_stand_behind_the_time_of_their_arrival()
    {
        var table = SignalReader.Read(
            """
            2031-06-02T08:15:00.250+00:00    $IIHDG,212,,,02,E*11
            2031-06-02T08:15:00.250+00:00    $IIMTW,+11.5,C*30
            2031-06-02T08:15:00.250+00:00    $IIMWV,041,T,07.2,N,A*1F
            """
        );

        Assert.Equal("+11.5 °C", table.Find("water temperature")?.Value.Shown);
        Assert.Equal("07.2 kn", table.Find("true wind speed")?.Value.Shown);
        Assert.Equal("2031-06-02T08:15:00.250+00:00", table.Find("heading magnetic")?.Points[0].Time);
    }

    [Fact]
    public void Sampled_values_of_a_station_are_told_apart_by_their_phase()
    {
        var table = SignalReader.Read(
            """
            {"connectorId":2,"meterValue":[{"timestamp":"2031-10-12T17:00:00Z","sampledValue":[
              {"value":"231.2","context":"Sample.Periodic","format":"Raw","measurand":"Voltage","phase":"L1-N","location":"Outlet","unit":"V"},
              {"value":"228.9","context":"Sample.Periodic","format":"Raw","measurand":"Voltage","phase":"L3-N","location":"Outlet","unit":"V"},
              {"value":"41","context":"Sample.Periodic","measurand":"SoC","location":"EV","unit":"Percent"},
              {"value":"10422","context":"Sample.Clock","unit":"Wh"}]}]}
            """
        );

        Assert.Equal("228.9 V", table.Find("Voltage/L3-N")?.Value.Shown);
        Assert.Equal("231.2 V", table.Find("Voltage/L1-N")?.Value.Shown);
        Assert.Equal("41 Percent", table.Find("EV/SoC")?.Value.Shown);
        Assert.Equal("10422 Wh", table.Find("Energy.Active.Import.Register")?.Value.Shown);
    }

    [Theory]
    [InlineData("""{"roof":{"Power":{"v":312.5,"u":"W","d":1},"YieldDay":{"v":1.25,"u":"kWh","d":3}}}""", "312.5 W")]
    [InlineData("""{"roof":{"Power":{"v":312.5,"u":"W","decimals":1}}}""", "312.5 W")]
    public void A_value_its_unit_and_its_decimals_are_one_signal(string text, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find("roof/Power")?.Value.Shown);

    [Fact]
    public void A_thing_that_goes_by_a_number_of_its_own_is_called_by_its_name() =>
        Assert.Equal(
            "81",
            SignalReader
                .Read(
                    """{"data":[{"type":"robot","id":"3f0c9a52-7f5e-4c58-9d0b-1a6c2b7d8e90","attributes":{"system":{"name":"Orchard"},"charge":81}}]}"""
                )
                .Find("Orchard/attributes/charge")
                ?.Value.Shown
        );

    [Fact]
    public void Words_and_numbers_may_say_where_a_sensor_is()
    {
        var table = SignalReader.Read(
            "fbd-isa-0000\nAdapter: ISA adapter\nCh. 0 Bank 1:  +48.5°C  (low  = +127.5°C, high = +127.5°C)\nCh. 1 Bank 1:  +61.0°C  (low  = +10.0°C, high = +95.0°C)"
        );

        Assert.Equal("+48.5°C", table.Find("fbd-isa-0000/Ch. 0 Bank 1")?.Value.Shown);
        Assert.Null(table.Find("fbd-isa-0000/Ch. 0 Bank 1")?.High);
        Assert.Equal(95, table.Find("fbd-isa-0000/Ch. 1 Bank 1")?.High);
    }

    [Fact]
    public void A_voltage_that_is_called_u_is_no_unit() =>
        Assert.Equal("230.4", SignalReader.Read("""{"grid":{"u":230.4,"i":3.1}}""").Find("grid/u")?.Value.Shown);

    [Fact]
    public void A_log_may_count_seconds()
    {
        var table = SignalReader.Read(
            """
            1930382400: New connection from 198.51.100.7:40112 on port 1883.
            1930382401: Client <unknown> disconnected, not authorised.
            1930382466: New client connected from 198.51.100.9:40310 as silo (p2, c1, k60).
            1930382470: Client silo disconnected.
            """
        );

        Assert.Equal(4, table.Events.Count);
        Assert.Equal("1930382466", table.Events[2].Time);
        Assert.Equal("Client <unknown> disconnected, not authorised.", table.Events[1].Message);
    }

    [Fact]
    public void A_prompt_may_end_with_a_percent_sign()
    {
        const string Session =
            "ana@bench fleet % kubectl get pods\nNAME     READY   STATUS    RESTARTS     AGE\nmixer    1/1     Running   2 (9h ago)   3d\n"
            + "ana@bench fleet % cat level\ntank level: 71 %\n";

        Assert.Equal("71 %", SignalReader.Read(Session).Find("tank level")?.Value.Shown);
        Assert.Equal(2, SignalReader.Read(Session).Find("mixer/RESTARTS")?.Value.Number);
        Assert.Equal("9h ago", SignalReader.Read(Session).Find("mixer/RESTARTS last")?.Value.Text);
        Assert.Equal("Running", SignalReader.Read(Session).Find("mixer/STATUS")?.Value.Text);
    }
}
