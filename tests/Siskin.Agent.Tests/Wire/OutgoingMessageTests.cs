using MQTTnet.Formatter;
using MQTTnet.Formatter.V5;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

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
}
