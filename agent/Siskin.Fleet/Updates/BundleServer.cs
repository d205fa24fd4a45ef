using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Siskin.Fleet.Updates;

/// <summary>
/// Serves the files of one bundle for as long as a roll-out lasts: those that its manifest lists and no other, with
/// ranges and a tag, so that a device goes on where it was.
/// </summary>
internal sealed class BundleServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BundleServer(WebApplication app) => _app = app;

    /// <summary>Starts it.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="address">Where it listens.</param>
    /// <exception cref="IOException">The address is not free.</exception>
    public static async Task<BundleServer> StartAsync(BundleToPush bundle, IPEndPoint address)
    {
        // The empty builder reads no settings files and no environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options =>
            {
                options.Listen(address);
                options.AddServerHeader = false;
                options.Limits.MaxRequestBodySize = 0;
            });
        builder.Services.AddLogging();
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, bundle));
        await app.StartAsync();
        return new BundleServer(app);
    }

    /// <summary>Where devices find the files of a bundle at a server.</summary>
    public static Uri Place(BundleToPush bundle, IPEndPoint address) => new($"http://{address}/{Path(bundle)}");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string Path(BundleToPush bundle) => $"{bundle.Name}-{bundle.Version}-{bundle.Hash[..16]}/";

    private static Task AnswerAsync(HttpContext context, BundleToPush bundle)
    {
        var path = context.Request.Path.Value ?? "";
        var start = "/" + Path(bundle);
        var file = path.StartsWith(start, StringComparison.Ordinal) ? path[start.Length..] : "";
        if (!HttpMethods.IsGet(context.Request.Method) || !bundle.Files.ContainsKey(file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        return Results
            .File(
                System.IO.Path.Combine(bundle.Folder, file),
                "application/octet-stream",
                entityTag: new EntityTagHeaderValue($"\"{bundle.Hash[..32]}\""),
                enableRangeProcessing: true
            )
            .ExecuteAsync(context);
    }
}
