using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class WordColumnsTests
{
    private const string Memory = """
        procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----
         r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st
         2  0  12800 344128  88120 901244    0    3    22   180  512 1044 11  4 82  3  0
         1  1  12800 340020  88132 901300    0    0     0   644  601 1190 18  6 70  6  0
        """;

    private const string Disks = """
        avg-cpu:  %user   %nice %system %iowait  %steal   %idle
                   4.12    0.00    2.31   11.80    0.00   81.77

        Device            r/s     rkB/s     %util
        sda             12.40    498.20     64.20
        sdb              0.10      1.90      0.01
        """;

    private const string Pool = """
          pool: vault
         state: DEGRADED
        config:

                NAME        STATE     READ WRITE CKSUM
                vault       DEGRADED     0     0     0
                  sdx       ONLINE       0     0    12
                  sdy       FAULTED      3    18     0  too many errors

        errors: No known data errors
        """;

    [Theory]
    [InlineData(Memory, "free", "340020")]
    [InlineData(Memory, "us", "18")]
    [InlineData(Memory, "wa", "6")]
    [InlineData(Disks, "avg-cpu/%iowait", "11.80")]
    [InlineData(Disks, "sda/%util", "64.20")]
    [InlineData(Pool, "sdx/CKSUM", "12")]
    [InlineData(Pool, "sdy/STATE", "FAULTED")]
    [InlineData(Pool, "sdy/note", "too many errors")]
    [InlineData(Pool, "pool", "vault")]
    public void Words_under_words_are_cells(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void A_column_of_single_letters_is_no_time()
    {
        var table = SignalReader.Read(
            """
                 remote           refid      st t when poll reach   delay   offset  jitter
            ==============================================================================
            *time.lan        .GPS.            1 u   33   64  377    0.412   -0.081   0.033
             ntp9.lan        .INIT.          16 u    -  512    0    0.000    0.000   0.000
            """
        );

        Assert.Equal("", table.Find("*time.lan/offset")!.Points[0].Time);
        Assert.Equal(SignalKind.Missing, table.Find("ntp9.lan/when")!.Value.Kind);
    }

    [Fact]
    public void The_arguments_of_a_command_belong_to_it() =>
        Assert.Equal(
            "8.8",
            SignalReader
                .Read(
                    """
                    USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
                    root           1  0.0  0.1 167412 11020 ?        Ss   Feb20   0:14 /sbin/init
                    tsdb         912 14.2  8.8 2411032 702340 ?      Ssl  Feb20 412:08 /usr/bin/tsdb -c a.conf
                    """
                )
                .Find("/usr/bin/tsdb -c a.conf/%MEM")
                ?.Value.Text
        );
}
