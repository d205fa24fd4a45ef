using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>What looks like a known form and is none, and texts that made a pattern search without end.</summary>
public sealed class ReviewedFormsTests
{
    private const int Many = 200;

    [Theory]
    [InlineData("probe0=0.25;2.000;6.000;0; ", "and so on")]
    [InlineData("=11b", ";=")]
    public void A_bar_with_many_data_and_a_bad_end_is_read_at_once(string datum, string end)
    {
        var text = $"check done | a{string.Concat(Enumerable.Repeat(datum, Many))}{end}\nflow: 3";
        Assert.Equal("3", SignalReader.Read(text).Find("flow")?.Value.Shown);
    }

    [Fact]
    public void Two_hundred_data_behind_a_bar_are_all_read()
    {
        var data = string.Join(
            ' ',
            Enumerable.Range(0, Many).Select(i => $"'fan {(char)('a' + i % 26)}{i}'={i};{i + 1};;0;")
        );
        var table = SignalReader.Read($"ops@mon:~> ./check_fans\nFANS OK | {data}");
        Assert.Equal("199", table.Find("fan r199")?.Value.Shown);
        Assert.Equal("200", table.Find("fan r199/warning")?.Value.Shown);
    }

    [Fact]
    public void Long_lists_of_counts_and_long_numbers_are_read_at_once()
    {
        var counts = string.Concat(Enumerable.Repeat("a: 1, ", 10_000));
        Assert.Single(SignalReader.Read($"2031-04-02 08:00:05 [INFO] cam: {counts}").Events);
        Assert.NotEmpty(SignalReader.Read($"x: {new string('7', 100_000)}\nflow: 3").Signals);
    }

    [Theory]
    [InlineData("""{"site":"hut\ud83d","flow":4.5},{"site":"b","flow":5}""", "hut\ufffd/flow")]
    [InlineData("""[{"site":"\udc00hut","flow":4.5},{"site":"b","flow":5}]""", "\ufffdhut/flow")]
    [InlineData("""{"hut\ud83d":{"flow":4.5},"level":2}""", "hut\ufffd/flow")]
    [InlineData("""{"hut\ud83d\ude00":{"flow":4.5},"level":2}""", "hut\U0001f600/flow")]
    public void Half_a_character_in_a_document_is_a_lost_one(string text, string path) =>
        Assert.Equal("4.5", SignalReader.Read(text).Find(path)?.Value.Shown);

    [Theory]
    [InlineData("08:00:05 ERROR hull: checksum failed for $YXMTW,88.8,C*1B")]
    [InlineData("08:00:05 hull: discarded $YXMTW,18.2,C*19")]
    [InlineData("08:00:05 hull: got a sentence $YXMTW,18.3,C*19")]
    public void A_sentence_that_is_said_to_be_bad_or_has_a_wrong_sum_is_no_value(string line)
    {
        var table = SignalReader.Read($"08:00:01 INFO hull: started\n{line}\n08:00:09 INFO hull: running on");
        Assert.Null(table.Find("water temperature"));
        Assert.Contains(table.Events, one => one.Message.Contains("YXMTW", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("N/A")]
    [InlineData("A/C")]
    [InlineData("I/O 3")]
    public void A_description_with_a_slash_is_no_unit(string said) =>
        Assert.DoesNotContain(
            SignalReader.Read($$"""{"pump":{"value":2.5,"description":"{{said}}"},"level":3}""").Signals,
            one => one.Unit.Length > 0
        );

    [Fact]
    public void A_description_that_is_a_rate_is_a_unit() =>
        Assert.Equal(
            "3 l/h",
            SignalReader.Read("""{"fan":{"value":3,"description":"l/h"},"a":1}""").Find("fan")?.Value.Shown
        );

    [Theory]
    [InlineData("18/03/2031, 7:04:05 PM", "2031-03-18 19:04:05")]
    [InlineData("2031-03-18 19:04:05", "2031-03-18 19:04:05")]
    [InlineData("18.3.2031, 19:04:05", "2031-03-18 19:04:05")]
    [InlineData("3/18/2031, 12:04:05 AM", "2031-03-18 00:04:05")]
    [InlineData("4/3/2031, 19:04:05", "04/03/2031, 19:04:05")]
    public void Times_of_a_flow_keep_their_day_and_half(string printed, string time) =>
        Assert.Equal(
            time,
            SignalReader
                .Read($"{printed} node: 7b1c.2 barn/fan : msg.payload : number\n840")
                .Find("barn/fan")
                ?.Points[0]
                .Time
        );

    [Theory]
    [InlineData(
        """[{"ts":"2031-04-02T08:00:00Z","sn":"50001","flow":4.5},{"ts":"2031-04-02T08:01:00Z","sn":"50002","flow":5}]"""
    )]
    [InlineData(
        """[{"ts":"2031-04-02T08:00:00Z","sn":50001,"flow":4.5},{"ts":"2031-04-02T08:01:00Z","sn":50002,"flow":5}]"""
    )]
    [InlineData(
        "{\"ts\":\"2031-04-02T08:00:00Z\",\"sn\":50001,\"flow\":4.5}\n{\"ts\":\"2031-04-02T08:01:00Z\",\"sn\":50002,\"flow\":5}"
    )]
    public void Numbers_of_a_sequence_name_nothing(string text) =>
        Assert.Equal(2, SignalReader.Read(text).Find("flow")?.Points.Count);

    [Fact]
    public void A_sentence_may_go_on_behind_a_document()
    {
        var table = SignalReader.Read(
            """
            08:00:01 connection to the broker is up
            08:00:05 publish of {"flow": 4.5} failed, retrying
            08:00:09 connection to the broker was lost
            """
        );
        Assert.Contains(table.Events, one => one.Message.EndsWith("failed, retrying", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sentence_about_a_topic_keeps_its_fields()
    {
        var table = SignalReader.Read(
            "2031-04-02 08:00:05 INFO pump: flow=15 for barn/tank: ok\n2031-04-02 08:00:06 INFO pump: idle now"
        );
        Assert.Equal("15", table.Find("flow")?.Value.Shown);
        Assert.Null(table.Find("barn/tank"));
    }

    [Theory]
    [InlineData("# barn, lower, east\ntime,level,flow\n10:00,21.5,3.1\n10:01,22.5,3.2")]
    [InlineData("# time, level, flow\n# written by hand, twice, east\n10:00,21.5,3.1\n10:01,22.5,3.2")]
    public void A_comment_is_no_heading_where_there_is_a_better_one(string text) =>
        Assert.Equal("22.5", SignalReader.Read(text).Find("level")?.Value.Shown);

    [Fact]
    public void Help_of_samples_is_no_heading()
    {
        string[] lines =
        [
            "# HELP barn Level, flow, and heat of barns",
            """barn{a="north",b="x",c="1"} 21.5""",
            """barn{a="south",b="x",c="2"} 22.5""",
        ];
        Assert.Same(lines, CommentedHeading.Plain(lines));
    }

    [Fact]
    public void Commas_that_may_be_decimal_part_no_columns() =>
        Assert.Null(SignalReader.Read("10:00,21,5\n10:01,22,5\n10:02,23,5").Find("column 3"));

    [Fact]
    public void What_is_not_present_is_missing_beside_something_of_another_kind()
    {
        var table = SignalReader.Read("CPU0: present\nCPU1: not present\nfan: not present");
        Assert.Equal(SignalKind.Text, table.Find("CPU1")?.Value.Kind);
        Assert.Equal(SignalKind.Missing, table.Find("fan")?.Value.Kind);
    }

    [Theory]
    [InlineData("8191.90087890625", "8191.901")]
    [InlineData("999.10101318359375", "999.101")]
    public void Decimals_of_few_digits_are_kept(string printed, string shown) =>
        Assert.Equal(shown, SignalReader.Read($$"""{"t":{{printed}}}""").Signals[0].Value.Shown);
}
