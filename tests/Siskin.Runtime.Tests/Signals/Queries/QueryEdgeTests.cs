using System.Globalization;
using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

/// <summary>Bounds that are just met and just missed, on tables of the test's own.</summary>
public sealed class QueryEdgeTests
{
    [Fact]
    public void A_line_without_a_message_has_no_word() =>
        Assert.False(EventAnswers.Has(new LogEvent("", EventLevel.Info, ""), "temperature"));

    [Theory]
    [InlineData("above \"a\" 3", "no")]
    [InlineData("above \"a\" 2.99", "yes")]
    [InlineData("below \"a\" 3", "no")]
    [InlineData("below \"a\" 3.01", "yes")]
    [InlineData("at_most \"a\" 3", "yes")]
    [InlineData("at_most \"a\" 2.99", "no")]
    [InlineData("at_least \"a\" 3", "yes")]
    [InlineData("at_least \"a\" 3.01", "no")]
    [InlineData("equal \"a\" 3.00", "yes")]
    [InlineData("equal \"a\" 3.01", "no")]
    [InlineData("not_equal \"a\" 3.01", "yes")]
    [InlineData("between \"a\" 3 4", "yes")]
    [InlineData("between \"a\" 3 2", "yes")]
    [InlineData("between \"a\" 4 5", "no")]
    [InlineData("between \"a\" 1 2", "no")]
    [InlineData("outside \"a\" 3 4", "no")]
    [InlineData("outside \"a\" 3 2", "no")]
    [InlineData("outside \"a\" 5 4", "yes")]
    [InlineData("outside \"a\" 2 1", "yes")]
    [InlineData("within \"a\" 5 2", "yes")]
    [InlineData("within \"a\" 1 2", "yes")]
    [InlineData("within \"a\" 5 1.99", "no")]
    [InlineData("ratio \"a\" 2", "1.5")]
    [InlineData("ratio \"a\" 0", "unknown")]
    [InlineData("distance \"a\" 5", "2")]
    [InlineData("difference \"a\" 5", "-2")]
    public void A_number_against_its_bound(string query, string answer) =>
        Assert.Equal(answer, Answer(query, Row("a", 3)));

    [Theory]
    [InlineData("any_above \"a\" \"b\" 5", "no")]
    [InlineData("any_above \"a\" \"b\" 4", "yes: b 5")]
    [InlineData("any_below \"a\" \"b\" 3", "no")]
    [InlineData("any_below \"a\" \"b\" 4", "yes: a 3")]
    [InlineData("count_above \"a\" \"b\" 3", "1")]
    [InlineData("count_below \"a\" \"b\" 5", "1")]
    [InlineData("difference \"a\" \"b\"", "-2")]
    [InlineData("sum \"a\" \"b\"", "8")]
    public void Rows_against_their_bound(string query, string answer) =>
        Assert.Equal(answer, Answer(query, Row("a", 3), Row("b", 5)));

    [Theory]
    [InlineData(10, "no")]
    [InlineData(9.9, "yes: a 9.9")]
    [InlineData(20, "no")]
    [InlineData(20.1, "yes: a 20.1")]
    public void A_signal_has_a_lower_and_an_upper_limit(double value, string answer) =>
        Assert.Equal(answer, Answer("beyond_limits \"a\"", Row("a", (decimal)value) with { Low = 10, High = 20 }));

    [Theory]
    [InlineData("above \"s\" 5", "no")]
    [InlineData("above \"s\" 4", "yes")] // once is enough
    [InlineData("at_least \"s\" 3", "no")]
    [InlineData("at_least \"s\" 1", "yes")] // always
    [InlineData("at_most \"s\" 5", "yes")]
    [InlineData("between \"s\" 1 5", "yes")]
    [InlineData("between \"s\" 2 5", "no")]
    [InlineData("outside \"s\" 1 4", "yes")] // once is enough
    [InlineData("outside \"s\" 1 5", "no")]
    [InlineData("not_equal \"s\" 4", "no")]
    [InlineData("count_above \"s\" 3", "2")]
    [InlineData("count_below \"s\" 3", "1")]
    [InlineData("any_above \"s\" 5", "no")]
    [InlineData("any_below \"s\" 1", "no")]
    [InlineData("since_above \"s\" 3", "00:10")]
    [InlineData("since_below \"s\" 3", "23:50")]
    [InlineData("when_highest \"s\"", "00:10")]
    [InlineData("when_lowest \"s\"", "23:50")]
    [InlineData("duration \"s\"", "30 min")] // over midnight
    [InlineData("rate \"s\"", "6/h")]
    public void A_series_against_its_bound(string query, string answer) =>
        Assert.Equal(answer, Answer(query, Series("23:50 1", "00:00 3", "00:10 5", "00:20 4")));

    [Theory]
    [InlineData("1767225600 1", "1767225690 2", "1 min 30 s")]
    [InlineData("1767225600000 1", "1767225690000 2", "1 min 30 s")]
    [InlineData("1767225600000000 1", "1767225690000000 2", "1 min 30 s")]
    [InlineData("1767225600000000000 1", "1767225690000000000 2", "1 min 30 s")]
    public void An_epoch_is_in_seconds_or_smaller_parts_of_them(string first, string last, string answer) =>
        Assert.Equal(answer, Answer("duration \"s\"", Series(first, last)));

    [Theory]
    [InlineData("rising", new[] { 1.0, 2, 3, 4, 5, 6 })]
    [InlineData("falling", new[] { 6.0, 5, 4, 3, 2, 1 })]
    [InlineData("rising", new[] { 1.0, 2, 3, 4 })] // three printed steps
    [InlineData("steady", new[] { 1.0, 2, 1, 2, 1, 2, 1, 3 })]
    [InlineData("steady", new[] { 10.0, 90, 20, 80, 30, 99 })] // noise
    public void A_trend_is_more_than_the_noise(string answer, double[] values) =>
        Assert.Equal(
            answer,
            Answer(
                "trend \"s\"",
                Series([.. values.Select((value, i) => $"10:0{i} {value.ToString(CultureInfo.InvariantCulture)}")])
            )
        );

    [Theory]
    [InlineData("2 errors, 1 warning; last error: c", "error a", "warning b", "error c")]
    [InlineData("1 error, 2 warnings; last error: a", "error a", "warning b", "warning c")]
    [InlineData("2 warnings; last warning: b", "warning a", "warning b", "info c")]
    [InlineData("no errors, no warnings", "info a")]
    public void Events_are_summed_up_by_the_worst(string answer, params string[] events)
    {
        var table = new SignalTable("log", [], [.. events.Select(EventOf)]);

        Assert.Equal(answer, QueryEvaluator.Evaluate(new Query(QueryOperation.Events), table).Text);
    }

    [Fact]
    public void The_first_and_the_last_event_are_the_worst_ones()
    {
        var table = new SignalTable(
            "log",
            [],
            [.. new[] { "warning a", "error b", "error c", "info d" }.Select(EventOf)]
        );

        Assert.Equal("b", QueryEvaluator.Evaluate(new Query(QueryOperation.FirstEvent), table).Text);
        Assert.Equal("c", QueryEvaluator.Evaluate(new Query(QueryOperation.LastEvent), table).Text);
    }

    private static string Answer(string text, params Signal[] signals)
    {
        Assert.True(Query.TryParse(text, out var query));
        return QueryEvaluator.Evaluate(query, new SignalTable("test", signals, [])).Text;
    }

    private static Signal Row(string path, decimal value) => new(path, [new SignalPoint("", Number(value))]);

    private static Signal Series(params string[] points) =>
        new(
            "s",
            [
                .. points
                    .Select(point => point.Split(' '))
                    .Select(parts => new SignalPoint(
                        parts[0],
                        Number(decimal.Parse(parts[1], CultureInfo.InvariantCulture))
                    )),
            ]
        );

    private static SignalValue Number(decimal value) =>
        new(SignalKind.Number, value.ToString(CultureInfo.InvariantCulture), value, "");

    private static LogEvent EventOf(string text)
    {
        var parts = text.Split(' ');
        return new LogEvent("", Enum.Parse<EventLevel>(parts[0], ignoreCase: true), parts[1]);
    }
}
