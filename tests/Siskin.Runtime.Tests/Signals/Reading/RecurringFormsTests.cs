using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class RecurringFormsTests
{
    private const string Around = """
        PACK 7  2031-05-30 22:14
        volts 53.1 V   cur -21.6 A   cycles 143
        cell  volt   res
         1    3.321  0.18
         2    3.297  0.44
         3    3.318  0.18

        limit 20.0   spread 24 mV   heater OFF
        """;

    private const string Shifts = """
        shift,press,good,reject
        Early,P-A,1845,13
        Early,P-B,1402,40
        Late,P-A,1723,18
        Late,P-B,1890,9
        """;

    private const string Long = """
        ts,line,station,metric,value,unit,quality
        1767254400,L2,press-1,oil_temp,53.1,degC,GOOD
        1767254400,L2,press-2,oil_temp,66.9,degC,BAD
        1767254400,L2,oven,speed,0.35,m/s,GOOD
        """;

    private const string Spans = """
        event_id,start,end,unit,kind
        71,2031-03-02 02:14,2031-03-02 02:31,F-1,HIGH
        72,2031-03-03 13:05,,F-2,POWER
        """;

    private const string Padded = """
        batch,BR-9,,,
        vessel,Tank 5,,,
        elapsed_h,pH,temp_C,rpm,base_mL
        0.0,7.02,36.9,200,0.0
        2.0,6.98,37.0,300,1.8
        """;

    private const string Levels = """
        +-------+--------+--------+
        | level | cable1 | cable2 |
        +-------+--------+--------+
        | 3 top |   9.8  |  10.1  |
        | 2     |  11.2  |  17.9  |
        | 1     |  11.7  |  11.8  |
        +-------+--------+--------+
        """;

    private const string Gauges = """
        gauge       | river | now_m | -1h  | -3h  | warn
        Old Mill    | Aune  |  1.84 | 1.71 | 1.42 | 1.60
        Low Bridge  | Aune  |  2.31 | 2.16 | 1.88 | 1.90
        """;

    private const string Registers = """
        $ mbpoll -a 3 -r 40001 -c 5 10.0.0.7
        -- Polling slave 3...
        [40001]:  0x00E7   ; supply voltage, V
        [40002]:  0x0041   ; heatsink degC
        [40003]:  0xFFFB   ; ambient, degC, signed 16 bit
        [40004]:  0x0001   ; 1=RUN 0=STOP
        [40005]:  read failed: Illegal data address
        """;

    private const string Smart = """
        === START OF READ SMART DATA SECTION ===
        ID# ATTRIBUTE_NAME          VALUE WORST THRESH TYPE      WHEN_FAILED RAW_VALUE
          5 Reallocated_Sector_Ct   100   100   010    Pre-fail  -           24
        190 Airflow_Temperature_Cel 055   038   040    Old_age   In_the_past 45
        """;

    private const string Uptime = " 18:22:41 up 63 days,  4:09,  2 users,  load average: 3.12, 2.60, 1.97";

    private const string Ping = """
        PING 10.4.0.1 (10.4.0.1) 56(84) bytes of data.
        64 bytes from 10.4.0.1: icmp_seq=1 ttl=61 time=48.2 ms
        64 bytes from 10.4.0.1: icmp_seq=3 ttl=61 time=51.0 ms

        --- 10.4.0.1 ping statistics ---
        4 packets transmitted, 2 received, 50% packet loss, time 3061ms
        """;

    private const string Meter = """
        0-0:1.0.0(311019183000S)
        0-0:96.7.9(00003)    ; long power failures
        0-1:24.2.1(311019180000S)(03127.448*m3)   ; gas
        """;

    private const string Station = """
        [2,"a1","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2031-10-12T17:00:00Z","sampledValue":[{"value":"10422","measurand":"Energy.Active.Import.Register","unit":"Wh"}]}]}]
        [2,"a2","StatusNotification",{"connectorId":2,"errorCode":"GroundFailure","status":"Faulted"}]
        """;

    private const string Nodes = """
        ns=2;s=Kiln.Zone1.PV    = 182.6   (Good, src 09:14:02.118)
        ns=2;s=Kiln.O2.ppm      = null    (BadSensorFailure, src 09:02:19.777)
        """;

    private const string Sections = """
        NOON REPORT
        ==== STORES (t) ====
        VLSFO  412.7     MGO  66.2
        ==== ENGINE ====
        Slip 7.2 %   Load 71 %
        Cyl exh temp: 1:352 2:347 3:361
        """;

    [Theory]
    [InlineData(Around, "cur", "-21.6")]
    [InlineData(Around, "spread", "24")]
    [InlineData(Around, "cell 2/volt", "3.297")]
    [InlineData(Shifts, "Early P-B/reject", "40")]
    [InlineData(Long, "press-1/oil_temp", "53.1")]
    [InlineData(Long, "press-2/oil_temp/quality", "BAD")]
    [InlineData(Long, "press-1/oil_temp/quality", null)]
    [InlineData(Spans, "71/end", "2031-03-02 02:31")]
    [InlineData(Spans, "72/kind", "POWER")]
    [InlineData(Padded, "base_mL", "1.8")]
    [InlineData(Padded, "vessel", "Tank 5")]
    [InlineData(Levels, "level 2/cable2", "17.9")]
    [InlineData(Gauges, "Old Mill/-3h", "1.42")]
    [InlineData(Registers, "supply voltage", "231")]
    [InlineData(Registers, "heatsink", "65")]
    [InlineData(Registers, "ambient", "-5")]
    [InlineData(Registers, "register 40004", "RUN")]
    [InlineData(Registers, "register 40005", "")]
    [InlineData(Smart, "Reallocated_Sector_Ct", "24")]
    [InlineData(Smart, "Airflow_Temperature_Cel/when_failed", "In_the_past")]
    [InlineData(Uptime, "uptime", "63 days, 4:09")]
    [InlineData(Ping, "lost sequence numbers icmp_seq", "2, 4")]
    [InlineData(Meter, "time", "2031-10-19 18:30:00")]
    [InlineData(Meter, "long power failures", "3")]
    [InlineData(Meter, "gas meter", "3127.448")]
    [InlineData(Station, "Energy.Active.Import.Register", "10422")]
    [InlineData(Station, "connector 2/errorCode", "GroundFailure")]
    [InlineData(Nodes, "Kiln.Zone1.PV", "182.6")]
    [InlineData(Nodes, "Kiln.O2.ppm/quality", "BadSensorFailure")]
    [InlineData(Sections, "ENGINE/Cyl exh temp/3", "361")]
    [InlineData("[S] ph=7.9\n[A] fan=RUN amps=3.2\n[N] fish_est=1,850 kg=12", "fish_est", "1,850")]
    [InlineData("09:00:00 RPM=790 DTC=P0128,P0480\n09:05:00 RPM=800 DTC=P0128,P0480", "DTC", "P0128,P0480")]
    [InlineData("[[run]]\nday = \"Mon\"\non = 06:00\n[[run]]\nday = \"Sat\"\non = 08:00", "run 2/day", "Sat")]
    public void A_value_stands_under_its_name(string text, string path, string? value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Text);

    [Fact]
    public void What_was_read_by_its_structure_beside_a_table_leaves_the_table_sure()
    {
        var table = SignalReader.Read($"{Levels}\n\nlimit 20.0   spread 24 mV   moisture 13.9 %");
        Assert.True(table.IsWeak);
        Assert.Contains("level 2/cable2", table.Agreed);
        Assert.NotNull(table.Find("spread"));
        Assert.DoesNotContain("spread", table.Agreed);
    }

    [Fact]
    public void A_temperature_called_t_is_no_time()
    {
        var table = SignalReader.Read("""{"ts":"2031-03-18T06:40:00Z","air":{"t":18.6,"rh":81}}""");
        Assert.Equal("2031-03-18T06:40:00Z", Assert.Single(table.Find("air/rh")!.Points).Time);
    }

    [Fact]
    public void Rows_of_a_recording_keep_their_seconds() =>
        Assert.Equal(
            ["0", "5"],
            SignalReader
                .Read("""{"log":[{"t":0,"rpm":10},{"t":5,"rpm":12}]}""")
                .Find("log/rpm")!
                .Points.Select(point => point.Time)
        );

    [Fact]
    public void A_symbol_has_its_unit_and_its_limits()
    {
        var level = SignalReader
            .Read("""[{"tag":"DB1.DBW0","sym":"Sump_Level","type":"INT","val":687,"eu":"mm","hh":900,"ll":150}]""")
            .Find("Sump_Level")!;
        Assert.Equal(("mm", 150m, 900m), (level.Unit, level.Low, level.High));
    }

    [Fact]
    public void One_list_names_the_values_of_the_others() =>
        Assert.Equal(
            "7.6",
            SignalReader.Read("""{"points":["1H","2H"],"speed":[2.9,7.6]}""").Find("2H/speed")?.Value.Text
        );

    [Fact]
    public void Every_device_has_its_own_metrics()
    {
        var table = SignalReader.Read(
            """
            spBv1.0/P/DDATA/e/V1 {"metrics":[{"name":"Temp","value":18.9}]}
            spBv1.0/P/DDATA/e/V2 {"metrics":[{"name":"Temp","value":4.1}]}
            """
        );
        Assert.Equal("18.9", table.Find("spBv1.0/P/DDATA/e/V1/Temp")?.Value.Text);
        Assert.Equal("4.1", table.Find("spBv1.0/P/DDATA/e/V2/Temp")?.Value.Text);
    }

    [Fact]
    public void All_lines_of_a_journal_are_events() =>
        Assert.Equal(
            5,
            SignalReader
                .Read(
                    """
                    06:58 Hoist power-on, self check passed
                    07:03 Call from floor 2, going up
                    07:47 Emergency stop pressed by operator
                    07:58 Emergency stop released by key
                    08:15 Inspection mode ON (key switch)
                    """
                )
                .Events.Count
        );

    [Fact]
    public void A_line_below_a_table_that_has_a_word_more_than_its_heading_does_not_widen_it()
    {
        const string Text = """
            time   supply return zone  comp fan
            06:00   61.2   70.4  69.8  off  on
            07:00   60.5   70.9  70.2  off  on
            filter: 0.61 inWC belt hours: 3120 h
            """;
        Assert.NotEmpty(SignalReader.Read(Text).Signals); // it was an index out of range
    }
}
