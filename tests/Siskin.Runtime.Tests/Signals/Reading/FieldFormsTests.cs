using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Lists, records and logs as field devices print them.</summary>
public sealed class FieldFormsTests
{
    private const string Registers = """
        Unit 9 / FC03 / start 40001
        40001  0x0898  2200   Line voltage L1   x0.1   220.0 V
        40004  0x01C2   450   Current L1        x0.1    45.0 A
        40009  0xFFFF 65535   Neutral current   -      invalid
        40010  0x0001     1   Breaker           -      CLOSED
        """;

    private const string Freezers = """
        unit=ULT-1 temp=-79.6 set=-80 door=closed
        unit=ULT-2 temp=-80.3 set=-80 door=closed
        unit=ULT-3 status=no_response last=2031-01-27T23:10:00Z
        """;

    [Theory]
    [InlineData(Registers, "Line voltage L1", "220.0 V")]
    [InlineData(Registers, "Neutral current", "missing")]
    [InlineData(Registers, "Breaker", "CLOSED")]
    [InlineData(
        "DB9.DBD4    Oven_Act      REAL    231.6\nDB9.DBD8    Oven_Set      REAL    235.0\nDB9.DBX12.0 Door_Shut     BOOL    TRUE",
        "Door_Shut",
        "TRUE"
    )]
    [InlineData(Freezers, "ULT-2/temp", "-80.3")]
    [InlineData(Freezers, "ULT-3/status", "no_response")]
    [InlineData(
        "asset=MTR-4 pos=DE axis=H v=1.22 zone=A\nasset=MTR-4 pos=NDE axis=V v=1.57 zone=B\nasset=FAN-4 pos=DE axis=H v=2.05 zone=B",
        "MTR-4 NDE/v",
        "1.57"
    )]
    [InlineData(
        "10:32:01 EEC1 speed=1480.5 rpm torque=41 %\n10:32:02 EEC1 speed=1512.0 rpm torque=44 %",
        "speed",
        "1512.0 rpm"
    )]
    [InlineData(
        "Node 14 [hall]: Air temperature = 19.8 °C\nNode 22 [shed]: Air temperature = 4.1 °C",
        "Node 22 [shed]/Air temperature",
        "4.1 °C"
    )]
    [InlineData("plant.line1.temp 71.5 1930382400\nplant.line2.temp 68.0 1930382400", "plant.line2.temp", "68.0")]
    [InlineData("pump.starts:3|c\nline.latency:320|ms|@0.1", "line.latency", "320 ms")]
    [InlineData(
        "Meter;Unit;01.01.2031;01.04.2031\nGas;m3;12.940,25;13.611,75\nMains;kWh;48.211,5;49.873,0",
        "Gas",
        "13.611,75 m3"
    )]
    [InlineData("PID\t0xA057\nV\t26480\nVPV\t61250\nH20\t91\nLOAD\tON", "V", "26480 mV")]
    [InlineData("PID\t0xA057\nV\t26480\nVPV\t61250\nH20\t91\nLOAD\tON", "H20", "0.91 kWh")]
    [InlineData("Cow   Milk kg  Flow\n1042  14.2     2.8\n1077  9.7      1.9", "Cow 1077/Milk kg", "9.7 kg")]
    [InlineData(
        "Time      Pressure  Flow\nhh:mm     bar       l/min\n10:00     4.2       121\n10:10     4.4       118",
        "Pressure",
        "4.4 bar"
    )]
    public void Forms_of_the_field_are_read(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void A_value_of_a_meter_is_as_many_of_its_unit_as_it_says() =>
        Assert.Equal(
            "64.12 °C",
            SignalReader
                .Read(
                    "<MBusData><DataRecord id=\"0\"><Function>Instantaneous value</Function>"
                        + "<Unit>Flow temperature (1e-2 deg C)</Unit><Value>6412</Value></DataRecord></MBusData>"
                )
                .Find("Flow temperature")
                ?.Value.Shown
        );

    [Fact]
    public void Telegrams_of_knx_go_by_the_name_of_their_group()
    {
        var table = SignalReader.Read(
            """
            2031-01-22 06:58:00  1.1.14 -> 2/1/0   write  DPT1.001  On    (Hall light)
            2031-01-22 06:58:31  1.1.20 -> 3/0/4   write  DPT9.001  20.92 (Hall temperature)
            2031-01-22 07:31:44  1.1.14 -> 2/1/0   write  DPT1.001  Off   (Hall light)
            2031-01-22 07:50:19  1.1.20 -> 3/0/4   write  DPT9.001  21.44 (Hall temperature)
            """
        );

        Assert.Equal([20.92m, 21.44m], table.Find("Hall temperature")!.Points.Select(one => one.Value.Number));
        Assert.Equal("Off", table.Find("Hall light")!.Value.Text);
        Assert.Equal("3/0/4", table.Find("Hall temperature")!.Alias);
    }

    [Fact]
    public void A_list_of_alarms_without_a_heading_says_which_are_active()
    {
        var table = SignalReader.Read(
            """
            2031-04-17 06:02:10  HIGH      P-7    Seal water pressure low       ACTIVE
            2031-04-17 06:15:48  LOW       TT-3   Deviation from duplicate      CLEARED
            2031-04-17 07:31:05  CRITICAL  B-2    Flame failure                 CLEARED
            """
        );

        Assert.Equal(3, table.Events.Count);
        Assert.Equal([true, false, false], table.Events.Select(one => one.IsActive));
        Assert.Equal("B-2 Flame failure CLEARED", table.Events[2].Message);
        Assert.Equal(EventLevel.Error, table.Events[2].Level);
    }

    [Fact]
    public void Alarms_with_a_time_that_they_were_cleared_are_active_without_one()
    {
        const string Text = """
            ID    RAISED               CLEARED              PRIO    TEXT
            1041  2031-11-04 05:58:00  2031-11-04 06:20:00  MEDIUM  Sump P3 level high
            1043  2031-11-04 07:31:09  -                    HIGH    Blower B2 overload
            1045  2031-11-04 08:10:55  -                    LOW     Substation door open
            """;

        Assert.Equal([false, true, true], SignalReader.Read(Text).Events.Select(one => one.IsActive));
        Ask.Answers(Text, "How long was the sump level high?", "22 min");
    }

    [Theory]
    [InlineData(
        "EVT 0484 2031-12-03T07:45:51-05:00 sev=minor src=P3 msg=\"Pressure low\"\nEVT 0486 2031-12-03T07:46:31-05:00 sev=critical src=CH1 msg=\"Compressor shutdown\""
    )]
    [InlineData("2031-03-04 10:01:12 Warning Ntfs 140 Delayed write\n2031-03-04 10:05:00 Critical Kernel 41 Rebooted")]
    public void A_level_may_be_called_otherwise(string text) =>
        Assert.Equal([EventLevel.Warning, EventLevel.Error], SignalReader.Read(text).Events.Select(one => one.Level));
}
