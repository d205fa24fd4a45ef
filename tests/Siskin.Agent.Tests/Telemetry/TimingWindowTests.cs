using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Telemetry;

public sealed class TimingWindowTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Percentiles_are_by_nearest_rank()
    {
        var values = Enumerable.Range(1, 200).Select(i => (double)i).Reverse().ToArray();

        Assert.Equal(new Percentiles(100, 190, 198), TimingWindow.PercentilesOf(values));
    }

    [Fact]
    public void One_value_is_every_percentile() =>
        Assert.Equal(new Percentiles(3, 3, 3), TimingWindow.PercentilesOf([3]));

    [Fact]
    public void Only_the_latest_count()
    {
        var window = new TimingWindow(10, TimeSpan.FromHours(1), _time);
        for (var i = 1; i <= 25; i++)
            window.Add(Timings(total: i), 1);

        var summary = window.Summarize();

        Assert.Equal(10, summary.Requests);
        Assert.Equal(new Percentiles(20, 25, 25), summary.Stages["total"]);
    }

    [Fact]
    public void Old_ones_are_left_out()
    {
        var window = new TimingWindow(10, TimeSpan.FromMinutes(1), _time);
        window.Add(Timings(total: 100), 1);
        _time.Advance(TimeSpan.FromSeconds(61));
        window.Add(Timings(total: 5), 1);

        Assert.Equal(new Percentiles(5, 5, 5), window.Summarize().Stages["total"]);
    }

    [Fact]
    public void A_stage_that_never_ran_has_no_percentiles()
    {
        var window = new TimingWindow(10, TimeSpan.FromMinutes(1), _time);
        window.Add(Timings(total: 100), 1);

        Assert.DoesNotContain("vision", window.Summarize().Stages.Keys);
        Assert.Contains("queue", window.Summarize().Stages.Keys);
    }

    [Fact]
    public void The_speed_is_that_of_the_decoder()
    {
        var window = new TimingWindow(10, TimeSpan.FromMinutes(1), _time);
        window.Add(Timings(total: 100, perToken: 2), 31);
        window.Add(Timings(total: 100, perToken: 4), 11);

        Assert.Equal(400, window.Summarize().TokensPerSecond); // 40 tokens after the first in 100 ms
    }

    [Fact]
    public void An_empty_window_has_nothing_to_tell()
    {
        var summary = new TimingWindow(10, TimeSpan.FromMinutes(1), _time).Summarize();

        Assert.Equal((0, 0, null), (summary.Requests, summary.Stages.Count, summary.TokensPerSecond));
    }

    private static StageTimings Timings(double total, double perToken = 1) => new(0, 0, 5, 2, perToken, total);
}
