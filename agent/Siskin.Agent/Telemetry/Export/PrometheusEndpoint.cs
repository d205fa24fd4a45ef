using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>
/// The smallest HTTP server that Prometheus is content with: one page, one answer for each connection, few connections
/// at a time, little time and few bytes for each.
/// </summary>
internal sealed class PrometheusEndpoint : IAsyncDisposable
{
    private const int MaxConnections = 4;
    private const int MaxRequestBytes = 8 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly PrometheusPage _page;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _free = new(MaxConnections);
    private readonly Task _accepting;
    private int _serving;

    private PrometheusEndpoint(TcpListener listener, PrometheusPage page, TimeProvider time, ILogger log)
    {
        (_listener, _page, _time, _log) = (listener, page, time, log);
        Address = (IPEndPoint)listener.LocalEndpoint;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>How many clients are served at present, each within its time.</summary>
    internal int Serving => Volatile.Read(ref _serving);

    /// <summary>
    /// Begins to listen; null where that cannot be, which the log says: requests are answered all the same.
    /// </summary>
    public static PrometheusEndpoint? Start(IPEndPoint address, PrometheusPage page, TimeProvider time, ILogger log)
    {
        var listener = new TcpListener(address);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            log.MetricsNotServed(address.ToString(), e.Message);
            listener.Dispose();
            page.Dispose();
            return null;
        }
        log.MetricsServed(listener.LocalEndpoint.ToString()!);
        return new PrometheusEndpoint(listener, page, time, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        for (var i = 0; i < MaxConnections; i++)
            await _free.WaitAsync(CancellationToken.None); // each ends at once now
        _listener.Dispose();
        _page.Dispose();
        _free.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _free.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (await TryAcceptAsync() is { } client)
                _ = ServeAsync(client);
            else
                _free.Release();
        }
    }

    /// <summary>Null where a client went away before it was let in, no descriptor is left for it, or we stop.</summary>
    private async Task<Socket?> TryAcceptAsync()
    {
        try
        {
            return await _listener.AcceptSocketAsync(_stop.Token);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            await Task.Delay(Breath, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var client = socket;
        using var limit = new CancellationTokenSource(Patience, _time);
        Interlocked.Increment(ref _serving);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, limit.Token);
            var answer = AnswerTo(await ReadHeadAsync(client, either.Token));
            for (var sent = 0; sent < answer.Length; )
                sent += await client.SendAsync(answer.AsMemory(sent), either.Token);
            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away or took too long; it asks again.
        }
        finally
        {
            Interlocked.Decrement(ref _serving);
            _free.Release();
        }
    }

    /// <summary>The request up to its empty line; null where that does not come.</summary>
    private static async Task<string?> ReadHeadAsync(Socket client, CancellationToken cancellation)
    {
        var buffer = new byte[MaxRequestBytes];
        for (var read = 0; read < buffer.Length; )
        {
            var more = await client.ReceiveAsync(buffer.AsMemory(read), cancellation);
            if (more == 0)
                return null;
            read += more;
            if (buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) >= 0)
                return Encoding.ASCII.GetString(buffer, 0, read);
        }
        return null;
    }

    private byte[] AnswerTo(string? head)
    {
        // GET /metrics HTTP/1.1
        var words = head?.Split("\r\n", 2)[0].Split(' ');
        if (
            words is not [var method, var target, var version]
            || !version.StartsWith("HTTP/1.", StringComparison.Ordinal)
        )
            return Answer("400 Bad Request", "", "This is not a request.\n"u8, withBody: true);
        if (method is not ("GET" or "HEAD"))
            return Answer("405 Method Not Allowed", "Allow: GET, HEAD\r\n", "Only GET and HEAD.\n"u8, withBody: true);
        if (target.Split('?')[0] != "/metrics")
            return Answer("404 Not Found", "", "Metrics are at /metrics.\n"u8, method == "GET");
        try
        {
            return Answer("200 OK", "", _page.Render(), method == "GET", PrometheusText.ContentType);
        }
#pragma warning disable CA1031 // A fault in what only watches must not end what is watched.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log.NotCollected(e);
            return Answer("500 Internal Server Error", "", "The agent's log has the reason.\n"u8, method == "GET");
        }
    }

    private static byte[] Answer(
        string status,
        string further,
        ReadOnlySpan<byte> body,
        bool withBody,
        string type = "text/plain; charset=utf-8"
    )
    {
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n{further}Connection: close\r\n\r\n"
        );
        return withBody ? [.. head, .. body] : head;
    }
}
