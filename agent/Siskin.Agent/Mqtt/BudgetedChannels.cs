using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Makes the library's channels, with a gate that bounds each packet and a budget that stops reading from the socket
/// while it is used up. Keeps the keep-alive from the library.
/// </summary>
internal sealed class BudgetedChannels(ReceiveBudget budget, KeepAlive keepAlive, Action<long> cut)
    : IMqttClientAdapterFactory
{
    // MQTT 3.1.1 has no way to tell the broker.
    private const int LargestUnannounced = 64 << 20;

    public IMqttChannelAdapter CreateClientAdapter(
        MqttClientOptions options,
        MqttPacketInspector packetInspector,
        IMqttNetLogger logger
    ) =>
        new Channel(
            new MqttChannelAdapter(
                new PacketGate(
                    new MqttTcpChannel(options),
                    () => options.ProtocolVersion == MqttProtocolVersion.V500,
                    options.MaximumPacketSize > 0 ? (int)options.MaximumPacketSize : LargestUnannounced,
                    cut
                ),
                new MqttPacketFormatterAdapter(
                    options.ProtocolVersion,
                    new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax)
                ),
                logger
            )
            {
                AllowPacketFragmentation = options.AllowPacketFragmentation,
                PacketInspector = packetInspector,
            },
            budget,
            keepAlive
        );

    /// <summary>Bytes that user properties hold, as texts and with the objects around them.</summary>
    public static long PropertiesOf(List<MqttUserProperty>? properties) =>
        properties?.Sum(property => 200L + (4L * (property.Name.Length + property.ValueBuffer.Length))) ?? 0;

    private sealed class Channel(IMqttChannelAdapter inner, ReceiveBudget budget, KeepAlive keepAlive)
        : PassingChannel(inner)
    {
        public override Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
        {
            keepAlive.Announce(packet);
            return base.SendPacketAsync(packet, cancellationToken);
        }

        public override async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
        {
            await budget.RoomAsync(cancellationToken);
            var packet = await base.ReceivePacketAsync(cancellationToken);
            keepAlive.Hear(packet);
            if (packet is MqttPublishPacket publish)
                budget.Take(publish.Payload.Length, PropertiesOf(publish.UserProperties));
            return packet;
        }
    }
}
