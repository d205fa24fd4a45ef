using System.Net;
using System.Text.Json;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A signed copy of a bundle under a newer version, on an HTTP server that can fail.</summary>
internal sealed class BundleHost : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _port = MosquittoServer.FreePort();
    private readonly string _bundle;
    private int _served;

    private BundleHost(string bundle, string publicKey)
    {
        (_bundle, PublicKey) = (bundle, publicKey);
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Key that signed it.</summary>
    public string PublicKey { get; }

    /// <summary>After so many bytes of a file the connection is cut; 0: never.</summary>
    public int CutAfter { get; set; }

    /// <summary>Whether requests are left without an answer.</summary>
    public bool Silent { get; set; }

    /// <summary>Requests for parts of files.</summary>
    public int Resumed { get; private set; }

    public int Served => Volatile.Read(ref _served);

    /// <param name="folder">Where the copy lies.</param>
    /// <param name="version">Its version.</param>
    /// <param name="bundle">The bundle, where it is not the tiny one.</param>
    public static async Task<BundleHost> StartAsync(
        ScratchFolder folder,
        string version = "0.0.2",
        string? bundle = null
    )
    {
        var copy = await SignedCopy.CreateAsync(folder, version, original: bundle);
        return new BundleHost(copy.Folder, copy.PublicKey);
    }

    /// <summary>The offer of it.</summary>
    public byte[] Offer(string id = "offer-1", string more = "")
    {
        var files = Directory
            .GetFiles(_bundle, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_bundle, file))
            .Where(file => !file.StartsWith("bundle.toml", StringComparison.Ordinal))
            .ToDictionary(file => file, file => new FileInfo(Path.Combine(_bundle, file)).Length);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                manifest = File.ReadAllText(Path.Combine(_bundle, "bundle.toml")) + more,
                signature = Convert.ToBase64String(File.ReadAllBytes(Path.Combine(_bundle, "bundle.toml.sig"))),
                files,
                url = $"http://127.0.0.1:{_port}/b/",
            }
        );
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                Answer(await _listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        Interlocked.Increment(ref _served);
        if (Silent)
            return;
        var bytes = File.ReadAllBytes(Path.Combine(_bundle, context.Request.Url!.AbsolutePath["/b/".Length..]));
        var from = 0;
        if (context.Request.Headers["Range"] is { } range)
        {
            from = int.Parse(range["bytes=".Length..^1], null);
            Resumed++;
            context.Response.StatusCode = 206;
            context.Response.Headers["Content-Range"] = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }
        context.Response.Headers["ETag"] = "\"1\"";
        context.Response.ContentLength64 = bytes.Length - from;
        var count = CutAfter > 0 ? Math.Min(CutAfter, bytes.Length - from) : bytes.Length - from;
        try
        {
            context.Response.OutputStream.Write(bytes, from, count);
            if (count < bytes.Length - from)
                context.Response.Abort();
            else
                context.Response.Close();
        }
        catch (HttpListenerException)
        {
            // The agent is gone.
        }
    }
}
