using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Siskin.Agent.Mqtt;

/// <summary>A channel of the library that passes everything on; others may see each packet and change it.</summary>
internal sealed class PassingChannel(IMqttChannelAdapter inner) : IMqttChannelAdapter
{
    /// <summary>Waited for before a packet is read.</summary>
    public Func<CancellationToken, Task>? Room { get; init; }

    /// <summary>Sees what was read before the library does.</summary>
    public Action<MqttPacket>? Received { get; init; }

    /// <summary>Sees what the library sends before it leaves.</summary>
    public Action<MqttPacket>? Sending { get; init; }

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        if (Room is not null)
            await Room(cancellationToken);
        var packet = await inner.ReceivePacketAsync(cancellationToken);
        if (packet is not null) // the library's word for the end of the connection
            Received?.Invoke(packet);
        return packet!;
    }

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        Sending?.Invoke(packet);
        return inner.SendPacketAsync(packet, cancellationToken);
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public void ResetStatistics() => inner.ResetStatistics();

    public void Dispose() => inner.Dispose();
}
