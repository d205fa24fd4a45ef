using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

/// <summary>Windows of time with one end over recordings that pass midnight.</summary>
public sealed class OpenWindowTests
{
    private static readonly string[] Night =
    [
        "2031-05-30T22:20:00Z",
        "2031-05-30T23:20:00Z",
        "2031-05-31T00:20:00Z",
        "2031-05-31T01:20:00Z",
    ];

    [Theory]
    [InlineData("highest \"s\" @00:00..", "7")] // the first two were before midnight
    [InlineData("highest \"s\" @23:00..", "8")] // those after midnight are after 23:00 as well
    [InlineData("lowest \"s\" @..00:00", "8")]
    [InlineData("lowest \"s\" @..23:30", "8")]
    [InlineData("highest \"s\" @23:00..00:30", "unknown")] // two ends are of one day
    [InlineData("count \"s\" @20:00..", "2")] // before the recording: a time of each day
    public void A_time_of_day_comes_once_in_a_night(string query, string answer) =>
        Assert.Equal(answer, Answer(query, Night, 9, 8, 7, 6));

    [Fact]
    public void A_time_of_day_comes_each_day_in_a_recording_of_days() =>
        Assert.Equal(
            "9",
            Answer(
                "highest \"s\" @21:00..",
                ["2031-05-30T22:00:00Z", "2031-05-31T08:00:00Z", "2031-05-31T23:30:00Z"],
                9,
                8,
                7
            )
        );

    private static string Answer(string text, string[] times, params int[] values)
    {
        Assert.True(Query.TryParse(text, out var query));
        var row = new Signal(
            "s",
            [.. values.Select((value, i) => new SignalPoint(times[i], new(SignalKind.Number, $"{value}", value, "")))]
        );
        return QueryEvaluator.Evaluate(query, new SignalTable("test", [row], [])).Text;
    }
}
