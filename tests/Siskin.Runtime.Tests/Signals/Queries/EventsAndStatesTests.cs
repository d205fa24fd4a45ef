using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

/// <summary>What lines of a log say about one thing, and values that are on or off.</summary>
public sealed class EventsAndStatesTests
{
    private static readonly LogEvent[] Log =
    [
        new("10:00", EventLevel.Info, "eth1 down"),
        new("10:05", EventLevel.Info, "eth1 up"),
        new("10:10", EventLevel.Warning, "eth0 down"),
    ];

    [Theory]
    [InlineData("event_is 'eth1 / up'", "yes")]
    [InlineData("event_is 'eth1 / down'", "no")]
    [InlineData("event_is 'eth0 / down'", "yes")]
    [InlineData("event_is 'eth0 / up'", "no")]
    [InlineData("event_is 'eth2 / up'", "unknown")]
    [InlineData("event_is 'eth1'", "unknown")]
    [InlineData("when_event 'eth1'", "10:00")]
    [InlineData("when_last_event 'eth1'", "10:05")]
    [InlineData("when_event 'eth2'", "unknown")]
    [InlineData("count_about 'eth1'", "2")]
    public void The_last_line_about_a_thing_says_its_state(string query, string answer) =>
        Assert.Matches($@"^{answer}(: |$)", Answer(query, []));

    [Theory]
    [InlineData("true", "on", "yes")]
    [InlineData("true", "off", "no")]
    [InlineData("false", "on", "no")]
    [InlineData("false", "off", "yes")]
    [InlineData("true", "running", "yes")]
    [InlineData("false", "stopped", "yes")]
    public void A_boolean_is_the_first_of_two_opposites(string value, string state, string answer) =>
        Assert.Equal(
            answer,
            Answer(
                $"is \"pump\" '{state}'",
                new Signal("pump", [new SignalPoint("", new(SignalKind.Boolean, value, value == "true" ? 1 : 0, ""))])
            )
        );

    private static string Answer(string text, params Signal[] signals)
    {
        Assert.True(Query.TryParse(text, out var query));
        return QueryEvaluator.Evaluate(query, new SignalTable("test", signals, Log)).Text;
    }
}
