using System.Security.Cryptography;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// A client of the embedded broker that is given an id if it has none, as MQTT requires; the library would refuse it. A
/// client of MQTT 3.1.1 without an id that wants its session kept is still refused.
/// </summary>
internal sealed class NamedClient(IMqttChannelAdapter inner) : PassingChannel(inner)
{
    private string? _assigned;

    public override async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        var packet = await base.ReceivePacketAsync(cancellationToken);
        if (
            packet is MqttConnectPacket connect
            && string.IsNullOrEmpty(connect.ClientId)
            && (connect.CleanSession || PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500)
        )
            connect.ClientId = _assigned = "auto-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return packet;
    }

    public override Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (_assigned is not null && packet is MqttConnAckPacket answer)
            answer.AssignedClientIdentifier = _assigned;
        return base.SendPacketAsync(packet, cancellationToken);
    }
}
