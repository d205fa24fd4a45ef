using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

public sealed class TopicLayoutTests
{
    private readonly TopicLayout _topics = new("plant/siskin", "d1");

    [Theory]
    [InlineData("7", "plant/siskin/d1/reply/7")]
    [InlineData("a/b", "plant/siskin/d1/reply/unknown")]
    [InlineData("+", "plant/siskin/d1/reply/unknown")]
    [InlineData(null, "plant/siskin/d1/reply/unknown")]
    public void An_id_that_is_no_topic_level_does_not_become_one(string? id, string expected) =>
        Assert.Equal(expected, _topics.Reply(id));

    [Fact]
    public void Every_id_that_a_request_may_have_is_long_enough_for_a_level()
    {
        var longest = new string('a', 128);

        Assert.Equal($"plant/siskin/d1/reply/{longest}", _topics.Reply(longest));
    }

    [Theory]
    [InlineData("plant/siskin/pool/kiln/request", "kiln")]
    [InlineData("plant/siskin/pool/request", null)]
    [InlineData("plant/siskin/pool/a/b/request", null)]
    [InlineData("plant/siskin/d1/request", null)]
    public void Pools_are_read_from_their_topic(string topic, string? expected)
    {
        _topics.TryReadPool(topic, out var pool);

        Assert.Equal(expected, pool);
    }

    [Theory]
    [InlineData("plant/siskin/d2/request", true)]
    [InlineData("plant/siskin/pool/kiln/request", true)]
    [InlineData("plant/siskin/d1/status", true)]
    [InlineData("plant/siskin/d1/watch/meter", true)]
    [InlineData("plant/siskin/d1/update/offer", true)]
    [InlineData("plant/siskin/all/update/offer", true)]
    [InlineData("plant/siskin/d1/reply/7", false)]
    [InlineData("plant/siskin/d1/reply/request", false)]
    [InlineData("elsewhere/d1/request", false)]
    public void Commands_and_announcements_are_reserved(string topic, bool expected) =>
        Assert.Equal(expected, _topics.IsReserved(topic));
}
