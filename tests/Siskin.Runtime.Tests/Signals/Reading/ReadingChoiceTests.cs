using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Reading.Shapes;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Which reading of a text is taken, and how well a reading accounts for its text.</summary>
public sealed class ReadingChoiceTests
{
    [Theory]
    [InlineData("""{"tank": {"level": 44}}""")]
    [InlineData("tank_level{tank=\"a\"} 44\ntank_level{tank=\"b\"} 51")]
    [InlineData("Inlet: 3.4 bar\nOutlet: 2.9 bar (max 4)")]
    [InlineData("sensor,value,unit\nattic,5.5,°C\ncellar,9,°C")]
    public void A_known_form_that_leaves_nothing_out_is_taken(string text) =>
        Assert.False(SignalReader.Read(text).IsWeak);

    [Theory]
    [InlineData("MIXER A: running 940 rpm, 2.7 bar\nMIXER B: stopped 0 rpm, 0.2 bar")]
    [InlineData("18.5 C loft\n7.1 C barn")]
    [InlineData("The kiln is at 640 degrees and the fan is off.")]
    public void What_only_its_structure_tells_is_weak(string text) => Assert.True(SignalReader.Read(text).IsWeak);

    [Fact]
    public void A_series_of_bare_values_leaves_no_doubt() =>
        Assert.False(SignalReader.Read("12:00=5 | 12:10=6 | 12:20=9").IsWeak);

    [Fact]
    public void Names_that_hold_other_values_cost_a_reading_its_place()
    {
        const string text = "edge01 cpu 14% mem 52% disk 91%";
        var known = SignalReader.Known(text);

        Assert.Contains(known.Signals, one => one.Path.Contains("52%", StringComparison.Ordinal));
        Assert.True(ReadingScore.Of(text, SignalReader.Read(text)) > ReadingScore.Of(text, known));
    }

    [Fact]
    public void Every_number_and_word_that_is_missing_lowers_the_score()
    {
        const string text = "loft 18.5\nbarn 7.1";
        var whole = SignalReader.Read(text);
        var half = whole with { Signals = [.. whole.Signals.Take(1)] };

        Assert.Equal(1, ReadingScore.Of(text, whole));
        Assert.Equal(0.5, ReadingScore.Of(text, half), 3);
        Assert.Equal(0, ReadingScore.Of(text, whole with { Signals = [] }));
    }

    [Theory]
    [InlineData(
        "Mar  1 10:00:01 gw1 probed[412]: shed temp=3.5 hum=71\nMar  1 10:05:01 gw1 probed[412]: loft temp=19.5 hum=40",
        "loft/temp",
        "19.5"
    )]
    [InlineData(
        "2031-03-01T10:00:00Z vat temp 71.2\n2031-03-01T10:05:00Z vat temp 71.9\n2031-03-01T10:05:00Z vat pressure 1.4\n2031-03-01T10:10:00Z vat pressure 1.5",
        "vat temp",
        "71.2; 71.9"
    )]
    public void Lines_of_a_log_that_differ_in_numbers_only_are_series(string text, string path, string shown)
    {
        ReadText.Has(text, path, shown);
        Assert.NotEmpty(SignalReader.Read(text).Events);
    }

    [Fact]
    public void Sentences_of_a_log_stay_sentences() =>
        Assert.Empty(
            SignalReader
                .Read(
                    "10:00:01 gate opened by remote\n10:03:12 gate stopped half way\n10:05:44 watchdog restarted the feeder"
                )
                .Signals
        );

    [Theory]
    [InlineData(
        "Tag      Desc          PV     SP     OP    Mode\nTIC-7    Jacket      61.20  62.00  34.1   AUTO\nFIC-8    Feed        11.10  12.00  28.8   MAN",
        "TIC-7/SP",
        "62.00"
    )]
    [InlineData(
        "Tag      Desc          PV     SP     OP    Mode\nTIC-7    Jacket      61.20  62.00  34.1   AUTO\nFIC-8    Feed        11.10  12.00  28.8   MAN",
        "TIC-7",
        "61.20"
    )]
    [InlineData(
        "PING 10.9.0.1 (10.9.0.1): 56 data bytes\n64 bytes from 10.9.0.1: seq=0 ttl=64 time=2.2 ms\n--- 10.9.0.1 ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss\nround-trip min/avg/max = 2.2/2.2/2.2 ms",
        "round trip time rtt max",
        "2.2 ms"
    )]
    [InlineData("Rain delay: off   Water level: 64 %   Main valve: closed", "Water level", "64 %")]
    [InlineData("Kiln zones [°C]: 402 433 451", "Kiln zones (°C)", "402; 433; 451")]
    [InlineData("03/14/2031 05:58 AM  Heating OFF, indoor 64.5°F", "indoor", "64.5°F")]
    public void Known_forms_leave_less_out(string text, string path, string shown) => ReadText.Has(text, path, shown);
}
