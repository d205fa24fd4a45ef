using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>What becomes of the bytes of one direction.</summary>
internal enum Flow
{
    /// <summary>They arrive.</summary>
    Pass,

    /// <summary>They wait until the direction passes again: a link that is slow or down for a while.</summary>
    Stall,

    /// <summary>
    /// They vanish, and so does the end of the connection: the other side has died or is routed away.
    /// </summary>
    Swallow,
}

/// <summary>
/// A TCP proxy on loopback between an agent and its broker, which can do what bad networks do. A connection that lost
/// bytes never gets well again, as TCP would not let it; the next one does.
/// </summary>
internal sealed class FaultyNetwork : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, bool> links = new();
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private readonly Task accepting;

    public FaultyNetwork(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Url => $"mqtt://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Whether new connections are refused.</summary>
    public bool Refuse { get; set; }

    /// <summary>How many connections there have been.</summary>
    public int Connections { get; private set; }

    /// <summary>Does this to the bytes of every connection that there is now.</summary>
    public void Set(Flow toBroker, Flow toAgent)
    {
        foreach (var link in links.Keys)
            (link.ToBroker, link.ToAgent) = (Worse(link.ToBroker, toBroker), Worse(link.ToAgent, toAgent));
    }

    /// <summary>Resets every connection, so that both sides see an error.</summary>
    public void Reset()
    {
        foreach (var link in links.Keys)
            link.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Reset();
        await accepting;
        stop.Dispose();
    }

    private static Flow Worse(Flow now, Flow wanted) => now == Flow.Swallow ? now : wanted;

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var near = await listener.AcceptTcpClientAsync(stop.Token);
                if (Refuse)
                    Abort(near);
                else
                    _ = CarryAsync(near);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Stopped, or a client that went at once.
            }
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target);
        }
        catch (SocketException)
        {
            Abort(near);
            return;
        }

        Connections++;
        near.NoDelay = far.NoDelay = true;
        using var link = new Link(near, far);
        links[link] = true;
        await link.CarryAsync(stop.Token);
        links.TryRemove(link, out _);
    }

    private static void Abort(TcpClient client)
    {
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }

    private sealed class Link(TcpClient near, TcpClient far) : IDisposable
    {
        private readonly CancellationTokenSource end = new();

        // A TcpClient that another thread has disposed of has no socket any more; the socket itself says that it is
        // gone.
        private readonly Socket nearSocket = near.Client,
            farSocket = far.Client;

        public Flow ToBroker { get; set; }

        public Flow ToAgent { get; set; }

        /// <summary>Carries both directions until both sides are gone, as far as they hear of each other.</summary>
        public async Task CarryAsync(CancellationToken stop)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, end.Token);
            await Task.WhenAll(
                PumpAsync(near, far, () => ToBroker, either.Token),
                PumpAsync(far, near, () => ToAgent, either.Token)
            );
        }

        public void Reset()
        {
            if (end.IsCancellationRequested)
                return;
            try
            {
                nearSocket.LingerState = farSocket.LingerState = new LingerOption(true, 0);
                end.Cancel();
                near.Close();
                far.Close();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself at this moment.
            }
        }

        public void Dispose()
        {
            near.Dispose();
            far.Dispose();
            end.Dispose();
        }

        private static async Task PumpAsync(TcpClient from, TcpClient to, Func<Flow> flow, CancellationToken stop)
        {
            var buffer = new byte[16_384];
            try
            {
                for (int read; (read = await from.GetStream().ReadAsync(buffer, stop)) > 0; )
                {
                    while (flow() == Flow.Stall)
                        await Task.Delay(20, stop);
                    if (flow() == Flow.Pass)
                        await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop);
                }
            }
            catch (Exception e)
                when (e
                        is IOException
                            or OperationCanceledException
                            or ObjectDisposedException
                            or InvalidOperationException
                )
            {
                // One side is gone.
            }

            while (flow() == Flow.Stall && !stop.IsCancellationRequested)
                await Task.Delay(20, CancellationToken.None);
            if (flow() == Flow.Pass)
                to.Close();
        }
    }
}
