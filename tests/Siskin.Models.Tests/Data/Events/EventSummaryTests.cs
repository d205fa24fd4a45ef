using Siskin.Models.Data.Events;
using Xunit;

namespace Siskin.Models.Tests.Data.Events;

public sealed class EventSummaryTests
{
    [Theory]
    [InlineData("", "no errors, no warnings")]
    [InlineData("I", "no errors, no warnings")]
    [InlineData("WI", "1 warning; last warning: d0 m0")]
    [InlineData("WWI", "2 warnings; last warning: d1 m1")]
    [InlineData("EIE", "2 errors; last error: d2 m2")]
    [InlineData("WEWI", "1 error, 2 warnings; last error: d1 m1")]
    [InlineData("EEW", "2 errors, 1 warning; last error: d1 m1")]
    public void Events_are_counted_and_the_last_of_the_worse_kind_is_named(string events, string expected) =>
        Assert.Equal(
            expected,
            EventSummary.Of([
                .. events.Select(
                    (letter, i) =>
                        new LogEvent(
                            letter switch
                            {
                                'E' => Severity.Error,
                                'W' => Severity.Warning,
                                _ => Severity.Info,
                            },
                            "x",
                            $"d{i}",
                            $"m{i}",
                            i
                        )
                ),
            ])
        );
}
