using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class HeadedColumnsTests
{
    private const string Ports = """
        Port      Name               Status       Vlan       Duplex  Speed Type
        Fa0/1     hmi-mixer          connected    12         a-full  a-100 10/100BaseTX
        Fa0/2                        notconnect   12           auto   auto 10/100BaseTX
        Fa0/3     plc-oven           err-disabled 14         a-half   a-10 10/100BaseTX
        Fa0/4     uplink             connected    trunk      a-full a-1000 1000BaseLX SFP
        """;

    private const string Services = """
          UNIT                       LOAD   ACTIVE     SUB          DESCRIPTION
          grafana.service            loaded active     running      Grafana
        ● collector.service          loaded failed     failed       Field data collector
          meter-relay.service        loaded activating auto-restart Relay of meters
        """;

    private const string Pool = """
        config:
        	NAME                STATE     READ WRITE CKSUM
        	barn                DEGRADED     0     0     0
        	  disk-one          ONLINE       0     0    31
        	  disk-two          UNAVAIL     12   204     0
        	  disk-three        ONLINE       0     0     0  (resilvering)
        errors: No known data errors
        """;

    private const string Printout = """
        TRAILER 88  PRINTOUT
        DD HH:MM  RETURN  SUPPLY  DOOR  REMARK
        03 21:00  -18,2   -21,0   SHUT
        03 21:40  -11,4   -17,3   OPEN  stop two
        03 22:10  -16,9   -20,8   SHUT
        """;

    [Theory]
    [InlineData(Ports, "plc-oven/Status", "err-disabled")]
    [InlineData(Ports, "plc-oven/Vlan", "14")]
    [InlineData(Ports, "uplink/Type", "1000BaseLX SFP")]
    [InlineData(Ports, "Fa0/2/Status", "notconnect")]
    [InlineData(Services, "collector.service/ACTIVE", "failed")]
    [InlineData(Services, "meter-relay.service/SUB", "auto-restart")]
    [InlineData(Services, "meter-relay.service/DESCRIPTION", "Relay of meters")]
    [InlineData(Pool, "disk-one/CKSUM", "31")]
    [InlineData(Pool, "disk-three/note", "(resilvering)")]
    [InlineData(Pool, "errors", "No known data errors")]
    [InlineData(Printout, "SUPPLY", "-20,8")]
    public void Cells_stand_under_their_headings(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Text);

    [Fact]
    public void A_heading_may_have_a_time() =>
        Assert.Equal(
            ["21:00", "21:40", "22:10"],
            SignalReader.Read(Printout).Find("RETURN")!.Points.Select(point => point.Time)
        );

    [Fact]
    public void Prose_with_wide_gaps_is_no_table() =>
        Assert.Null(SignalReader.Read("Boiler  room  notes\nvalve stuck  again\ncall the plumber  today").Find("room"));
}
