using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Siskin.Fleet.Exposition;
using Siskin.Fleet.Queries;
using Siskin.Fleet.Views;

namespace Siskin.Fleet.Web;

/// <summary>The web server: the page, its data, and the metrics.</summary>
internal sealed class FleetWeb(FleetSources sources, AccessGate gate, SetupApi setup)
{
    private const int MaxStreams = 100;

    private readonly FleetMetrics _metrics = new(sources.Book, sources.Time);
    private int _streams;

    /// <summary>The server, which listens once it is started.</summary>
    public WebApplication Build(IPEndPoint address)
    {
        // The empty builder reads no settings files and no environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, address));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Use((context, next) => gate.PassAsync(context, () => next(context)));
        app.MapGet("/", PageFile.Answer("index.html", "text/html; charset=utf-8"));
        app.MapGet("/app.js", PageFile.Answer("app.js", "text/javascript; charset=utf-8"));
        app.MapGet("/app.css", PageFile.Answer("app.css", "text/css; charset=utf-8"));
        app.MapGet("/login", PageFile.Answer("login.html", "text/html; charset=utf-8"));
        app.MapPost("/login", gate.LogInAsync);
        app.MapGet("/healthz", (RequestDelegate)(context => context.Response.WriteAsync("ok\n")));
        app.MapGet("/metrics", WriteMetricsAsync);
        app.MapGet("/api/fleet", WriteFleetAsync);
        app.MapGet("/api/query", CheckQueryAsync);
        app.MapGet("/api/live", WriteLiveAsync);
        app.MapGet("/api/device", WriteDeviceAsync);
        app.MapGet("/api/history", WriteHistoryAsync);
        setup.AddTo(app);
        return app;
    }

    private static void Configure(KestrelServerOptions options, IPEndPoint address)
    {
        options.Listen(address);
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = 500;
        options.Limits.MaxRequestBodySize = 64 << 10;
    }

    private async Task WriteMetricsAsync(HttpContext context)
    {
        context.Response.ContentType = MetricsWriter.ContentType;
        _metrics.Write(
            context.Response.BodyWriter,
            sources.BrokerProblem() is null,
            sources.History.IsFailing,
            sources.History.Lost
        );
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private async Task WriteFleetAsync(HttpContext context)
    {
        if (await QueryOfAsync(context) is { } query)
        {
            var view = new FleetViewer(sources.Book, query, sources.Problems).Next()!;
            await WriteJsonAsync(context, JsonSerializer.SerializeToUtf8Bytes(view, FleetJson.Default.FleetView));
        }
    }

    private async Task CheckQueryAsync(HttpContext context)
    {
        if (await QueryOfAsync(context) is not null)
            context.Response.StatusCode = 204;
    }

    private async Task WriteLiveAsync(HttpContext context)
    {
        if (await QueryOfAsync(context) is not { } query)
            return;
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            await RefuseAsync(context, 503, $"More than {MaxStreams} pages are open.");
            return;
        }
        try
        {
            var device = context.Request.Query["device"].ToString();
            await new LiveStream(sources, query, device.Length > 0 ? device : null).RunAsync(
                context.Response,
                context.RequestAborted
            );
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private Task WriteDeviceAsync(HttpContext context)
    {
        var name = context.Request.Query["device"].ToString();
        var earlier = sources.History.ReadEvents(name, sources.Limits.Events);
        var detail = sources.Book.Read(
            name,
            one => DeviceDetail.Of(one, sources.Limits, sources.Time.GetUtcNow(), earlier)
        );
        return detail is null
            ? RefuseAsync(context, 404, "There is no such device.")
            : WriteJsonAsync(context, JsonSerializer.SerializeToUtf8Bytes(detail, FleetJson.Default.DeviceDetail));
    }

    private Task WriteHistoryAsync(HttpContext context)
    {
        var name = context.Request.Query["device"].ToString();
        if (
            !double.TryParse(context.Request.Query["hours"], CultureInfo.InvariantCulture, out var hours)
            || hours is not (> 0 and <= 24 * 366)
        )
            return RefuseAsync(context, 400, "hours is a number above 0, at most 8784.");
        var view = sources.History.Read(name, TimeSpan.FromHours(hours));
        return WriteJsonAsync(context, JsonSerializer.SerializeToUtf8Bytes(view, FleetJson.Default.HistoryView));
    }

    // Null where the query is none; the answer says so then.
    private static async Task<FleetQuery?> QueryOfAsync(HttpContext context)
    {
        try
        {
            return FleetQuery.Parse(context.Request.Query["query"]);
        }
        catch (FormatException e)
        {
            await RefuseAsync(context, 400, e.Message);
            return null;
        }
    }

    private static Task WriteJsonAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
