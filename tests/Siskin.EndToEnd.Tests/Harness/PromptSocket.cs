using System.Net;
using System.Net.Sockets;
using MQTTnet.Channel;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>
/// The socket of a client that acknowledges at once: TCP_QUICKACK, which Linux forgets with every packet that is sent.
/// </summary>
internal sealed class PromptSocket : IMqttClientStreamProvider
{
    public async Task<Stream> ConnectAsync(EndPoint brokerEndPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(brokerEndPoint, cancellationToken);
        return new PromptReads(socket);
    }

    private sealed class PromptReads(Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        private const int Tcp = 6,
            QuickAck = 12;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            Socket.SetRawSocketOption(Tcp, QuickAck, [1, 0, 0, 0]);
            return read;
        }
    }
}
