using System.Net;
using System.Net.Sockets;
using MQTTnet.Channel;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// A socket that acknowledges at once what it reads. Mosquitto, as installed, sends no small packet while an earlier
/// one is unacknowledged, and Linux delays the acknowledgement by 40 ms unless it is asked after each read: whatever is
/// sent in between resets it.
/// </summary>
internal sealed class PromptStream(Socket socket, Acknowledging acknowledging)
    : NetworkStream(socket, ownsSocket: true),
        IMqttClientStreamEndPoints
{
    private const int Tcp = 6,
        QuickAck = 12;

    private static readonly byte[] On = BitConverter.GetBytes(1);
    private static readonly byte[] Off = BitConverter.GetBytes(0);

    // Elsewhere the number means another option, or none.
    private bool _settable = OperatingSystem.IsLinux();

    public EndPoint? LocalEndPoint => Socket.LocalEndPoint;

    public EndPoint? RemoteEndPoint => Socket.RemoteEndPoint;

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        Acknowledge();
        return read;
    }

    private void Acknowledge()
    {
        if (!_settable)
            return;
        try
        {
            Socket.SetRawSocketOption(Tcp, QuickAck, acknowledging == Acknowledging.AtOnce ? On : Off);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _settable = false; // a kernel without it, or the connection has ended: nothing is lost but time
        }
    }
}
