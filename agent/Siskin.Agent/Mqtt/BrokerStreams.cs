using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Opens the client library's sockets, which the library does not expose. Where TLS is wanted, the library adds it on
/// top.
/// </summary>
/// <param name="options">Buffer sizes and the like.</param>
/// <param name="acknowledging">When they acknowledge.</param>
internal sealed class BrokerStreams(MqttClientTcpOptions options, Acknowledging acknowledging)
    : IMqttClientStreamProvider
{
    /// <exception cref="MqttCommunicationException">Nobody is there; its inner exception says why.</exception>
    public async Task<Stream> ConnectAsync(EndPoint brokerEndPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.ReceiveBufferSize = socket.SendBufferSize = options.BufferSize;
            socket.NoDelay = true;
            socket.LingerState = options.LingerState;
            await socket.ConnectAsync(brokerEndPoint, cancellationToken);
            return new PromptStream(socket, acknowledging);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw e.SocketErrorCode switch
            {
                SocketError.OperationAborted => new OperationCanceledException(e.Message, e),
                SocketError.TimedOut => new MqttCommunicationTimedOutException(e),
                _ => new MqttCommunicationException($"Error while connecting host '{brokerEndPoint}'.", e),
            };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
