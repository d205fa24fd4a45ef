using System.Net;
using System.Net.Http.Headers;

namespace Siskin.Agent.Updates;

/// <summary>
/// Files of a server, fetched by HTTP. A part that is there already is not asked for again, as long as the server's tag
/// says that the content is the same (RFC 9110, 13.1.5 and 14.2); a server that knows no ranges sends all of it.
/// </summary>
/// <param name="http">The client.</param>
/// <param name="place">Where the files lie; ends with a slash.</param>
/// <param name="stall">Longest time without a byte.</param>
/// <param name="time">Clock.</param>
internal sealed class HttpFileSource(HttpMessageInvoker http, Uri place, TimeSpan stall, TimeProvider time)
    : IFileSource
{
    private const int PartBytes = 64 << 10;

    /// <summary>A client for it: no cookies, few redirections, nothing unpacked.</summary>
    public static HttpMessageInvoker CreateClient() =>
        new(
            new SocketsHttpHandler
            {
                UseCookies = false,
                MaxAutomaticRedirections = 5,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
                MaxResponseHeadersLength = 32,
            },
            disposeHandler: true
        );

    public async Task FetchAsync(PartialFile file, CancellationToken cancellation)
    {
        var address = new Uri(place, string.Join('/', file.File.Path.Split('/').Select(Uri.EscapeDataString)));
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            using var request = Request(address, file);
            using var response = await http.SendAsync(request, attempt.Token).WaitAsync(stall, time, cancellation);
            Begin(response, file, address);
            await using var body = await response.Content.ReadAsStreamAsync(attempt.Token);
            await ReadAsync(body, file, attempt.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new UpdateException($"{address.Host} cannot be reached.", e, passing: true);
        }
        catch (TimeoutException e)
        {
            throw new UpdateException(
                $"{address.Host} sent nothing of '{file.File.Path}' for {stall.TotalSeconds:0} s.",
                e,
                passing: true
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new UpdateException(
                $"{address.Host} does not give '{file.File.Path}': {e.InnerException?.Message ?? e.Message}",
                e,
                passing: true
            );
        }
        finally
        {
            await attempt.CancelAsync(); // of a call that was given up
        }
        if (!file.IsWhole)
            throw new UpdateException(
                $"'{file.File.Path}' ended after {file.Length} of {file.File.Bytes} bytes.",
                passing: true
            );
    }

    private static HttpRequestMessage Request(Uri address, PartialFile file)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (file.Length == 0)
            return request;
        request.Headers.Range = new RangeHeaderValue(file.Length, null);
        // A weak tag promises too little for parts.
        if (file.Tag is { } tag && EntityTagHeaderValue.TryParse(tag, out var known) && !known.IsWeak)
            request.Headers.IfRange = new RangeConditionHeaderValue(known);
        return request;
    }

    private static void Begin(HttpResponseMessage response, PartialFile file, Uri address)
    {
        var tag = response.Headers.ETag?.ToString();
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                file.Restart(tag);
                return;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == file.Length:
                file.SetTag(tag);
                return;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                file.Restart(null);
                throw new UpdateException(
                    $"{address.Host} gives another part of '{file.File.Path}' than was asked for.",
                    passing: true
                );
            default:
                throw new UpdateException(
                    $"{address.Host} answers {(int)response.StatusCode} for '{file.File.Path}'.",
                    passing: IsPassing(response.StatusCode)
                );
        }
    }

    // A file that is not there yet may be uploaded in a moment; who is not let in stays outside.
    private static bool IsPassing(HttpStatusCode code) =>
        (int)code >= 500
        || code is HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private async Task ReadAsync(Stream body, PartialFile file, CancellationToken cancellation)
    {
        var part = new byte[PartBytes];
        while (true)
        {
            var count = await body.ReadAsync(part, cancellation).AsTask().WaitAsync(stall, time, cancellation);
            if (count == 0)
                return;
            file.Add(part.AsSpan(0, count));
        }
    }
}
