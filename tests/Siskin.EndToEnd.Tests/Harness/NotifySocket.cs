using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>The other end of sd_notify(3): what a service tells systemd.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> messages = new();

    public NotifySocket()
    {
        Path = folder.File("notify");
        socket.Bind(new UnixDomainSocketEndPoint(Path));
        new Thread(Receive) { IsBackground = true }.Start();
    }

    public string Path { get; }

    /// <summary>Every message so far, in order.</summary>
    public IReadOnlyList<string> Messages => [.. messages];

    /// <summary>Waits until a message satisfies the condition.</summary>
    public async Task WaitForAsync(Func<IReadOnlyList<string>, bool> condition, string what)
    {
        for (var deadline = DateTime.UtcNow + ChildProcess.Patience; !condition(Messages); await Task.Delay(20))
        {
            if (DateTime.UtcNow > deadline)
                throw new TimeoutException($"Waited in vain until {what}; systemd got: {string.Join(" | ", Messages)}");
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        folder.Dispose();
    }

    private void Receive()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
                messages.Enqueue(Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
