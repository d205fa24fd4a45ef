using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Siskin.Agent.Tests.Harness;

/// <summary>A broker of bytes: answers each kind of packet as the test says, or not at all.</summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    public const int Connect = 1;
    public const int Publish = 3;
    public const int Subscribe = 8;
    public const int Ping = 12;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<int> _received = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ScriptedBroker()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>
    /// The answer to a packet of a kind, without its header; null closes the connection, empty says nothing.
    /// </summary>
    public Func<int, byte[], byte[]?> Answer { get; set; } =
        (kind, _) =>
            kind switch
            {
                Connect => [0x20, 3, 0, 0, 0],
                Ping => [0xD0, 0],
                _ => [],
            };

    /// <summary>Kinds of the packets that came.</summary>
    public IReadOnlyCollection<int> Received => _received;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running; // first: a listener that stopped can accept nobody, and says so
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var one = new byte[1];
                while (true)
                {
                    await stream.ReadExactlyAsync(one, _stop.Token);
                    var kind = one[0] >> 4;
                    var length = 0;
                    for (var shift = 0; ; shift += 7)
                    {
                        await stream.ReadExactlyAsync(one, _stop.Token);
                        length |= (one[0] & 0x7F) << shift;
                        if (one[0] < 0x80)
                            break;
                    }
                    var body = new byte[length];
                    await stream.ReadExactlyAsync(body, _stop.Token);
                    _received.Enqueue(kind);
                    if (Answer(kind, body) is not { } answer)
                        return;
                    await stream.WriteAsync(answer, _stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client went, or the test ended.
            }
        }
    }
}
