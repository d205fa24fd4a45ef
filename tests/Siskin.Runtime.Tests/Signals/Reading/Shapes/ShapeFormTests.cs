using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading.Shapes;

/// <summary>Headings, labels, grids, pages and sentences: what is read by structure alone.</summary>
public sealed class ShapeFormTests
{
    private const string Indented = """
        Battery
          Voltage 48.9 V
          SOC 71%
        Grid
          Power 1310 W
        PV
          Power 0 W
        """;

    private const string Labels = """
        Air
          17.5 °C
        Soil
          31 %
        Alarm
          OFF
        """;

    private const string Circuits = """
        Floor loop 1
            Mode  : Auto
            Flow  : 38.5 °C
        Floor loop 2
            Mode  : Off
            Flow  : 20.1 °C
        """;

    private const string Repeated = """
        PROBE_A
        TEMP: 12.5
        BAT: LOW
        PROBE_B
        TEMP: 13.5
        BAT: OK
        """;

    private const string Bulleted = """
        Unit 3 (addr 0x1A)
        - voltage: 3.30 V
        - temp: 44 °C
        Unit 4 (addr 0x1B)
        - voltage: 3.28 V
        - temp: --
        """;

    private const string Grid = """
                   L1      L2      L3
        U [V]   229.2   230.8   231.4
        I [A]    3.12    2.98    4.01
        """;

    private const string Cylinders = """
        ENGINE LOG   2031-02-27 12:00
        CYL   EXH TEMP   PMAX
              [C]        [bar]
        1     341        146.2
        2     355        148.7
        3     402        ---
        LO INLET 4.3 bar   SEA TEMP 11.5 C
        """;

    private const string Card = """
        RX packets 4410  bytes 120901
        RX errors 0  dropped 3  frame 0
        TX packets 3120  bytes 88012
        """;

    private const string Page =
        "<html><head><style>td { color: red }</style></head><table><tr><th>Flow</th><td>6.5 l/min</td></tr>"
        + "<tr><th>Pump</th><td>on</td></tr></table></html>";

    [Theory]
    [InlineData(Indented, "Grid/Power", "1310 W")]
    [InlineData(Indented, "PV/Power", "0 W")]
    [InlineData(Labels, "Soil", "31 %")]
    [InlineData(Labels, "Alarm", "OFF")]
    [InlineData(Circuits, "Floor loop 2/Flow", "20.1 °C")]
    [InlineData(Repeated, "PROBE_A/BAT", "LOW")]
    [InlineData(Repeated, "PROBE_B/TEMP", "13.5")]
    [InlineData(Bulleted, "Unit 3/temp", "44 °C")]
    [InlineData(Bulleted, "Unit 4/temp", "missing")]
    public void Headings_name_what_stands_below_them(string text, string path, string shown) =>
        ReadText.Has(text, path, shown);

    [Theory]
    [InlineData(Grid, "U/L3", "231.4 V")]
    [InlineData(Grid, "I/L1", "3.12 A")]
    [InlineData(Cylinders, "CYL 3/EXH TEMP", "402 C")]
    [InlineData(Cylinders, "CYL 3/PMAX", "missing")]
    [InlineData(Cylinders, "SEA TEMP", "11.5 C")]
    [InlineData("FLOW in 412 m3/h   out 398 m3/h\nRUN  pumps 4 of 6", "FLOW out", "398 m3/h")]
    [InlineData("Vat report\n----------------\nTemp     3.8 C\nStirrer  on", "Stirrer", "on")]
    [InlineData("RPM     2145 revolutions_per_minute\nSPEED   87 kph\nMAF     18.9 gps", "SPEED", "87 kph")]
    [InlineData("RPM     2145 revolutions_per_minute\nSPEED   87 kph\nMAF     18.9 gps", "MAF", "18.9 gps")]
    [InlineData(
        "Start   : 2031-06-17 04:30\nStop    : 2031-06-18 09:10\nLow  : 2.0 C     High: 8.0 C\nMin  : 2.9 C  @ 2031-06-17 06:50",
        "Stop",
        "2031-06-18 09:10"
    )]
    [InlineData(
        "fleet=bikes  town=Lund\nid      zone      batt  km       err\nB-2201  Harbour   88%   1420.6   -\nB-2207  Park      9%    2218.3   E3",
        "B-2207/err",
        "E3"
    )]
    [InlineData(Card, "RX bytes", "120901")]
    [InlineData(Card, "TX bytes", "88012")]
    public void Cells_belong_to_what_they_stand_under_and_beside(string text, string path, string shown) =>
        ReadText.Has(text, path, shown);

    [Theory]
    [InlineData(Page, "Flow", "6.5 l/min")]
    [InlineData(Page, "Pump", "on")]
    [InlineData("<ul><li>Supply: 66 °C</li><li>Fan: off</li></ul>", "Supply", "66 °C")]
    public void Rows_and_items_of_a_page_are_lines(string text, string path, string shown) =>
        ReadText.Has(text, path, shown);

    [Theory]
    [InlineData("71.2, 71.9, 72.4, 70.0", "value", "71.2; 71.9; 72.4; 70.0")]
    [InlineData("12:00=5 | 12:10=6 | 12:20=9", "value", "5; 6; 9")]
    [InlineData("44 (23:30)   45 (00:00)   47 (00:30)", "value", "44; 45; 47")]
    [InlineData("- 6 at 15:45   - 23 at 16:00", "value", "6; 23")]
    public void Values_of_one_signal_need_no_name(string text, string path, string shown) =>
        ReadText.Has(text, path, shown);

    [Fact]
    public void A_time_alone_is_that_of_the_lines_below_it()
    {
        const string text = "14.02.2031 09:14:08\nNet weight   12.5 g\n14.02.2031 09:16:31\nNet weight   12.7 g\nID x";

        Assert.DoesNotContain("value", ReadText.Paths(text));
    }

    [Theory]
    [InlineData("porch^2.9 Tt/d (limit 4.0)\nstrainer7^1932.0 Tt/d (limit 1950)")]
    [InlineData("vat_dew * 9 : hall_dew * 14")]
    [InlineData("lane<>23\nyard<>30 %")]
    public void A_text_of_marks_that_nobody_uses_is_not_read(string text)
    {
        var table = SignalReader.Read(text);

        Assert.True(table.IsDoubtful || table.Signals.Count == 0);
    }
}
