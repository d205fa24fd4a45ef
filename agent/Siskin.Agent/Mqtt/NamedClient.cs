using System.Security.Cryptography;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// A client of the embedded broker that is given an id if it has none, as MQTT requires; the library would refuse it. A
/// client of MQTT 3.1.1 without an id that wants its session kept is still refused.
/// </summary>
internal static class NamedClient
{
    /// <summary>The channel of such a client.</summary>
    /// <param name="channel">The library's own.</param>
    public static PassingChannel On(IMqttChannelAdapter channel)
    {
        string? assigned = null;
        return new PassingChannel(channel) { Received = Name, Sending = Tell };

        void Name(MqttPacket packet)
        {
            if (
                packet is MqttConnectPacket connect
                && string.IsNullOrEmpty(connect.ClientId)
                && (connect.CleanSession || channel.PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500)
            )
                connect.ClientId = assigned = "auto-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        }

        void Tell(MqttPacket packet)
        {
            if (assigned is not null && packet is MqttConnAckPacket answer)
                answer.AssignedClientIdentifier = assigned;
        }
    }
}
