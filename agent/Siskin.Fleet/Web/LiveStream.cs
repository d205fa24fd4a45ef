using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Queries;
using Siskin.Fleet.Views;

namespace Siskin.Fleet.Web;

/// <summary>
/// Server-sent events for one page: the whole view at first, then twice a second what is different, and a sign of life
/// where nothing is.
/// </summary>
internal sealed class LiveStream(FleetSources sources, FleetQuery query, string? device)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(0.5);
    private const int RhythmsOfSilence = 30;

    private long _deviceChange = -1;
    private IReadOnlyList<DeviceEvent> _earlier = [];

    /// <summary>Writes until the page goes away or the program stops.</summary>
    public async Task RunAsync(HttpResponse response, CancellationToken stop)
    {
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no"; // a proxy shall not wait for more
        if (device is not null)
            _earlier = sources.History.ReadEvents(device, sources.Limits.Events);
        var viewer = new FleetViewer(sources.Book, query, sources.Problems);
        using var timer = new PeriodicTimer(Rhythm, sources.Time);
        await WriteAsync(response, "clock", $"{sources.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0:F3}", stop);
        var silence = 0;
        try
        {
            do
            {
                var wrote = await WriteNewsAsync(response, viewer, stop);
                silence = wrote ? 0 : silence + 1;
                if (silence >= RhythmsOfSilence)
                {
                    silence = 0;
                    await response.WriteAsync(":\n\n", stop);
                    wrote = true;
                }
                if (wrote)
                    await response.Body.FlushAsync(stop);
            } while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
    }

    private async Task<bool> WriteNewsAsync(HttpResponse response, FleetViewer viewer, CancellationToken stop)
    {
        var wrote = false;
        if (viewer.Next() is { } view)
        {
            await WriteAsync(response, "fleet", JsonSerializer.Serialize(view, FleetJson.Default.FleetView), stop);
            wrote = true;
        }
        if (device is null)
            return wrote;
        var change = -1L;
        var detail = sources.Book.Read(
            device,
            one =>
            {
                change = one.Change;
                return change == _deviceChange
                    ? Unchanged
                    : DeviceDetail.Of(one, sources.Limits, sources.Time.GetUtcNow(), _earlier);
            }
        );
        if (detail is null || detail == Unchanged)
            return wrote;
        _deviceChange = change;
        await WriteAsync(response, "device", JsonSerializer.Serialize(detail, FleetJson.Default.DeviceDetail), stop);
        return true;
    }

    // Stands for no news.
    private static readonly DeviceDetail Unchanged = new(
        new DeviceRow("", "", null, null, null, null, null, null, null, null, 0, 0, 0, 0),
        new Dictionary<string, string>(),
        null,
        0,
        null,
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        [],
        []
    );

    private static Task WriteAsync(HttpResponse response, string kind, string json, CancellationToken stop) =>
        response.WriteAsync($"event: {kind}\ndata: {json}\n\n", stop);
}
