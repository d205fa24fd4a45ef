using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading.Shapes;

/// <summary>Rows of one shape: what they share names their values, what differs tells them apart.</summary>
public sealed class RowGroupTests
{
    private const string Pumps = """
        MIXER A: running 940 rpm, 2.7 bar, 38 C
        MIXER B: stopped 0 rpm, 0.2 bar, 19 C
        MIXER C: running 955 rpm, 2.6 bar, 59 C
        """;

    private const string Hosts = """
        edge01 ✔ cpu 14% mem 52% disk 91%
        edge02 ✘ cpu 0% mem 0% disk 0%
        """;

    private const string Lifts = """
        Hoist A  level 4  idle   gate closed  load 0 kg
        Hoist B  level 9  up     gate closed  load 180 kg
        Hoist C  level 2  fault  gate open    load 0 kg
        """;

    private const string Machines = """
        Washer   11:20:04  RUN    speed=210/min  temp=63.5C
        Dryer    11:20:05  STOP   speed=0/min    air=41C
        """;

    private const string Plugs = """
        socket lamp: 7.4 W (on)
        socket radio: 0.0 W (off)
        """;

    private const string Circuits = """
        Loop 1 : 23.1 / 22.5 (auto)
        Loop 2 : 17.4 / 19.0 (manual)
        """;

    private const string Points = """
        ov-01 (Hall 2, press): 161.5 °C, setpoint 160.0 °C, output 48 %
        ov-02 (Hall 2, dryer): 95.0 °C, setpoint 99.0 °C, output 71 %
        """;

    private const string Limited = """
        Axle A: temp 61 C (max 80), load 3.5 t
        Axle B: temp 88 C (max 80), load 3.1 t
        """;

    private const string Racks = """
        row-a  in 21.6C  out 30.2C  fan 58%  psu1 ok  psu2 ok
        row-b  in 22.4C  out 37.5C  fan 90%  psu1 ok  psu2 FAIL
        """;

    private const string Kilns = """
        Oven 4 | zone 1 812 C | zone 2 845 C | O2 3.1 % | door shut
        Oven 5 | zone 1 20 C | zone 2 21 C | O2 20.9 % | door open
        """;

    private const string Drifting = """
        07:02  Loft 19.5°C 48%
        07:02  Barn 4.1°C 77%
        07:32  Loft 19.8°C 47%
        07:32  Barn 4.6°C 75%
        """;

    [Theory]
    [InlineData("vat load=3,tension=4", "vat/tension", "4")]
    [InlineData(Pumps, "MIXER A/state", "running")]
    [InlineData(Pumps, "MIXER B/pressure", "0.2 bar")]
    [InlineData(Pumps, "MIXER C/temperature", "59 C")]
    [InlineData(Hosts, "edge01/disk", "91%")]
    [InlineData(Hosts, "edge02/state", "✘")]
    [InlineData(Lifts, "Hoist B/level", "9")]
    [InlineData(Lifts, "Hoist C/gate", "open")]
    [InlineData(Lifts, "Hoist C/state", "fault")]
    [InlineData(Lifts, "Hoist B/load", "180 kg")]
    [InlineData(Machines, "Washer/temp", "63.5C")]
    [InlineData(Machines, "Dryer/air", "41C")]
    [InlineData(Plugs, "socket lamp", "7.4 W")]
    [InlineData(Plugs, "socket radio/state", "off")]
    [InlineData(Circuits, "Loop 2", "17.4")]
    [InlineData(Circuits, "Loop 2/target", "19.0")]
    [InlineData(Points, "ov-02/setpoint", "99.0 °C")]
    [InlineData(Racks, "row-b/out", "37.5C")]
    [InlineData(Racks, "row-b/psu1", "ok")]
    [InlineData(Racks, "row-b/psu2", "FAIL")]
    [InlineData(Kilns, "Oven 4/zone 2", "845 C")]
    [InlineData(Kilns, "Oven 5/door", "open")]
    [InlineData(Drifting, "Loft/temperature", "19.5°C; 19.8°C")]
    [InlineData(Drifting, "Barn/percent", "77%; 75%")]
    public void Values_go_by_what_their_row_is_of(string text, string path, string shown) =>
        ReadText.Has(text, path, shown);

    [Fact]
    public void Brackets_behind_the_name_say_more_about_it() =>
        Assert.Equal("Hall 2 press", SignalReader.Read(Points).Find("ov-01/output")!.Alias);

    [Fact]
    public void Bounds_in_brackets_are_limits() =>
        Assert.Equal(80, SignalReader.Read(Limited).Find("Axle B/temp")!.High);

    [Fact]
    public void The_time_of_a_row_is_that_of_its_values() =>
        Assert.Equal("11:20:05", ReadText.Newest(Machines, "Dryer/state").Time);

    [Fact]
    public void Lines_that_are_pairs_of_their_own_are_no_rows() =>
        Assert.Equal(
            ["Speed", "Heading", "Depth", "Sea temp"],
            ReadText.Paths("Speed: 5.1 kn   Heading: 87°\nDepth: 9.9 m   Sea temp: 12.2 °C")
        );
}
