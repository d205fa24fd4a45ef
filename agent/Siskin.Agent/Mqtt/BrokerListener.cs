using System.Net;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Listens for clients of the embedded broker. The library's own listener decodes whole packets before anyone can look
/// at them; here each passes a <see cref="PacketGate"/>, and an oversized one ends its connection.
/// </summary>
internal sealed class BrokerListener(IPEndPoint address, Action<long> refused) : IMqttServerAdapter
{
    private const int LargestPacket = 64 << 20;
    private const int Backlog = 100;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1); // no file descriptor left, mostly

    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private Task _accepting = Task.CompletedTask;

    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = _ => Task.CompletedTask;

    /// <exception cref="SocketException">The address or port is not free.</exception>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(address);
            socket.Listen(Backlog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        _socket = socket;
        _accepting = AcceptAsync(socket, options, logger);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _socket?.Dispose();
        await _accepting;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket socket, MqttServerOptions options, IMqttNetLogger logger)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await socket.AcceptAsync(_stop.Token), options, logger);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_stop.IsCancellationRequested)
            {
                await Task.Delay(PauseAfterFailure, TimeProvider.System, CancellationToken.None);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client, MqttServerOptions options, IMqttNetLogger logger)
    {
        try
        {
            client.NoDelay = true;
            await using var stream = new PromptStream(client, Acknowledging.AtOnce);
            var formatter = new MqttPacketFormatterAdapter(
                new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax)
            );
            var gate = new PacketGate(
                new MqttTcpChannel(stream, client.LocalEndPoint, client.RemoteEndPoint, null),
                formatter,
                LargestPacket,
                Refuse
            );
            using var channel = NamedClient.On(new MqttChannelAdapter(gate, formatter, logger));
            await ClientHandler(channel);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or ObjectDisposedException
                        or OperationCanceledException
                        or MqttCommunicationException
            )
        {
            // It is gone, whatever the reason.
        }
    }

    // No subscriber could be sent what is left of such a packet.
    private void Refuse(long bytes)
    {
        refused(bytes);
        throw new EndOfStreamException();
    }
}
