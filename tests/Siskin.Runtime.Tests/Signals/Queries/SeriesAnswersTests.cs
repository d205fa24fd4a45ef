using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

/// <summary>Values of one signal over time that are missing, beyond limits, or bounded in other ways.</summary>
public sealed class SeriesAnswersTests
{
    [Theory]
    [InlineData("count_missing \"s\"", "2")]
    [InlineData("when_missing \"s\"", "10:01, 10:03")]
    [InlineData("missing \"s\"", "s")]
    [InlineData("count \"s\"", "5")]
    [InlineData("first \"s\"", "4 V")]
    [InlineData("last \"s\"", "6 V")]
    [InlineData("when_last \"s\"", "10:04")]
    [InlineData("unit_of \"s\"", "V")]
    [InlineData("sum \"s\"", "12 V")]
    [InlineData("average \"s\"", "4 V")]
    [InlineData("spread \"s\"", "4 V")]
    [InlineData("difference \"s\"", "2 V")]
    [InlineData("distance \"s\"", "2 V")]
    [InlineData("distance \"s\" 10", "4 V")]
    [InlineData("all_that \"s\" 'at_least' 2", "yes")]
    [InlineData("all_that \"s\" 'at_least' 3", "no")]
    [InlineData("any_that \"s\" 'at_most' 2", "yes")]
    [InlineData("any_that \"s\" 'at_most' 1", "no")]
    [InlineData("count_that \"s\" 'at_least' 4", "2")]
    [InlineData("all_above \"s\" 2", "no")]
    [InlineData("all_above \"s\" 1.9", "yes")]
    [InlineData("all_below \"s\" 6", "no")]
    [InlineData("all_below \"s\" 6.1", "yes")]
    [InlineData("any_above \"s\" 6", "no")]
    [InlineData("any_above \"s\" 5.9", "yes")]
    [InlineData("any_below \"s\" 2", "no")]
    [InlineData("any_below \"s\" 2.1", "yes")]
    [InlineData("duration_above \"s\" 3", "1 min")]
    [InlineData("duration_below \"s\" 3", "1 min")]
    [InlineData("since_above \"s\" 6", "never")]
    [InlineData("since_above \"s\" 'reached' 6", "10:04")]
    [InlineData("since_below \"s\" 2", "never")]
    [InlineData("since_below \"s\" 'reached' 2", "10:02")]
    [InlineData("trend \"s\" 'moving'", "no")]
    [InlineData("above \"s\" 'now' 5", "yes")]
    [InlineData("above \"s\" 'now' 6", "no")]
    [InlineData("stuck \"s\"", "no")]
    public void What_is_missing_is_left_out_of_what_is_computed(string query, string answer) =>
        Assert.Equal(answer, Answer(query, Series(4, null, 2, null, 6)));

    [Theory]
    [InlineData(10, "no", "yes")]
    [InlineData(20, "no", "yes")]
    [InlineData(9, "yes", "no")]
    [InlineData(21, "yes", "no")]
    public void The_latest_value_is_within_its_limits_or_beyond(int value, string beyond, string within)
    {
        var series = Series(15, value) with { Low = 10, High = 20 };

        Assert.Equal(beyond, Answer("beyond_limits \"s\"", series));
        Assert.Equal(within, Answer("within_limits \"s\"", series));
    }

    [Fact]
    public void A_series_that_stands_still_is_stuck_and_one_of_nothing_is_unknown()
    {
        Assert.Equal("yes", Answer("stuck \"s\"", Series(4, 4, 4)));
        Assert.Equal("no", Answer("stuck \"s\"", Series(4, 4, null)));
        Assert.Equal("unknown", Answer("highest \"s\"", Series(null, null)));
        Assert.Equal("none", Answer("missing \"s\"", Series(4, 4)));
        Assert.Equal("never", Answer("when_missing \"s\"", Series(4, 4)));
    }

    [Theory]
    [InlineData("which_pairs \"a\" \"b\" \"c\" \"d\" 'above'", "yes: a 3")]
    [InlineData("which_pairs \"a\" \"b\" \"c\" \"d\" 'below'", "yes: c 4")]
    [InlineData("which_pairs \"a\" \"b\" \"c\" \"d\" 'equal'", "no")]
    [InlineData("count_pairs \"a\" \"b\" \"c\" \"d\" 'not_equal'", "2")]
    [InlineData("all_pairs \"a\" \"b\" \"c\" \"d\" 'above'", "no: c 4")]
    [InlineData("all_pairs \"a\" \"b\" \"c\" \"d\" 'not_equal'", "yes")]
    [InlineData("count_pairs \"a\" \"gone\" \"c\" \"d\" 'not_equal'", "1")] // one that is missing is not compared
    [InlineData("count_pairs \"gone\" \"a\" \"c\" \"d\" 'not_equal'", "1")]
    [InlineData("count_pairs \"gone\" \"a\" 'not_equal'", "unknown")]
    [InlineData("count_pairs \"a\" \"b\" \"c\" 'above'", "unknown")] // the last one stands alone
    [InlineData("count_pairs \"a\" \"b\" 'sideways'", "unknown")]
    public void Rows_in_pairs_are_compared_each_with_its_own(string query, string answer) =>
        Assert.Equal(answer, Answer(query, Row("a", 3), Row("b", 2), Row("c", 4), Row("d", 5), Row("gone", null)));

    private static string Answer(string text, params Signal[] signals)
    {
        Assert.True(Query.TryParse(text, out var query));
        return QueryEvaluator.Evaluate(query, new SignalTable("test", signals, [])).Text;
    }

    private static Signal Row(string path, int? value) => new(path, [new SignalPoint("", Value(value, ""))]);

    private static Signal Series(params int?[] values) =>
        new("s", [.. values.Select((value, i) => new SignalPoint($"10:0{i}", Value(value, " V")))]);

    private static SignalValue Value(int? value, string unit) =>
        value is { } number ? new(SignalKind.Number, $"{number}", number, unit) : SignalValue.Missing;
}
