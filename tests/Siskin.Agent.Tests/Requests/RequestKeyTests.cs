using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Requests;

public sealed class RequestKeyTests
{
    [Fact]
    public void Keys_differ_by_topic_and_by_correlation_data()
    {
        var keys = new[]
        {
            KeyOf("t1", [1]),
            KeyOf("t2", [1]),
            KeyOf("t1", [2]),
            KeyOf("t1", new byte[100]),
            KeyOf("t1", new byte[101]),
            KeyOf("t1", null),
        };

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(KeyOf("t1", [1]), keys[0]);
    }

    [Fact]
    public void With_correlation_data_the_question_counts_and_a_trace_does_not()
    {
        var keys = new[]
        {
            Question("a"),
            Question("b"),
            Question("a", ("sensors", "x=1")),
            Question("a", ("prompt", "x=1")),
            Question("a", ("id", "7")),
        };

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], Question("a", ("traceparent", "00-1")));
        Assert.All(
            keys,
            key =>
                Assert.StartsWith(
                    RequestKey.FormerOf(OutgoingMessage.Envelope("t", [1])),
                    key,
                    StringComparison.Ordinal
                )
        );
    }

    private static string Question(string payload, params (string Name, string Value)[] properties) =>
        RequestKey.Of(
            OutgoingMessage.Envelope("t", [1]),
            new IncomingMessage(
                "r",
                System.Text.Encoding.UTF8.GetBytes(payload),
                null,
                "t",
                [1],
                [.. properties.Select(p => KeyValuePair.Create(p.Name, p.Value))],
                null,
                false,
                false
            )
        );

    [Fact]
    public void Without_correlation_data_all_that_makes_the_request_counts()
    {
        var keys = new[]
        {
            MessageKey(null),
            MessageKey("text/plain"),
            MessageKey("text/plain", ("sensors", "a=1")),
            MessageKey("text/plain", ("sensors", "a=2")),
            MessageKey("text/plain", ("sensor", "sa=1")),
            MessageKey("text/plain", ("sensors", "a=1"), ("id", "7")),
        };

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(MessageKey("text/plain", ("sensors", "a=1")), keys[2]);
    }

    private static string MessageKey(string? contentType, params (string Name, string Value)[] properties) =>
        RequestKey.Of(
            OutgoingMessage.Envelope("t", null),
            new IncomingMessage(
                "r",
                new byte[3],
                contentType,
                "t",
                null,
                [.. properties.Select(p => KeyValuePair.Create(p.Name, p.Value))],
                null,
                false,
                false
            )
        );

    private static string KeyOf(string topic, byte[]? correlation) =>
        RequestKey.Of(
            OutgoingMessage.Envelope(topic, correlation),
            new IncomingMessage("r", new byte[3], null, topic, correlation, [], null, false, false)
        );
}
