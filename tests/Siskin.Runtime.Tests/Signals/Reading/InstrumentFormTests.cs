using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class InstrumentFormTests
{
    private const string Smart =
        "ID# ATTRIBUTE_NAME          FLAG     VALUE WORST THRESH TYPE      UPDATED  WHEN_FAILED RAW_VALUE\n"
        + "  5 Reallocated_Sector_Ct   0x0033   100   100   010    Pre-fail  Always       -       4\n"
        + "194 Temperature_Celsius     0x0022   061   052   000    Old_age   Always       -       39 (Min/Max 18/48)";

    [Theory]
    [InlineData("PUTVAL \"gate/cpu-0/percent-idle\" interval=10.000 1700000000.5:81.5", "cpu-0/percent-idle", "81.5")]
    [InlineData("PUTVAL \"gate/if-eth0/octets\" interval=10 1700000000:12:34", "if-eth0/octets/1", "34")]
    [InlineData(
        """[{"values":[21.5],"dsnames":["value"],"time":1700000000.1,"host":"g","plugin":"sensors","type":"temperature","type_instance":"inlet"}]""",
        "sensors/temperature-inlet",
        "21.5"
    )]
    [InlineData(
        """[{"values":[5,7],"dsnames":["rx","tx"],"host":"g","plugin":"interface","plugin_instance":"eth0","type":"if_octets","type_instance":""}]""",
        "interface-eth0/if_octets/tx",
        "7"
    )]
    [InlineData(Smart, "Temperature_Celsius", "39")]
    [InlineData(Smart, "Reallocated_Sector_Ct/normalized", "100")]
    [InlineData("-- Polling slave 3...\n[12]: \t2210\n[13]: \t65530 (-6)", "register 13", "-6")]
    [InlineData(
        "FAN1 | 4200.000 | RPM | ok | 300.000 | 500.000 | 700.000 | 9000.000 | 9100.000 | 9200.000",
        "FAN1",
        "4200.000 RPM"
    )]
    [InlineData("Inlet Temp | 31 degrees C | ok", "Inlet Temp", "31°C")]
    [InlineData("PSU Temp | 0Dh | ok | 10.1 | 44 degrees C", "PSU Temp", "44°C")]
    [InlineData(
        "FAN2 | na | RPM | na | 300.000 | 500.000 | 700.000 | 9000.000 | 9100.000 | 9200.000",
        "FAN2",
        "missing"
    )]
    [InlineData("1-0:1.8.1(004873.215*kWh)\n1-0:32.7.0(231.4*V)", "energy import tariff 1", "4873.215 kWh")]
    [InlineData("1-0:1.8.1(004873.215*kWh)\n1-0:32.7.0(231.4*V)", "voltage L1", "231.4 V")]
    public void What_tools_of_the_field_print_becomes_signals(string text, string path, string shown) =>
        Assert.Equal(shown, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void A_limit_beside_the_one_number_of_an_object_is_its_own() =>
        Assert.Equal(
            1728,
            SignalReader
                .Read("""{"mill":{"uptime":1742,"limit":1728},"kiln":{"uptime":5,"limit":9}}""")
                .Find("mill/uptime")
                ?.High
        );

    [Fact]
    public void Thresholds_of_ipmitool_are_limits()
    {
        var fan = SignalReader
            .Read("FAN1 | 400.000 | RPM | cr | 300.000 | 500.000 | 700.000 | 9000.000 | 9100.000 | 9200.000")
            .Find("FAN1");

        Assert.Equal((700m, 9000m), (fan?.Low, fan?.High));
    }

    [Fact]
    public void A_table_of_alarms_is_a_log_of_what_came_and_went()
    {
        var table = SignalReader.Read(
            "Date;Time;Class;State;No;Text\n01.02.2025;05:00:00;Alarm;COME;7;Door open\n01.02.2025;05:10:00;Alarm;GONE;7;Door open"
        );

        Assert.Equal([true, false], table.Events.Select(one => one.IsActive));
        Assert.Equal("01.02.2025 05:00:00", table.Events[0].Time);
        Assert.Equal(EventLevel.Error, table.Events[0].Level);
    }

    [Theory]
    [InlineData(
        "Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        39G   31G    6G  84% /\n/dev/sdb1        98G   92G    1G  99% /var",
        "/dev/sdb1/Use%",
        "99%"
    )]
    [InlineData("month,\"import (kWh)\"\n2025-01,\"1,088.5\"\n2025-02,900.1", "import (kWh)", "900.1 kWh")]
    [InlineData("95.2\tmill_torque\n12 klx\tmill_light", "mill_torque", "95.2")]
    [InlineData("MAIN.fTemp : REAL := 57.5\nMAIN.bFault : BOOL := FALSE", "MAIN.fTemp", "57.5")]
    [InlineData("pump1: {rpm: 2980, fault: false}\npump2: {rpm: 0, fault: true}", "pump2/rpm", "0")]
    [InlineData("bai FlowTemp = 48.5;ok\nbai Flame = on", "bai FlowTemp", "48.5")]
    [InlineData("passkey=x&tempf=58.5&hum=81&uv=0", "tempf", "58.5")]
    [InlineData("$B,id=B5,wt=17.5,batt=12.5\n$B,id=B7,wt=16.5,batt=11.5", "B7/batt", "11.5")]
    public void Tables_and_pairs_in_the_shapes_of_the_field_become_signals(string text, string path, string shown) =>
        Assert.Equal(shown, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void The_newest_value_is_the_last_one_by_time_where_a_text_begins_with_it() =>
        Assert.Equal(
            "7.5",
            SignalReader
                .Read("""{"temp":[{"ts":1700000600000,"value":"7.5"},{"ts":1700000000000,"value":"4.5"}]}""")
                .Find("temp")
                ?.Value.Shown
        );

    [Fact]
    public void A_thermostat_keeps_the_temperatures_among_its_attributes()
    {
        var table = SignalReader.Read(
            """[{"entity_id":"climate.den","state":"heat","attributes":{"current_temperature":18.5,"friendly_name":"Den"}},{"entity_id":"lock.gate","state":"locked","attributes":{"friendly_name":"Gate"}}]"""
        );

        Assert.Equal("18.5", table.Find("climate.den/current_temperature")?.Value.Shown);
        Assert.Equal("Gate", table.Find("lock.gate")?.Alias);
    }
}
