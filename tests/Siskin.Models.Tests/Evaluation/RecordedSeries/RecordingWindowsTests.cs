using Siskin.Models.Evaluation.RecordedSeries;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.RecordedSeries;

public sealed class RecordingWindowsTests
{
    [Fact]
    public void Five_minute_values_make_clock_hours()
    {
        var windows = Cut(Recordings.Wave(48, minutes: 5));

        Assert.Equal((4, 0), (windows.Whole.Count, windows.Broken));
        Assert.All(windows.Whole, window => Assert.Equal((12, 0), (window.Length, window[0].Time.Minute)));
    }

    [Fact]
    public void An_hour_with_a_gap_or_only_begun_is_left_out()
    {
        var windows = Cut(Recordings.Wave(50, minutes: 5, "a", skip: 17));

        Assert.Equal((3, 2), (windows.Whole.Count, windows.Broken));
        Assert.DoesNotContain(windows.Whole, window => window[0].Time.Hour == 21);
    }

    [Fact]
    public void Faster_values_are_thinned_evenly()
    {
        var windows = Cut(Recordings.Wave(120, minutes: 1));

        Assert.Equal(2, windows.Whole.Count);
        Assert.All(windows.Whole, window => Assert.Equal(12, window.Length));
        Assert.Equal(TimeSpan.FromMinutes(5), windows.Whole[0][1].Time - windows.Whole[0][0].Time);
    }

    [Fact]
    public void Hourly_values_make_runs_of_eight_to_twelve_without_gaps()
    {
        var windows = Cut(Recordings.Wave(200, minutes: 60, "a", skip: 100));

        Assert.Equal(1, windows.Broken);
        Assert.All(windows.Whole, window => Assert.InRange(window.Length, 8, 12));
        Assert.True(windows.Whole.Select(window => window.Length).Distinct().Count() > 2);
        Assert.All(
            windows.Whole,
            window => Assert.Equal(TimeSpan.FromHours(window.Length - 1), window[^1].Time - window[0].Time)
        );
    }

    [Fact]
    public void A_recording_too_short_for_a_window_is_refused()
    {
        var wrong = Assert.Throws<InvalidDataException>(() => Cut(Recordings.Wave(7, minutes: 5)));

        Assert.Contains("7 values", wrong.Message, StringComparison.Ordinal);
    }

    private static RecordingWindows Cut(Recording recording) => RecordingWindows.Cut(recording, new Random(1));
}
