using Siskin.Fleet.History;

namespace Siskin.Fleet.Tests.History;

public sealed class DeviceHistoryTests
{
    [Fact]
    public void A_day_of_samples_becomes_blocks_of_five_minutes_and_hours()
    {
        var history = new DeviceHistory("a");
        var blocks = new List<HistoryBlock>();
        for (var second = 0L; second < 86_400; second += 10)
            blocks.AddRange(history.Add(DownsamplingTests.Of(time: 1_795_910_400 + second)));
        blocks.AddRange(history.End());

        Assert.Equal(288, blocks.Count(block => block.Level == HistoryLevel.Raw.Number));
        Assert.Equal(288, blocks.Count(block => block.Level == HistoryLevel.FiveMinutes.Number));
        Assert.Equal(24, blocks.Count(block => block.Level == HistoryLevel.Hours.Number));
        Assert.Equal(
            8_640,
            blocks
                .Where(block => block.Level == HistoryLevel.Hours.Number)
                .Sum(block => SampleCoding.Read(block.Start, block.Data).Sum(sample => sample.Requests))
        );
    }

    [Fact]
    public void An_hour_that_has_just_begun_is_kept_at_the_end()
    {
        var history = new DeviceHistory("a");
        history.Add(DownsamplingTests.Of(requests: 3, time: 10));

        var blocks = history.End();

        Assert.Equal(
            [HistoryLevel.Raw.Number, HistoryLevel.FiveMinutes.Number, HistoryLevel.Hours.Number],
            blocks.Select(block => block.Level)
        );
    }

    [Fact]
    public void A_clock_that_is_set_back_begins_a_new_block()
    {
        var history = new DeviceHistory("a");
        Assert.Empty(history.Add(DownsamplingTests.Of(time: 10_000)));

        var blocks = history.Add(DownsamplingTests.Of(time: 100));

        Assert.Equal(10_000, Assert.Single(blocks, block => block.Level == HistoryLevel.Raw.Number).Start);
    }

    [Fact]
    public void What_is_not_written_yet_is_there_for_the_picture()
    {
        var history = new DeviceHistory("a");
        history.Add(DownsamplingTests.Of(requests: 3, time: 10));
        history.Add(DownsamplingTests.Of(requests: 4, time: 20));

        Assert.Equal(2, history.Pending(HistoryLevel.Raw).Count);
        Assert.Equal(7, Assert.Single(history.Pending(HistoryLevel.Hours)).Requests);
    }
}
