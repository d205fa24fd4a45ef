using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// A client of the embedded broker that gets an id where it has none, as MQTT wants it; the library refuses it. A
/// client of MQTT 3.1.1 that wants a session kept and has no id is still refused.
/// </summary>
internal sealed class NamedClient(IMqttChannelAdapter inner) : IMqttChannelAdapter
{
    private string? _assigned;

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        var packet = await inner.ReceivePacketAsync(cancellationToken);
        if (packet is MqttConnectPacket connect && string.IsNullOrEmpty(connect.ClientId)
            && (connect.CleanSession || PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500))
            connect.ClientId = _assigned = "auto-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return packet;
    }

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (_assigned is not null && packet is MqttConnAckPacket answer)
            answer.AssignedClientIdentifier = _assigned;
        return inner.SendPacketAsync(packet, cancellationToken);
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public void ResetStatistics() => inner.ResetStatistics();

    public void Dispose() => inner.Dispose();
}
