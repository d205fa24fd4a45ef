using System.Net;
using System.Net.Http.Headers;

namespace Siskin.Agent.Tests.Harness;

/// <summary>What an HTTP server with the files of a folder answers, with ranges and tags, and with faults.</summary>
internal sealed class StubFileServer(string folder) : HttpMessageHandler
{
    private readonly List<HttpRequestMessage> _requests = [];

    /// <summary>Requests so far.</summary>
    public IReadOnlyList<HttpRequestMessage> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>The tag of every file.</summary>
    public string Tag { get; set; } = "\"v1\"";

    /// <summary>Whether it knows parts of files.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Answers in its place, given the number of the request from 1 on; null where it does not.</summary>
    public Func<int, HttpRequestMessage, HttpResponseMessage?> Fault { get; set; } = (_, _) => null;

    /// <summary>An answer that ends in the middle, as a connection that is lost does.</summary>
    public HttpResponseMessage Broken(HttpRequestMessage request, int after) =>
        Serve(request, body => new StreamContent(new EndingStream(body, after, fails: true)));

    /// <summary>An answer that is shorter than it should be and looks complete.</summary>
    public HttpResponseMessage Truncated(HttpRequestMessage request, int after) =>
        Serve(request, body => new StreamContent(new EndingStream(body, after, fails: false)));

    /// <summary>An answer that stops coming.</summary>
    public HttpResponseMessage Stalled(HttpRequestMessage request) =>
        Serve(request, _ => new StreamContent(new SilentStream()));

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        int number;
        lock (_requests)
        {
            _requests.Add(request);
            number = _requests.Count;
        }
        return Task.FromResult(Fault(number, request) ?? Serve(request, body => new ByteArrayContent(body)));
    }

    private HttpResponseMessage Serve(HttpRequestMessage request, Func<byte[], HttpContent> content)
    {
        var path = Path.Combine(folder, Uri.UnescapeDataString(request.RequestUri!.AbsolutePath["/bundle/".Length..]));
        if (!File.Exists(path))
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        var bytes = File.ReadAllBytes(path);
        var from = request.Headers.Range?.Ranges.First().From ?? 0;
        var known = request.Headers.IfRange?.EntityTag;
        var part = KnowsRanges && from > 0 && (known is null || known.Tag == Tag);
        var response = new HttpResponseMessage(part ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
        {
            Content = content(part ? bytes[(int)from..] : bytes),
        };
        if (part)
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, bytes.Length - 1, bytes.Length);
        response.Headers.ETag = new EntityTagHeaderValue(Tag);
        return response;
    }

    private sealed class EndingStream(byte[] content, int after, bool fails)
        : MemoryStream(content, 0, Math.Min(after, content.Length))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            fails && Position == Length
                ? throw new IOException("The connection was closed.")
                : base.ReadAsync(buffer, cancellationToken);
    }

    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
