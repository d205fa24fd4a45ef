using MQTTnet.Formatter;
using MQTTnet.Formatter.V5;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Tests.Wire;

public sealed class OutgoingMessageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(300_000)]
    public void The_packet_size_is_a_close_upper_bound(int payload)
    {
        var message = new OutgoingMessage("siskin/client/reply", new byte[payload])
        {
            ContentType = OutgoingMessage.Json,
            CorrelationData = new byte[12],
            ResponseTopic = "siskin/über",
            Expiry = TimeSpan.FromSeconds(9),
            Properties = [new("status", "413"), new("ünïcode", "välue")],
        };
        var packet = MqttPublishPacketFactory.Create(MessageConversion.ToLibrary(message, v5: true));
        packet.PacketIdentifier = 1;

        var encoded = new MqttV5PacketEncoder(new MqttBufferWriter(4096, 65535)).Encode(packet).Length;

        Assert.InRange(message.PacketSize, encoded, encoded + 20);
    }

    [Fact]
    public void A_message_leaves_with_the_rest_of_its_life_and_at_least_a_second()
    {
        var time = new JumpyTimeProvider(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
        var envelope = OutgoingMessage.Envelope("t", [1], time.GetTimestamp() + (60 * time.TimestampFrequency));
        var reply = ReplyWriter.Error(envelope, null, new Rejection(400, "no"));
        time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(20), reply.Leaving(time).Expiry);

        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(1), reply.Leaving(time).Expiry);
        Assert.Null(
            ReplyWriter.Error(OutgoingMessage.Envelope("t", [1]), null, new Rejection(400, "no")).Leaving(time).Expiry
        );
    }

    [Fact]
    public void What_stands_in_for_a_large_reply_gets_smaller_to_the_bare_code()
    {
        var envelope = OutgoingMessage.Envelope("t", [1, 2], 77);

        var large = ReplyWriter.Restore(envelope, new byte[5_000], null, "a long id");
        var error = large.WhenTooLarge!(100);
        var smallest = error.WhenTooLarge!(100);

        Assert.Equal("413", ReplyWriter.StatusOf(error));
        Assert.True(smallest.PacketSize < error.PacketSize);
        Assert.InRange(smallest.PacketSize, 1, 100);
        Assert.Equal(
            """{"error":{"code":413,"message":""}}""",
            System.Text.Encoding.UTF8.GetString(smallest.Payload.Span)
        );
        Assert.Equal(
            (envelope.Topic, envelope.CorrelationData, envelope.ExpiresAt),
            (smallest.Topic, smallest.CorrelationData, smallest.ExpiresAt)
        );
        Assert.Null(smallest.WhenTooLarge);
    }

    [Fact]
    public void An_error_from_the_ledger_has_a_smaller_form_too()
    {
        var error = ReplyWriter.Restore(OutgoingMessage.Envelope("t", null), new byte[5_000], "422", null);

        Assert.Contains(
            "422",
            System.Text.Encoding.UTF8.GetString(error.WhenTooLarge!(100).Payload.Span),
            StringComparison.Ordinal
        );
    }
}
