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
    )
    {
        var formatter = new MqttPacketFormatterAdapter(
            options.ProtocolVersion,
            new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax)
        );
        var gate = new PacketGate(
            new MqttTcpChannel(options),
            formatter,
            options.MaximumPacketSize > 0 ? (int)options.MaximumPacketSize : LargestUnannounced,
            cut
        );
        var channel = new MqttChannelAdapter(gate, formatter, logger)
        {
            AllowPacketFragmentation = options.AllowPacketFragmentation,
            PacketInspector = packetInspector,
        };
        return new PassingChannel(channel)
        {
            Room = budget.RoomAsync,
            Received = Receive,
            Sending = Send,
        };
    }

    private void Receive(MqttPacket packet)
    {
        if (packet is MqttPublishPacket publish)
            budget.Take(publish.Payload.Length, MessageConversion.SizeOf(publish.UserProperties));
        else if (packet is MqttConnAckPacket answer)
            keepAlive.Hear(answer);
    }

    private void Send(MqttPacket packet)
    {
        if (packet is MqttConnectPacket connect)
            keepAlive.Announce(connect);
    }
}
