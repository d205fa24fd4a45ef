using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

public sealed class MqttTextTests
{
    [Theory]
    [InlineData("x\ufffe")]
    [InlineData("x\uffff")]
    [InlineData("\ufdd0")]
    [InlineData("\ufdef")]
    [InlineData("\ud83f\udffe")]
    [InlineData("\udbff\udfff")]
    [InlineData("a\0b")]
    [InlineData("a\u001f")]
    [InlineData("\u007f")]
    [InlineData("\u009f")]
    public void What_a_broker_calls_malformed_is_not_sendable(string text)
    {
        Assert.False(MqttText.IsSendable(text));
        Assert.False(TopicSyntax.IsTopic("a/" + text));
        Assert.False(TopicSyntax.IsUsable(text));
        Assert.NotNull(TopicSyntax.ObjectToFilter("a/" + text));
        Assert.False(new OutgoingMessage("t", default) { Properties = [new("a", text)] }.IsSendable);
        Assert.Equal("siskin/d/reply/unknown", new TopicLayout("siskin", "d").Reply(text));
    }

    // Not as data of a theory: what carries it there would mend it.
    [Fact]
    public void Half_a_surrogate_pair_is_not_sendable()
    {
        Assert.False(MqttText.IsSendable("\ud800"));
        Assert.False(MqttText.IsSendable("\udc00x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Zähler 3 \u00a0")]
    [InlineData("\ufdcf\ufdf0\ufffd")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ue000\udb80\udc00")]
    public void Everything_else_is(string text) => Assert.True(MqttText.IsSendable(text));

    [Fact]
    public void Length_counts_in_bytes()
    {
        Assert.True(MqttText.IsSendable(new string('x', 65_535)));
        Assert.False(MqttText.IsSendable(new string('ä', 32_768)));
    }

    [Fact]
    public void A_topic_has_200_levels_at_most()
    {
        static string Levels(int count) => string.Join('/', Enumerable.Repeat("a", count));

        Assert.True(TopicSyntax.IsTopic(Levels(200)));
        Assert.False(TopicSyntax.IsTopic(Levels(201)));
        Assert.NotNull(TopicSyntax.ObjectToFilter(Levels(201)));
    }
}
