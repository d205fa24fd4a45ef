using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>What instruments and tools print in forms of their own.</summary>
public sealed class ToolFormsTests
{
    private const string Boat = """
        $GPGGA,101500.00,5512.0000,N,01102.0000,E,1,11,0.8,8.1,M,42.0,M,,*5B
        $GPRMC,101500.00,A,5512.0000,N,01102.0000,E,6.4,187.0,010731,,,A*51
        $SDDBT,31.2,f,9.5,M,5.2,F*08
        $YXMTW,14.8,C*1E
        $ERRPM,E,1,1910,,A*4E
        $ERRPM,E,2,1885,,A*42
        """;

    [Theory]
    [InlineData("water temp?", "14.8 °C")]
    [InlineData("how many satellites are used?", "11")]
    [InlineData("is engine 1 turning faster than engine 2?", "yes")]
    public void Sentences_of_ships_instruments_are_read_by_their_places(string prompt, string answer) =>
        Ask.Answers(Boat, prompt, answer);

    private const string Printer = """
        2031-08-03 09:02:10,044 - Recv: ok T:31.20 /0.00 B:28.10 /0.00 @:0 B@:0
        2031-08-03 09:03:10,051 - Recv: T:128.50 /220.00 B:41.00 /65.00 @:127 B@:127
        2031-08-03 09:04:10,047 - Recv: T:219.80 /220.00 B:64.70 /65.00 @:58 B@:127
        """;

    [Theory]
    [InlineData("what is the bed temperature now?", "64.70 °C")]
    [InlineData("what's the nozzle target", "220.00 °C")]
    public void Heaters_of_a_printer_have_their_targets(string prompt, string answer) =>
        Ask.Answers(Printer, prompt, answer);

    private const string Raid = """
        Personalities : [raid1] [raid5]
        md1 : active raid1 sdh1[1] sdg1[0]
              488254464 blocks super 1.2 [2/2] [UU]

        md7 : active raid5 sdk1[3] sdj1[1] sdi1[0]
              7813770240 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [UU_]
              [=======>.............]  recovery = 38.2% (1492812544/3906885120) finish=198.4min speed=202771K/sec

        unused devices: <none>
        """;

    [Theory]
    [InlineData("which array is degraded?", "md7/health degraded")]
    [InlineData("what is the rebuild progress?", "38.2 %")]
    public void Arrays_of_disks_say_whether_they_are_whole(string prompt, string answer)
    {
        var (got, _) = Ask.Of(Raid, prompt);
        Assert.StartsWith(answer, got);
    }

    [Fact]
    public void Cards_of_the_framed_table_are_things()
    {
        var table = SignalReader.Read(
            """
            | NVIDIA-SMI 560.10                 Driver Version: 560.10       CUDA Version: 12.6     |
            |   0  NVIDIA T400                    Off | 00000000:01:00.0 Off |                  N/A |
            | 41%   52C    P2              24W /  31W |   1204MiB /  4096MiB |     35%      Default |
            |   1  NVIDIA T400                    Off | 00000000:02:00.0 Off |                  N/A |
            | 38%   47C    P8              10W /  31W |    310MiB /  4096MiB |      2%      Default |
            """
        );

        Assert.Equal(52, table.Find("gpu 0/temperature")!.Value.Number);
        Assert.Equal(310, table.Find("gpu 1/memory used")!.Value.Number);
        Assert.Equal(31, table.Find("gpu 1/power")!.High);
    }

    [Fact]
    public void Outputs_of_several_commands_are_read_each_by_itself()
    {
        var table = SignalReader.Read(
            "root@shed:~# ubus call pump status\n{\n  \"up\": true,\n  \"flow\": 3.5\n}\nroot@shed:~# cat level\ntank level: 71 %\n"
        );

        Assert.Equal(3.5m, table.Find("flow")!.Value.Number);
        Assert.Equal(" %", table.Find("tank level")!.Value.Unit);
    }

    [Fact]
    public void Columns_are_where_all_rows_have_a_blank()
    {
        var table = SignalReader.Read(
            """
            SITE INVENTORY

            TANK PRODUCT             VOLUME TC VOLUME   ULLAGE   WATER     TEMP
              1  WINTER DIESEL         4120      4101     3880    0.00    61.30
              2  HEATING OIL           1985      1979     5615    0.40    60.10
            """
        );

        Assert.Equal(4101, table.Find("TANK 1/TC VOLUME")!.Value.Number);
        Assert.Equal("HEATING OIL", table.Find("TANK 2/PRODUCT")!.Value.Text);
    }

    [Fact]
    public void A_meter_may_print_its_codes_between_number_signs() =>
        Assert.Equal(
            " W",
            SignalReader.Read("1-0:1.8.0*255#1562.3#Wh\n1-0:16.7.0*255#-81.2#W").Find("power")!.Value.Unit
        );

    [Fact]
    public void Lines_of_a_log_that_measure_something_are_signals_as_well()
    {
        const string Log = """
            [yard  ] DEBUG 2031/08/14 11:30:00 pv power: 5210W
            [yard  ] DEBUG 2031/08/14 11:40:00 pv power: 5480W
            [yard  ] WARN 2031/08/14 11:42:02 charger busy
            """;

        Assert.Equal(2, SignalReader.Read(Log).Find("pv power")!.Points.Count);
        Ask.Answers(Log, "what is the last pv power?", "5480W");
    }

    [Fact]
    public void What_a_device_sent_at_a_time_is_no_sentence()
    {
        var table = SignalReader.Read(
            "20:02:10.113 MQT: tele/dryer/SENSOR = {\"Power\":143,\"Voltage\":231}\n20:07:10.120 MQT: tele/dryer/SENSOR = {\"Power\":12,\"Voltage\":230}"
        );

        Assert.Empty(table.Events);
        Assert.Equal("20:07:10.120", table.Find("tele/dryer/SENSOR/Power")!.Points[1].Time);
    }

    [Theory]
    [InlineData(
        "Zeit;Durchfluss;Filter 1;Filter 2\n;m³/h;NTU;NTU\n01.12.2031 00:00;182,4;0,08;0,11\n01.12.2031 02:00;175,9;0,08;0,12",
        "Durchfluss",
        "m³/h"
    )]
    [InlineData("time,FI-1.PV\n,m3/h\n08:00,3.1\n09:00,3.4", "FI-1.PV", "m3/h")]
    public void A_row_of_units_below_the_header_says_them(string text, string path, string unit) =>
        Assert.Equal(unit, SignalReader.Read(text).Find(path)!.Value.Unit.Trim());

    [Fact]
    public void A_decimal_comma_is_one_in_the_whole_table() =>
        Assert.Equal(
            1.932m,
            SignalReader.Read("time;kWh;kW\n09:00;41022,118;0,684\n10:00;41023,402;1,932").Find("kW")!.Value.Number
        );

    [Fact]
    public void An_element_goes_by_the_name_that_stands_in_it()
    {
        var table = SignalReader.Read(
            "<status><probes><probe><name>pH</name><value>8.1</value></probe><probe><name>Redox</name><value>344</value></probe></probes></status>"
        );

        Assert.Equal(344, table.Find("probes/Redox/value")!.Value.Number);
        Ask.Answers(
            "<s><probes><probe><name>pH</name><value>8.1</value></probe><probe><name>Redox</name><value>344</value></probe></probes></s>",
            "ph?",
            "8.1"
        );
    }

    [Theory]
    [InlineData("packet loss?", "25 %")]
    [InlineData("how many packets were received?", "6")]
    public void A_ping_says_what_was_lost(string prompt, string answer) =>
        Ask.Answers(
            "PING gw.example (198.51.100.1) 56(84) bytes of data.\n64 bytes from gw.example: icmp_seq=1 ttl=62 time=11.8 ms\n--- gw.example ping statistics ---\n8 packets transmitted, 6 received, 25% packet loss, time 7041ms\nrtt min/avg/max/mdev = 11.800/26.250/96.300/31.330 ms",
            prompt,
            answer
        );

    [Fact]
    public void Rows_of_a_network_table_go_by_their_description()
    {
        var table = SignalReader.Read(
            "IF-MIB::ifDescr.1 = STRING: eth0\nIF-MIB::ifDescr.2 = STRING: wlan0\nIF-MIB::ifOperStatus.1 = INTEGER: up(1)\nIF-MIB::ifOperStatus.2 = INTEGER: down(2)"
        );

        Assert.Equal("down", table.Find("wlan0/ifOperStatus")!.Value.Text);
    }

    [Fact]
    public void Samples_of_sar_have_their_times()
    {
        const string Samples = """
            Linux 6.1.0 (web9) 	04/09/2031 	_x86_64_	(4 CPU)

            08:00:01        CPU     %user     %iowait     %idle
            08:10:01        all      4.10        0.30     94.40
            08:20:01        all     38.20       12.60     41.20
            Average:        all     21.15        6.45     67.80
            """;

        Assert.Equal("08:20:01", SignalReader.Read(Samples).Find("%iowait")!.Points[1].Time);
    }

    [Fact]
    public void A_hop_is_a_thing() =>
        Assert.Equal(
            14,
            SignalReader
                .Read(
                    "HOST: desk                        Loss%   Snt   Last   Avg\n  1.|-- box.local                  0.0%    50    0.6   0.7\n  2.|-- core9.example              14.0%    50   10.1  41.7"
                )
                .Find("core9.example/Loss%")!
                .Value.Number
        );

    [Fact]
    public void Times_with_values_in_pairs_are_a_series() =>
        Assert.Equal(
            3,
            SignalReader
                .Read(
                    "{\"data\":{\"result\":[{\"metric\":{\"__name__\":\"load5\",\"instance\":\"nas\"},\"values\":[[1746000000,\"0.42\"],[1746000300,\"0.55\"],[1746000600,\"1.31\"]]}]}}"
                )
                .Find("load5/nas")!
                .Points.Count
        );

    [Fact]
    public void Tanks_under_headings_are_things()
    {
        var table = SignalReader.Read(
            "IN-TANK INVENTORY\n\nT 1:WINTER DIESEL\nVOLUME      =    6412 GALS\nHEIGHT      =   58.41 INCHES\n\nT 2:HEATING OIL\nVOLUME      =    1935 GALS\nHEIGHT      =   22.10 INCHES"
        );

        Assert.Equal(1935, table.Find("T 2 HEATING OIL/VOLUME")!.Value.Number);
    }

    [Fact]
    public void Watched_variables_have_their_units_in_a_comment() =>
        Assert.Equal(
            " °C",
            SignalReader
                .Read(
                    "\"DB_Mill\".OilTemp\t%DB12.DBD4\tFloating-point number\t47.25\t\t// °C\n\"DB_Mill\".GuardClosed\t%DB12.DBX16.0\tBool\tTRUE\t\t"
                )
                .Find("DB_Mill.OilTemp")!
                .Value.Unit
        );

    [Fact]
    public void A_flag_behind_limits_is_a_state() =>
        Ask.Answers(
            "nct-isa-0290\nAdapter: ISA adapter\nin0:  +0.86 V  (min =  +0.00 V, max =  +1.74 V)\nin1:  +1.02 V  (min =  +0.00 V, max =  +0.00 V)  ALARM",
            "which input has an alarm?",
            "nct-isa-0290/in1/alarm ALARM"
        );

    private const string Radios = """
        wlx1      IEEE 802.11  ESSID:"Orchard"
                  Mode:Managed  Frequency:2.437 GHz
                  Bit Rate=54 Mb/s   Tx-Power=20 dBm
                  Link Quality=44/70  Signal level=-66 dBm
                  Excessive retries:3 Invalid misc:12   Missed beacon:0

        wlx2      IEEE 802.11  ESSID:"Barn"
                  Mode:Managed  Frequency:5.2 GHz
                  Bit Rate=6 Mb/s   Tx-Power=30 dBm
                  Link Quality=61/70  Signal level=-49 dBm
                  Excessive retries:71 Invalid misc:90   Missed beacon:2
        """;

    [Theory]
    [InlineData("wlx1/Signal level", "-66 dBm")]
    [InlineData("wlx2/Signal level", "-49 dBm")]
    [InlineData("wlx2/ESSID", "Barn")]
    [InlineData("wlx2/Excessive retries", "71")]
    [InlineData("wlx2/Invalid misc", "90")]
    [InlineData("wlx1/Tx-Power", "20 dBm")]
    public void Indented_pairs_are_those_of_what_their_block_begins_with(string path, string value) =>
        Assert.Equal(value, SignalReader.Read(Radios).Find(path)?.Value.Shown);

    [Fact]
    public void Words_behind_a_pair_of_a_block_are_of_what_its_line_begins_with()
    {
        var table = SignalReader.Read(
            """
            lan7      Link encap:Ethernet  HWaddr 02:00:00:aa:00:07
                      inet addr:10.7.0.3  Bcast:10.7.0.255  Mask:255.255.255.0
                      RX packets:412 errors:3 dropped:0 overruns:0 frame:0
                      TX packets:388 errors:1 dropped:9 overruns:0 carrier:0

            lan8      Link encap:Ethernet  HWaddr 02:00:00:aa:00:08
                      inet addr:10.8.0.3  Bcast:10.8.0.255  Mask:255.255.255.0
                      RX packets:77 errors:0 dropped:0 overruns:0 frame:0
                      TX packets:71 errors:0 dropped:2 overruns:0 carrier:0
            """
        );

        Assert.Equal("3", table.Find("lan7/RX errors")?.Value.Shown);
        Assert.Equal("9", table.Find("lan7/TX dropped")?.Value.Shown);
        Assert.Equal("77", table.Find("lan8/RX packets")?.Value.Shown);
    }

    private const string Transfers =
        "Linux 6.1.0 (shed) \t06/11/2031 \t_aarch64_\t(2 CPU)\n\n"
        + "avg-cpu:  %user   %nice %system\n           4.25    0.00    1.50\n\n"
        + "Device:            tps    kB_read/s    kB_wrtn/s    kB_read    kB_wrtn\n"
        + "mmcblk0           3.10        41.00         7.25     203305      42368\n"
        + "zram0             0.40         0.50         0.75       2204       1800\n";

    [Theory]
    [InlineData("mmcblk0/kB_read/s", "41.00")]
    [InlineData("zram0/kB_wrtn", "1800")]
    public void A_heading_may_end_its_first_word_with_a_colon(string path, string value) =>
        Assert.Equal(value, SignalReader.Read(Transfers).Find(path)?.Value.Shown);

    [Fact]
    public void A_line_below_the_rows_of_a_table_that_names_itself_is_none_of_them()
    {
        var table = SignalReader.Read(
            """
              pool: attic
             state: DEGRADED
            config:
                    NAME        STATE     READ WRITE CKSUM
                    attic       DEGRADED     0     0     0
                      sdq       ONLINE       0     0     0
                      sdr       FAULTED     14     2     5
            errors: No known data errors
            """
        );

        Assert.Equal("FAULTED", table.Find("sdr/STATE")?.Value.Text);
        Assert.Equal(14, table.Find("sdr/READ")?.Value.Number);
        Assert.Equal("No known data errors", table.Find("errors")?.Value.Text);
    }

    [Fact]
    public void The_root_of_a_file_system_is_asked_for_by_its_name()
    {
        var table = SignalReader.Read(
            """
            Filesystem      Size  Used Avail Use% Mounted on
            tmpfs           1.9G   12M  1.9G   1% /run
            tmpfs           378M     0  378M   0% /run/user/7
            /dev/vda2        17G  7.1G   10G  42% /
            /dev/vda1       1.0G  633M  382M  63% /boot
            """
        );

        Assert.Contains(
            QuestionRanking.Candidates("how full is the root disk?", table),
            one => one.Query.Where.Length > 0 && one.Answer.StartsWith("42", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("UDC", "DC voltage?", "388 V")]
    [InlineData("PAC", "AC power?", "1450 W")]
    public void Alternating_and_direct_are_words_of_short_names(string name, string prompt, string answer)
    {
        const string text =
            """{"UDC":{"Unit":"V","Value":388},"UAC":{"Unit":"V","Value":229},"IDC":{"Unit":"A","Value":3.5},"PAC":{"Unit":"W","Value":1450}}""";

        Assert.Equal(answer, SignalReader.Read(text).Find(name)?.Value.Shown);
        Ask.Answers(text, prompt, answer);
    }

    private const string Meters = """
        Cistern raw=0412.88 value=412.88 rate=0.0004 ts=2031-03-02T07:00:14
        Cistern raw=0412.95 value=412.95 rate=0.0122 ts=2031-03-02T07:06:14
        Cistern raw=041N.11 value= rate= ts=2031-03-02T07:12:14
        """;

    [Fact]
    public void A_word_before_fields_that_blanks_part_is_what_has_them()
    {
        var table = SignalReader.Read(Meters);

        Assert.False(table.IsDoubtful);
        Assert.Equal(
            [("2031-03-02T07:00:14", "412.88"), ("2031-03-02T07:06:14", "412.95"), ("2031-03-02T07:12:14", "missing")],
            table.Find("Cistern/value")!.Points.Select(one => (one.Time, one.Value.Shown))
        );
    }

    [Fact]
    public void A_text_that_may_be_cut_wrongly_is_read_and_its_answers_are_not_sure()
    {
        const string text = "$pump$ 3.5\n$fan$ 812";
        var table = SignalReader.Read(text);

        Assert.True(table is { IsDoubtful: true, IsWeak: true });
        Assert.NotEmpty(QuestionRanking.Candidates("pump?", table));
    }
}
