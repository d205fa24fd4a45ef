using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

public sealed class QueryEvaluatorTests
{
    private const string Rows = "a: 7.5 V\nb: -2.5 V\nc: N/A\nd: on\nf: 40 (max 30)";
    private const string Series = "10:00 1\n10:30 5\n11:00 4\n11:30 9";
    private const string Log =
        "2025-01-01 10:00:00 WARNING fan slow\n2025-01-01 10:01:00 ERROR fan lost\n2025-01-01 10:02:00 ERROR bus lost";

    [Theory]
    [InlineData("unknown", "unknown")]
    [InlineData("value \"a\"", "7.5 V")]
    [InlineData("value \"c\"", "missing")]
    [InlineData("value \"z\"", "unknown")]
    [InlineData("is \"d\" 'on'", "yes")]
    [InlineData("is \"d\" 'off'", "no")]
    [InlineData("is_not \"d\" 'off'", "yes")]
    [InlineData("either \"d\" 'off on'", "on")]
    [InlineData("value \"a\" in mV", "7500 mV")]
    [InlineData("all_above \"a\" \"b\" 0", "no: b -2.5 V")]
    [InlineData("any_that \"a\" \"b\" 'at_least' 7.5", "yes: a 7.5 V")]
    [InlineData("count_that \"a\" \"b\" 'at_most' 7.5", "2")]
    [InlineData("count_missing \"a\" \"c\"", "1")]
    [InlineData("unit_of \"a\"", "V")]
    [InlineData("above \"a\" 7.5", "no")]
    [InlineData("above \"a\" \"b\"", "yes")]
    [InlineData("below \"b\" -2", "yes")]
    [InlineData("at_most \"a\" 7.5", "yes")]
    [InlineData("at_least \"a\" 7.5", "yes")]
    [InlineData("equal \"a\" 7.50", "yes")]
    [InlineData("not_equal \"a\" 7.5", "no")]
    [InlineData("between \"a\" 8 7", "yes")]
    [InlineData("outside \"a\" 7 8", "no")]
    [InlineData("within \"a\" 8 0.5", "yes")]
    [InlineData("any_above \"a\" \"b\" 0", "yes: a 7.5 V")]
    [InlineData("any_below \"a\" \"b\" -3", "no")]
    [InlineData("any_is \"d\" 'on'", "yes: d on")]
    [InlineData("all_are \"d\" 'off'", "no: d on")]
    [InlineData("which_are \"d\" 'on'", "d on")]
    [InlineData("count_are \"d\" 'on'", "1")]
    [InlineData("count_above \"a\" \"b\" 0", "1")]
    [InlineData("count_below \"a\" \"b\" 8", "2")]
    [InlineData("count \"a\" \"b\"", "2")]
    [InlineData("highest \"a\" \"b\"", "a 7.5 V")]
    [InlineData("lowest \"a\" \"b\"", "b -2.5 V")]
    [InlineData("sum \"a\" \"b\"", "5 V")]
    [InlineData("average \"a\" \"b\"", "2.5 V")]
    [InlineData("difference \"a\" \"b\"", "10.0 V")]
    [InlineData("distance \"a\" \"b\"", "10.0 V")]
    [InlineData("distance \"b\" \"a\"", "10.0 V")]
    [InlineData("ratio \"a\" \"b\"", "-3")]
    [InlineData("missing \"a\" \"c\"", "c")]
    [InlineData("beyond_limits \"a\" \"f\"", "yes: f 40")]
    [InlineData("status \"a\" \"d\"", "a 7.5 V, d on")]
    public void Rows_are_computed_exactly(string query, string answer) => Assert.Equal(answer, Answer(query, Rows));

    [Theory]
    [InlineData("first \"value\"", "1")]
    [InlineData("last \"value\"", "9")]
    [InlineData("highest \"value\"", "9")]
    [InlineData("lowest \"value\"", "1")]
    [InlineData("when_highest \"value\"", "11:30")]
    [InlineData("when_lowest \"value\"", "10:00")]
    [InlineData("since_above \"value\" 4", "10:30")]
    [InlineData("since_below \"value\" 1", "never")]
    [InlineData("at \"value\" @11:00", "4")]
    [InlineData("at \"value\" @12:00", "unknown")]
    [InlineData("duration \"value\"", "1 h 30 min")]
    [InlineData("rate \"value\"", "5.3333/h")]
    [InlineData("rate \"value\" in min", "0.0889/min")]
    [InlineData("trend \"value\" 'rising'", "yes")]
    [InlineData("trend \"value\" 'falling'", "no")]
    [InlineData("spread \"value\"", "8")]
    [InlineData("duration_above \"value\" 4.5", "30 min")]
    [InlineData("when_last \"value\"", "11:30")]
    [InlineData("highest \"value\" @10:15..11:10", "5")]
    [InlineData("above \"value\" 8 @..11:00", "no")]
    [InlineData("all_above \"value\" 0", "yes")]
    [InlineData("trend \"value\"", "rising")]
    [InlineData("stuck \"value\"", "no")]
    [InlineData("difference \"value\"", "8")]
    [InlineData("average \"value\"", "4.75")]
    [InlineData("sum \"value\"", "19")]
    [InlineData("count \"value\"", "4")]
    [InlineData("count_above \"value\" 4", "2")]
    public void Series_are_computed_over_their_values(string query, string answer) =>
        Assert.Equal(answer, Answer(query, Series));

    [Theory]
    [InlineData("count_errors", "2")]
    [InlineData("count_warnings", "1")]
    public void Events_are_counted_by_level(string query, string answer) => Assert.Equal(answer, Answer(query, Log));

    [Theory]
    [InlineData("active_events", "yes: 2 pressure low")]
    [InlineData("count_active", "1")]
    [InlineData("event_is_active 'door'", "no")]
    [InlineData("event_duration 'door'", "10 min")]
    [InlineData("count_about 'pressure'", "1")]
    public void Alarms_come_and_go(string query, string part) =>
        Assert.StartsWith(
            part.Split(':')[0],
            Answer(
                query,
                "Time;Class;State;No;Text\n2025-01-01 10:00:00;Alarm;COME;1;door open\n2025-01-01 10:05:00;Warning;COME;2;pressure low\n"
                    + "2025-01-01 10:10:00;Alarm;GONE;1;door open"
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("first_event", "fan lost")]
    [InlineData("last_event", "bus lost")]
    [InlineData("events", "2")]
    public void Events_are_told(string query, string part) =>
        Assert.Contains(part, Answer(query, Log), StringComparison.Ordinal);

    private static string Answer(string text, string sensors)
    {
        Assert.True(Query.TryParse(text, out var query));
        return QueryEvaluator.Evaluate(query, SignalReader.Read(sensors)).Text;
    }
}
