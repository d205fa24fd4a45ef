using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Makes the library's channels, with a gate that bounds each packet and a budget for all that was received and waits
/// to be handled: nothing more is read while it is used up. Broker and library bound only what is acknowledged; at QoS
/// 0 they deliver everything that comes, and the library reads ahead without limit.
/// </summary>
/// <param name="max">Bytes from which on nothing more is read.</param>
/// <param name="keepAlive">Is kept from the library.</param>
/// <param name="cut">Called with the bytes of a packet that the gate cut.</param>
internal sealed class BudgetedChannels(long max, KeepAlive keepAlive, Action<long> cut) : IMqttClientAdapterFactory
{
    // MQTT 3.1.1 has no way to tell the broker.
    private const int LargestUnannounced = 64 << 20;

    // What a message costs besides its payload, roughly.
    private const int Overhead = 1_024;

    private readonly Lock _lock = new();
    private TaskCompletionSource? _room;
    private long _used;

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
            Room = RoomAsync,
            Received = Receive,
            Sending = Send,
        };
    }

    /// <summary>Completes when there is room.</summary>
    public Task RoomAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_used < max)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>A message with such a payload arrived, and with properties that hold so many bytes.</summary>
    public void Take(long payload, long properties = 0)
    {
        lock (_lock)
            _used += payload + properties + Overhead;
    }

    /// <summary>It was handled.</summary>
    public void Return(long payload, long properties = 0)
    {
        TaskCompletionSource? room = null;
        lock (_lock)
        {
            _used -= payload + properties + Overhead;
            if (_used < max)
                (room, _room) = (_room, null);
        }
        room?.TrySetResult();
    }

    private void Receive(MqttPacket packet)
    {
        if (packet is MqttPublishPacket publish)
            Take(publish.Payload.Length, MessageConversion.SizeOf(publish.UserProperties));
        else if (packet is MqttConnAckPacket answer)
            keepAlive.Hear(answer);
    }

    private void Send(MqttPacket packet)
    {
        if (packet is MqttConnectPacket connect)
            keepAlive.Announce(connect);
    }
}
