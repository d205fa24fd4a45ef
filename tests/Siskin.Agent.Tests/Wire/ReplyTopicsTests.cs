using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

/// <summary>Where replies may go when the configuration allows every topic.</summary>
public sealed class ReplyTopicsTests
{
    private readonly TopicLayout _topics = new("siskin", "bench") { ReplyTopics = ["#"] };

    [Theory]
    [InlineData("siskin/bench/request")]
    [InlineData("siskin/other/request")]
    [InlineData("siskin/pool/kiln/request")]
    [InlineData("siskin/bench/status")]
    [InlineData("siskin/bench/info")]
    [InlineData("siskin/bench/telemetry")]
    [InlineData("siskin/bench/watch/water")]
    [InlineData("siskin/bench/watch/water/set")]
    public void Nobodys_commands_and_announcements_are_written_to(string topic)
    {
        Assert.Equal(400, _topics.RefuseReplyTo(Asking(topic))!.Code);
        Assert.Equal("siskin/bench/reply/7", _topics.ReplyTo(Asking(topic), "7", expires: null).Topic);
    }

    [Theory]
    [InlineData("siskin/me/reply")]
    [InlineData("siskin/reply/me")]
    [InlineData("house/inbox")]
    public void Any_other_topic_is(string topic)
    {
        Assert.Null(_topics.RefuseReplyTo(Asking(topic)));
        Assert.Equal(topic, _topics.ReplyTo(Asking(topic), "7", expires: null).Topic);
    }

    private static IncomingMessage Asking(string topic) =>
        new("siskin/bench/request", default, null, topic, null, [], null, false, false);
}
